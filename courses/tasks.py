from time import monotonic

from celery import shared_task
from django.utils import timezone

from courses.actions.releasing import end_sunsets
from courses.messages.changes import tell_of_changes
from courses.messages.rounds import go_round

SECONDS = 30


@shared_task
def end_past_sunsets() -> int:
    return end_sunsets(on=timezone.localdate(), at=timezone.now())


@shared_task
def tell_people_of_changes() -> int:
    return tell_of_changes(at=timezone.now())


@shared_task
def tell_what_is_asked() -> int:
    """Until everybody was looked at today or half a minute has gone; beat comes again."""
    ends, seen = monotonic() + SECONDS, 0
    while looked_at := go_round(at=timezone.now()):
        seen += looked_at
        if monotonic() > ends:
            break
    return seen
