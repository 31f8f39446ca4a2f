"""Write down who took a course together, and take somebody out again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Person
from courses.actions.crediting import take_back
from courses.actions.enrolling import NotOpenError, enrol_learner
from courses.actions.newest import hold_newest
from courses.actions.progress import finish_if_nothing_is_left, remind_of_what_waits
from courses.messages.reminders import forget_lesson, forget_to_start
from courses.models import (
    CoursePage,
    Enrolment,
    Presence,
    ReleasedLesson,
    Sitting,
)
from courses.querysets import people_to_sit_with
from courses.reading import quizzes_in

NOON = time(12)


@dataclass(frozen=True)
class Occasion:
    """What was taken, when and where."""

    course: CoursePage
    taken_on: date
    minutes: int
    place: str = ""


@transaction.atomic
def record_sitting(
    *, key: UUID, occasion: Occasion, people: Iterable[Person], by: Person, at: datetime
) -> Sitting:
    """The same key again is the same sitting, and changes nothing.

    Whoever still has to finish another course first is left out: see `not_open_to`. Locks the
    course before the enrolments of those who are in it already.
    """
    if occasion.course.together == CoursePage.Together.NO:
        raise PermissionDenied
    hold_newest(occasion.course)
    sitting, is_new = Sitting.objects.get_or_create(
        key=key, defaults={**vars(occasion), "recorded_by": by, "recorded_at": at}
    )
    if not is_new:
        return sitting
    chosen = [person.pk for person in people]
    allowed = people_to_sit_with(by, on=timezone.localdate(at)).filter(pk__in=chosen)
    for person in allowed.order_by("pk"):
        _record(sitting, person, at=at)
    audit.record(actor=by, verb="sitting.recorded", target=sitting)
    return sitting


@transaction.atomic
def take_out_of_sitting(*, presence: Presence, by: Person, at: datetime) -> bool:
    """By the person, who says that it was not them, or by whoever wrote it down.

    What it alone gave goes with it. What somebody has finished by their own work since stays.
    """
    is_denied = presence.person_id == by.pk
    if not is_denied and presence.sitting.recorded_by_id != by.pk:
        raise PermissionDenied
    open_ones = Presence.objects.filter(pk=presence.pk, taken_back_at=None)
    if not open_ones.update(taken_back_at=at, is_denied=is_denied):
        return False
    course = presence.sitting.course
    for enrolment in Enrolment.objects.filter(person=presence.person_id, course=course):
        take_back(presence, enrolment, at=at)
    audit.record(actor=by, verb="sitting.taken_back", target=presence)
    return True


def not_open_to(course: CoursePage, people: Iterable[Person]) -> list[Person]:
    """Of a course that asks for others first: who has not finished those."""
    if not course.prerequisites.exists():
        return []
    return [
        person
        for person in people
        if not person.enrolments.filter(course=course).exists() and course.still_to_finish(person)
    ]


def _record(sitting: Sitting, person: Person, *, at: datetime) -> None:
    day = timezone.make_aware(datetime.combine(sitting.taken_on, NOON))
    when = min(day, at)
    try:
        enrolment = enrol_learner(person=person, course=sitting.course, at=when)
    except NotOpenError:
        return
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    when = max(when, enrolment.enrolled_at)
    presence = sitting.presences.create(person=person)
    if enrolment.completed_at:
        return
    forget_to_start(enrolment)
    for released in enrolment.release.lessons.in_order():
        if not (released.is_withdrawn or released.is_met_by_session):
            _see(released, enrolment, presence, at=when)
    if finish_if_nothing_is_left(enrolment, at=when):
        Presence.objects.filter(pk=presence.pk).update(finishes_course=True)
    else:
        remind_of_what_waits(enrolment, at=when)


def _see(
    released: ReleasedLesson, enrolment: Enrolment, presence: Presence, *, at: datetime
) -> None:
    """A lesson whose knowledge check is still to be answered is begun, and not done."""
    progress, _ = enrolment.progress.get_or_create(
        lesson=released.lesson, defaults={"begun_at": at, "seen_at": at}
    )
    counts = presence.sitting.course.together == CoursePage.Together.ALL
    if progress.completed_at or (not counts and _has_check_left(released, enrolment)):
        return
    progress.completed_at, progress.presence = at, presence
    progress.save(update_fields=["completed_at", "presence"])
    forget_lesson(enrolment=enrolment, lesson=released.lesson)


def _has_check_left(released: ReleasedLesson, enrolment: Enrolment) -> bool:
    return any(quiz.is_left for quiz in quizzes_in(released, enrolment).values())
