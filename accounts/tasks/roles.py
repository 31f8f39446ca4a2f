from celery import shared_task
from django.utils import timezone

from accounts.actions.groups import sync_due_groups


@shared_task
def follow_roles() -> int:
    return sync_due_groups(at=timezone.now())
