"""Where a course meets its questions: neither app knows the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from courses.actions import (
    Completion,
    complete_lesson,
    credit_earlier_sessions,
    enrol_learner,
)
from courses.models import CoursePage, LessonPage
from evaluation.actions import close_for, invite, open_occasion
from evaluation.models import Invitation, Occasion, Plan, Wave
from evaluation.starter import PRACTICE_IN_THREE


@dataclass(frozen=True)
class Finish:
    completion: Completion
    invitation: Invitation | None
    """What is asked now that the course is finished, if anything."""


@transaction.atomic
def start_course(
    *, person: Person, course: CoursePage, at: datetime, time_is_agreed: bool | None = None
) -> Invitation | None:
    """Enrol, and ask about practice before the first lesson where a plan asks for it."""
    enrolment = enrol_learner(person=person, course=course, at=at, time_is_agreed=time_is_agreed)
    credit_earlier_sessions(enrolment, at=at)
    if enrolment.progress.exclude(completed_at=None).exists():
        return None
    return _ask(person, course, Wave.PRE, at=at)


@transaction.atomic
def finish_lesson(*, person: Person, lesson: LessonPage, at: datetime) -> Finish:
    """After the first finished lesson it is too late to say how it was before."""
    completion = complete_lesson(person=person, lesson=lesson, at=at)
    occasion = _occasion_of(completion.course)
    if occasion:
        close_for(person=person, occasion=occasion, wave=Wave.PRE, reason="course_under_way", at=at)
    if not completion.finishes_course:
        return Finish(completion, None)
    return Finish(completion, _ask(person, completion.course, Wave.POST, at=at))


def _ask(person: Person, course: CoursePage, wave: str, *, at: datetime) -> Invitation | None:
    occasion = _occasion_of(course)
    if occasion is None:
        return None
    return invite(person=person, occasion=occasion, wave=wave, opens_at=at)


def _occasion_of(course: CoursePage) -> Occasion | None:
    plan = Plan.objects.filter(slug=PRACTICE_IN_THREE).first()
    if plan is None:
        return None
    return open_occasion(key=f"course:{course.translation_key}", label=course.title, plan=plan)
