from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from celery import shared_task
from django.utils import timezone

from courses.actions.attending import credit_what_began
from courses.actions.booking import forget_access_needs, pass_places_on
from courses.actions.evaluating_later import ask_round
from courses.actions.feeding import end_feeds_of_closed_accounts
from courses.actions.releasing import end_sunsets
from courses.actions.wishing import forget_groups
from courses.messages.additions import tell_of_additions
from courses.messages.afterwards import offer_check_ins
from courses.messages.catching_up import offer_sessions_again
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
def tell_people_of_additions() -> int:
    return _batch_after_batch(tell_of_additions)


@shared_task
def tell_what_is_asked() -> int:
    return _batch_after_batch(go_round)


@shared_task
def look_after_places() -> int:
    now = timezone.now()
    done = pass_places_on(at=now) + credit_what_began(at=now) + end_feeds_of_closed_accounts()
    return done + forget_access_needs(at=now) + forget_groups(at=now)


@shared_task
def ask_after_learning() -> int:
    return ask_round(at=timezone.now())


@shared_task
def offer_due_check_ins() -> int:
    return offer_check_ins(at=timezone.now())


@shared_task
def offer_missed_sessions() -> int:
    return offer_sessions_again(at=timezone.now())


def _batch_after_batch(step: Callable[..., int]) -> int:
    """Until nobody is left or half a minute has gone; beat comes again."""
    ends, done = monotonic() + SECONDS, 0
    while handled := step(at=timezone.now()):
        done += handled
        if monotonic() > ends:
            break
    return done
