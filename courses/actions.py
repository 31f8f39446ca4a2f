from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from courses.models import CoursePage, Enrolment, LessonPage, LessonProgress
from courses.reminders import forget_lesson, remind_of_lesson
from courses.standing import standing_in


@dataclass(frozen=True)
class Completion:
    """News for whoever asked: what was finished just now, and what comes next."""

    course: CoursePage
    finishes_course: bool
    next_lesson: LessonPage | None


def enrol_learner(*, person: Person, course: CoursePage) -> Enrolment:
    """Enrolling twice is one enrolment."""
    enrolment, _ = Enrolment.objects.get_or_create(person=person, course=course)
    return enrolment


@transaction.atomic
def keep_place(
    *, person: Person, lesson: LessonPage, part: int, at: datetime
) -> LessonProgress | None:
    """Remember the open part of an enrolled learner; a finished lesson keeps what it has."""
    enrolment = Enrolment.objects.filter(person=person, course=lesson.course).first()
    if enrolment is None:
        return None
    progress, is_new = enrolment.progress.get_or_create(
        lesson=lesson, defaults={"part": part, "begun_at": at, "seen_at": at}
    )
    if progress.completed_at:
        return progress
    if not is_new:
        progress.part, progress.seen_at = part, at
        progress.save(update_fields=["part", "seen_at"])
    remind_of_lesson(person=person, lesson=lesson, at=at)
    return progress


@transaction.atomic
def complete_lesson(*, person: Person, lesson: LessonPage, at: datetime) -> Completion:
    """Finish a lesson once; a second time changes nothing. Locks the enrolment."""
    enrol_learner(person=person, course=lesson.course)
    enrolment = Enrolment.objects.select_for_update().get(person=person, course=lesson.course)
    progress, _ = enrolment.progress.get_or_create(
        lesson=lesson, defaults={"begun_at": at, "seen_at": at}
    )
    if progress.completed_at is None:
        progress.completed_at = progress.seen_at = at
        progress.save(update_fields=["completed_at", "seen_at"])
        forget_lesson(person=person, lesson=lesson)
    return _news(enrolment, lesson, at=at)


def _news(enrolment: Enrolment, lesson: LessonPage, *, at: datetime) -> Completion:
    standing = standing_in(lesson.course.lessons, enrolment.progress.all())
    finishes = standing.is_complete and enrolment.completed_at is None
    if finishes:
        enrolment.completed_at = at
        enrolment.save(update_fields=["completed_at"])
    after = [step.lesson for step in standing.left if step.lesson.path > lesson.path]
    before = [step.lesson for step in standing.left]
    return Completion(
        course=lesson.course,
        finishes_course=finishes,
        next_lesson=next(iter(after or before), None),
    )
