"""Keep a learner's place, and finish lessons and courses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from courses.actions.certifying import finish_enrolments
from courses.actions.enrolling import enrol_learner
from courses.models import CoursePage, Enrolment, LessonPage, LessonProgress
from courses.reminders import forget_lesson, remind_of_lesson
from courses.standing import Standing


@dataclass(frozen=True)
class Completion:
    """News for whoever asked: what was finished just now, and what comes next."""

    course: CoursePage
    finishes_course: bool
    next_lesson: LessonPage | None


@transaction.atomic
def keep_place(
    *, enrolment: Enrolment, lesson: LessonPage, part: int, at: datetime
) -> LessonProgress:
    """Remember the open part; a finished lesson keeps what it has."""
    progress, is_new = enrolment.progress.get_or_create(
        lesson=lesson, defaults={"part": part, "begun_at": at, "seen_at": at}
    )
    if progress.completed_at:
        return progress
    if not is_new:
        progress.part, progress.seen_at = part, at
        progress.save(update_fields=["part", "seen_at"])
    remind_of_lesson(person=enrolment.person, lesson=lesson, at=at)
    return progress


@transaction.atomic
def complete_lesson(*, person: Person, lesson: LessonPage, at: datetime) -> Completion:
    """Finish a lesson once; a second time changes nothing. Locks the enrolment."""
    enrol_learner(person=person, course=lesson.course, at=at)
    enrolment = Enrolment.objects.select_for_update().get(person=person, course=lesson.course)
    progress, _ = enrolment.progress.get_or_create(
        lesson=lesson, defaults={"begun_at": at, "seen_at": at}
    )
    if progress.completed_at is None:
        progress.completed_at = progress.seen_at = at
        progress.save(update_fields=["completed_at", "seen_at"])
        forget_lesson(person=person, lesson=lesson)
    return _news(enrolment, lesson, at=at)


def finish_if_nothing_is_left(enrolment: Enrolment, *, at: datetime) -> bool:
    """Said once. What is finished stays finished, whatever is added later."""
    if enrolment.completed_at or not _standing(enrolment).is_complete:
        return False
    enrolment.completed_at = at
    return bool(finish_enrolments([enrolment.pk], at=at))


def _standing(enrolment: Enrolment) -> Standing:
    return enrolment.release.standing(enrolment.progress.all(), since=enrolment.enrolled_at)


def _news(enrolment: Enrolment, lesson: LessonPage, *, at: datetime) -> Completion:
    finishes = finish_if_nothing_is_left(enrolment, at=at)
    standing = _standing(enrolment)
    here = standing.step_of(lesson.pk)
    after = [step for step in standing.left if here and step.number > here.number]
    following = next(iter(after or standing.left), None)
    return Completion(
        course=lesson.course,
        finishes_course=finishes,
        next_lesson=following.lesson.lesson if following else None,
    )
