from celery import shared_task
from django.utils import timezone

from portal.actions.timekeeping import forget_old_days
from portal.models import Heartbeat


@shared_task
def beat_heart() -> None:
    Heartbeat.objects.update_or_create(pk=1, defaults={"at": timezone.now()})


@shared_task
def forget_old_task_days() -> int:
    return forget_old_days(today=timezone.localdate())
