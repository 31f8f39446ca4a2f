from celery import shared_task
from django.utils import timezone

from accounts.actions.email_change import forget_changes
from accounts.actions.sessions import clear_ended_sessions


@shared_task
def clear_sessions() -> int:
    """Nightly: what has ended, and addresses that can no longer be taken back."""
    forget_changes(at=timezone.now())
    return clear_ended_sessions(at=timezone.now())
