"""Keep a learner's place, and finish lessons and courses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import Person
from courses.actions.certifying import finish_enrolments
from courses.actions.enrolling import enrol_learner
from courses.messages.reminders import forget_lesson, forget_to_start, remind_of_lesson
from courses.models import CoursePage, Enrolment, LessonPage, LessonProgress, ReleasedLesson
from courses.reading import QuizState, quizzes_in
from courses.standing import Standing

RESCHEDULES_AFTER = timedelta(hours=1)
"""A reminder is due in weeks: it need not move with every step."""
SAME_SITTING = timedelta(minutes=1)
"""Whoever reads on at the same place has been seen there already."""


class QuizLeftError(Exception):
    """A knowledge check of the lesson is needed and not passed yet."""

    def __init__(self, left: list[QuizState]) -> None:
        self.left = left
        super().__init__("A knowledge check is left.")


class NotInReleaseError(Exception):
    """The lesson is newer, or older, than the release that this person learns from."""


class MetBySessionError(Exception):
    """The lesson is finished by coming to a session, and a facilitator says who came."""


@dataclass(frozen=True)
class Completion:
    """News for whoever asked: what was finished just now, and what comes next."""

    course: CoursePage
    finishes_course: bool
    next_lesson: LessonPage | None


def keep_place(
    *,
    enrolment: Enrolment,
    lesson: LessonPage,
    part: int,
    at: datetime,
    block: str = "",
    way: LessonPage | None = None,
    known: LessonProgress | None = None,
) -> LessonProgress:
    """Remember what is open; a finished lesson keeps what it has.

    Only a script knows the block: without one, the block known stays while the part does. Whoever
    has read the row already gives it as `known`.
    """
    progress = known or enrolment.progress.filter(lesson=lesson).first()
    if progress is None:
        return _begin_lesson(enrolment, lesson, at=at, part=part, block=block, way=way)
    if progress.completed_at:
        return progress
    if abs(at - progress.seen_at) >= RESCHEDULES_AFTER:
        remind_of_lesson(enrolment=enrolment, lesson=lesson, at=at)
    is_elsewhere = (progress.part, progress.way_id) != (part, way and way.pk)
    is_block_new = block not in ("", progress.block)
    if not (is_elsewhere or is_block_new) and abs(at - progress.seen_at) < SAME_SITTING:
        return progress
    if block or is_elsewhere:
        progress.block = block
    progress.part, progress.way, progress.seen_at = part, way, at
    progress.save(update_fields=["part", "block", "way", "seen_at"])
    return progress


@transaction.atomic
def _begin_lesson(
    enrolment: Enrolment, lesson: LessonPage, *, at: datetime, **place: Any
) -> LessonProgress:
    """Two tabs that open it at once make one row."""
    progress, is_new = enrolment.progress.get_or_create(
        lesson=lesson, defaults={**place, "begun_at": at, "seen_at": at}
    )
    if is_new:
        remind_of_lesson(enrolment=enrolment, lesson=lesson, at=at)
        forget_to_start(enrolment)
    return progress


@transaction.atomic
def complete_lesson(*, person: Person, lesson: LessonPage, at: datetime) -> Completion:
    """Finish a lesson, whichever way was taken; a second time changes nothing.

    Locks the enrolment.
    """
    enrolment = enrol_learner(person=person, course=lesson.course, at=at)
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    released = enrolment.release.lessons.select_related("other_way_of__lesson")
    released = released.filter(lesson=lesson).first()
    if released is None:
        raise NotInReleaseError
    if released.is_met_by_session:
        raise MetBySessionError
    lesson = released.counts_as.lesson
    _refuse_quizzes_left(released.counts_as, enrolment)
    progress, _ = enrolment.progress.get_or_create(
        lesson=lesson, defaults={"begun_at": at, "seen_at": at}
    )
    if progress.completed_at is None:
        progress.completed_at = progress.seen_at = at
        # Their own work, whoever began it with them.
        progress.presence = progress.attendance = None
        progress.save(update_fields=["completed_at", "seen_at", "presence", "attendance"])
        forget_lesson(enrolment=enrolment, lesson=lesson)
    return _news(enrolment, lesson, at=at)


def _refuse_quizzes_left(released: ReleasedLesson, enrolment: Enrolment) -> None:
    is_done = enrolment.progress.filter(lesson=released.lesson_id).exclude(completed_at=None)
    left = [quiz for quiz in quizzes_in(released, enrolment).values() if quiz.is_left]
    if left and not is_done.exists():
        raise QuizLeftError(left)


def finish_if_nothing_is_left(enrolment: Enrolment, *, at: datetime) -> bool:
    """Said once. What is finished stays finished, whatever is added later."""
    if enrolment.completed_at or not _standing(enrolment).is_complete:
        return False
    enrolment.completed_at = at
    return bool(finish_enrolments([enrolment.pk], at=at))


def remind_of_what_waits(
    enrolment: Enrolment, standing: Standing | None = None, *, at: datetime
) -> None:
    """Whoever stops between two lessons has stopped too."""
    current = (standing or _standing(enrolment)).current
    if enrolment.completed_at is None and current:
        remind_of_lesson(enrolment=enrolment, lesson=current.lesson.lesson, at=at)


def _standing(enrolment: Enrolment) -> Standing:
    return enrolment.release.standing(enrolment.progress.all(), since=enrolment.enrolled_at)


def _news(enrolment: Enrolment, lesson: LessonPage, *, at: datetime) -> Completion:
    finishes = finish_if_nothing_is_left(enrolment, at=at)
    standing = _standing(enrolment)
    remind_of_what_waits(enrolment, standing, at=at)
    here = standing.step_of(lesson.pk)
    after = [step for step in standing.left if here and step.number > here.number]
    following = next(iter(after or standing.left), None)
    return Completion(
        course=lesson.course,
        finishes_course=finishes,
        next_lesson=following.lesson.lesson if following else None,
    )
