"""Take a lesson away from everybody at once, and bring it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import Person
from courses.actions.certifying import finish_whoever_has_nothing_left
from courses.models import LessonPage, Release, ReleasedLesson, Withdrawal


@transaction.atomic
def withdraw_lesson(
    *, by: Person | None, lesson: LessonPage, words: str, at: datetime
) -> Withdrawal:
    """Hidden for everybody, and counted as done. A second time changes nothing."""
    withdrawal, is_new = Withdrawal.objects.get_or_create(
        lesson=lesson,
        lifted_at=None,
        defaults={"words": words, "withdrawn_at": at, "withdrawn_by": by},
    )
    if is_new:
        for release in Release.objects.filter(lessons__lesson=lesson):
            finish_whoever_has_nothing_left(release, at=at)
        audit.record(actor=by, verb="lesson.withdrawn", target=lesson)
    return withdrawal


@transaction.atomic
def bring_back_lesson(*, by: Person | None, lesson: LessonPage, at: datetime) -> bool:
    """Extra for whoever enrolled before: what was credited to them is not taken back.

    Since when it was there before stays known, for a module in which people choose.
    """
    is_lifted = bool(lesson.withdrawals.open().update(lifted_at=at))
    if is_lifted:
        ReleasedLesson.objects.filter(lesson=lesson).update(back_at=at)
        audit.record(actor=by, verb="lesson.brought_back", target=lesson)
    return is_lifted
