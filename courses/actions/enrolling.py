"""Begin a course."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from courses.actions.newest import hold_newest
from courses.messages.reminders import remind_to_start
from courses.models import CoursePage, Enrolment


class NotOpenError(Exception):
    """Nobody can begin it yet, or this person has to finish others first."""

    def __init__(self, first: list[CoursePage]) -> None:
        self.first = first
        super().__init__("The course is not open.")


def enrol_learner(
    *,
    person: Person,
    course: CoursePage,
    at: datetime | None = None,
    time_is_agreed: bool | None = None,
) -> Enrolment:
    """Enrolling twice is one enrolment, in the release that was the newest then.

    Of somebody who refreshes the course it is the refresher.
    """
    enrolment = Enrolment.objects.filter(person=person, course=course).newest_first().first()
    if enrolment:
        return enrolment
    first = course.still_to_finish(person)
    if first:
        raise NotOpenError(first)
    facts = {"enrolled_at": at or timezone.now(), "time_is_agreed": time_is_agreed}
    return _enrol(person, course, facts)


@transaction.atomic
def _enrol(person: Person, course: CoursePage, facts: dict[str, Any]) -> Enrolment:
    """Locks the course: nobody comes into a release that is being replaced."""
    release = hold_newest(course)
    if release is None:
        raise NotOpenError([])
    enrolment, is_new = Enrolment.objects.get_or_create(
        person=person, course=course, period=1, defaults={"release": release, **facts}
    )
    if is_new:
        remind_to_start(enrolment, at=enrolment.enrolled_at)
    return enrolment
