"""Begin a course and finish its lessons, with the questions that its plan asks on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from courses.actions import (
    Completion,
    ask_after,
    ask_before,
    ask_no_more,
    complete_lesson,
    credit_earlier_sessions,
    enrol_learner,
)
from courses.models import CoursePage, LessonPage
from evaluation.models import Invitation, Wave


@dataclass(frozen=True)
class Finish:
    completion: Completion
    invitation: Invitation | None
    """What is asked now that the course is finished, if anything."""


@transaction.atomic
def start_course(
    *, person: Person, course: CoursePage, at: datetime, time_is_agreed: bool | None = None
) -> Invitation | None:
    """Enrol, and ask about practice before the first lesson where the plan of the course does."""
    enrolment = enrol_learner(person=person, course=course, at=at, time_is_agreed=time_is_agreed)
    credit_earlier_sessions(enrolment, at=at)
    if enrolment.progress.exclude(completed_at=None).exists():
        return None
    return ask_before(course, person, at=at)


@transaction.atomic
def finish_lesson(*, person: Person, lesson: LessonPage, at: datetime) -> Finish:
    """After the first finished lesson it is too late to say how it was before."""
    completion = complete_lesson(person=person, lesson=lesson, at=at)
    course = completion.course
    ask_no_more(course, person, reason="course_under_way", at=at, wave=Wave.PRE)
    if not completion.finishes_course:
        return Finish(completion, None)
    return Finish(completion, ask_after(course, person, at=at))
