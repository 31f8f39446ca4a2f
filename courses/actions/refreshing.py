"""Do a course once more, some time after it was finished."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from courses.actions.newest import hold_newest
from courses.messages.reminders import remind_to_start
from courses.models import CoursePage, Enrolment


class NotDueError(Exception):
    """Nothing of this course is finished, or it is not yet time to refresh it."""


@transaction.atomic
def start_refresher(*, person: Person, course: CoursePage, at: datetime) -> Enrolment:
    """The next period, in the newest release. What belongs to the ones before stays with them.

    Starting twice is one refresher. Locks the enrolment before, which is finished, and the course.
    """
    mine = Enrolment.objects.filter(person=person, course=course).newest_first()
    latest = mine.select_for_update(of=["self"]).first()
    if latest is None:
        raise NotDueError
    if latest.completed_at is None and latest.is_refresher:
        return latest
    if not latest.is_refresher_open(on=timezone.localdate(at)):
        raise NotDueError
    facts = {"release": hold_newest(course), "enrolled_at": at}
    refresher, is_new = Enrolment.objects.get_or_create(
        person=person, course=course, period=latest.period + 1, defaults=facts
    )
    if is_new:
        remind_to_start(refresher, at=at)
    return refresher
