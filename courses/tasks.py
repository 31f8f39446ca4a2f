from celery import shared_task
from django.utils import timezone

from courses.actions.releasing import end_sunsets
from courses.messages.changes import tell_of_changes


@shared_task
def end_past_sunsets() -> int:
    return end_sunsets(on=timezone.localdate(), at=timezone.now())


@shared_task
def tell_people_of_changes() -> int:
    return tell_of_changes(at=timezone.now())
