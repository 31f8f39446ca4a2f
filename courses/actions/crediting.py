"""What coming to a session finishes, in the courses of those who came."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.actions.progress import finish_if_nothing_is_left, remind_of_what_waits
from courses.messages.reminders import forget_lesson, forget_to_start
from courses.models import (
    Attendance,
    Certificate,
    Enrolment,
    LiveSession,
    Presence,
    ReleasedLesson,
)


def credit_session(session: LiveSession, *, at: datetime) -> None:
    """Of a session that finishes a lesson, once it has begun. Whoever calls it holds its lock.

    What was given to somebody who was not there after all goes back.
    """
    if session.lesson_id is None:
        return
    marked = session.attendances.exclude(person=None).select_related("person")
    for attendance in marked.that_count().filter(gave=None):
        _credit(attendance, session, at=at)
    for attendance in marked.filter(is_there=False).exclude(gave=None):
        for enrolment in Enrolment.objects.filter(progress__attendance=attendance):
            take_back(attendance, enrolment, at=at)


@transaction.atomic
def credit_earlier_sessions(enrolment: Enrolment, *, at: datetime) -> None:
    """Whoever came before they enrolled has been there; a refresher asks them to come again."""
    if enrolment.is_refresher:
        return
    asked = enrolment.release.lessons.filter(is_met_by_session=True).values("lesson")
    came = enrolment.person.attendances.that_count().filter(session__lesson__in=asked, gave=None)
    for attendance in came.select_related("person", "session"):
        _credit(attendance, attendance.session, at=at)


def take_back(given: Presence | Attendance, enrolment: Enrolment, *, at: datetime) -> None:
    """What this alone gave. What somebody has finished by their own work since stays."""
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.completed_at and not given.finishes_course:
        return
    progress = given.gave.filter(enrolment=enrolment)
    if not progress.exists():
        return
    if given.finishes_course:
        Certificate.objects.filter(enrolment=enrolment).update(enrolment=None, withdrawn_at=at)
        # What a paper says of it is decided when it is finished again.
        Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=None, earlier_facts=None)
    progress.update(completed_at=None, presence=None, attendance=None)


def _credit(attendance: Attendance, session: LiveSession, *, at: datetime) -> None:
    person = attendance.person
    step = ReleasedLesson.objects.filter(lesson=session.lesson_id, is_met_by_session=True)
    mine = person.enrolments.filter(release__lessons__in=step, completed_at=None)
    enrolment = mine.newest_first().select_for_update(of=["self"]).first()
    if enrolment is None:
        return
    lesson = step.get(release=enrolment.release_id).counts_as.lesson
    when = max(min(session.ends_at, at), enrolment.enrolled_at)
    progress, _ = enrolment.progress.get_or_create(
        lesson=lesson, defaults={"begun_at": when, "seen_at": when}
    )
    if progress.completed_at:
        return
    progress.completed_at, progress.attendance = when, attendance
    progress.save(update_fields=["completed_at", "attendance"])
    forget_lesson(enrolment=enrolment, lesson=lesson)
    forget_to_start(enrolment)
    if finish_if_nothing_is_left(enrolment, at=when):
        Attendance.objects.filter(pk=attendance.pk).update(finishes_course=True)
    else:
        remind_of_what_waits(enrolment, at=at)
