"""What courses tell learners, and whether it is still wanted when its time comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from courses.models import Enrolment, LessonPage, LessonProgress
from notifications.actions import cancel, notify, reschedule
from notifications.kinds import Kind
from notifications.models import Message

PAUSED_FOR = timedelta(days=14)
NOT_STARTED_FOR = timedelta(days=7)
TOO_LATE = timedelta(days=42)


def remind_to_start(enrolment: Enrolment, *, at: datetime) -> None:
    """Once, when a week has gone since somebody enrolled and no lesson was opened."""
    notify(
        kind=NOT_STARTED.code,
        key=_start_key(enrolment),
        person=enrolment.person,
        reason=gettext("You enrolled for this course. We write about it once."),
        due_at=at + NOT_STARTED_FOR,
        expires_at=at + TOO_LATE,
        context={"enrolment": enrolment.pk},
    )


def forget_to_start(enrolment: Enrolment) -> None:
    cancel(key=_start_key(enrolment))


def words_for_not_started(message: Message) -> dict[str, Any] | None:
    """Wanted while they are enrolled and have opened no lesson."""
    enrolments = Enrolment.objects.not_begun().filter(person=message.person)
    found = enrolments.filter(pk=message.context["enrolment"]).select_related("course").first()
    if found is None or not found.course.live:
        return None
    return {
        "course": found.course.title,
        "minutes": found.course.self_directed_minutes,
        "path": found.course.get_url_parts()[2],
    }


def remind_of_lesson(*, enrolment: Enrolment, lesson: LessonPage, at: datetime) -> None:
    """Once, when it has waited for two weeks. Asked again whenever it is opened.

    A refresher asks anew: what was withdrawn in the time before stays withdrawn.
    """
    key = _key(enrolment, lesson)
    due_at, expires_at = at + PAUSED_FOR, at + TOO_LATE
    if reschedule(key=key, due_at=due_at, expires_at=expires_at):
        return
    notify(
        kind=LESSON_WAITS.code,
        key=key,
        person=enrolment.person,
        reason=gettext("You began this course. We write once about each lesson that waits."),
        due_at=due_at,
        expires_at=expires_at,
        context={"enrolment": enrolment.pk, "lesson": lesson.pk},
    )


def forget_lesson(*, enrolment: Enrolment, lesson: LessonPage) -> None:
    cancel(key=_key(enrolment, lesson))


def words_for_waiting_lesson(message: Message) -> dict[str, Any] | None:
    """Wanted while it is where they would go on, in the course that they had open last.

    Of those that wait: one that was finished meanwhile keeps nobody from going on with another.
    """
    unfinished = {"enrolment__person": message.person, "enrolment__completed_at": None}
    progress = LessonProgress.objects.filter(**unfinished)
    latest = progress.select_related("enrolment__course").order_by("-seen_at").first()
    if latest is None or latest.enrolment_id != message.context.get("enrolment"):
        return None
    enrolment = latest.enrolment
    progress = enrolment.progress.with_way()
    step = enrolment.release.standing(progress, since=enrolment.enrolled_at).current
    if step is None or step.lesson.lesson_id != message.context["lesson"]:
        return None
    way, part = step.place
    return {
        "lesson": step.lesson.lesson.title,
        "course": enrolment.course.title,
        "path": f"{way.get_url_parts()[2]}?part={part}",
    }


def _start_key(enrolment: Enrolment) -> str:
    return f"{NOT_STARTED.code}:{enrolment.pk}:{enrolment.person.uuid}"


def _key(enrolment: Enrolment, lesson: LessonPage) -> str:
    return f"{LESSON_WAITS.code}:{lesson.pk}:{enrolment.pk}:{enrolment.person.uuid}"


LESSON_WAITS = Kind(
    code="courses.lesson_waits",
    label=gettext_lazy("A course you began waits for you"),
    template="lesson_waits",
    words=words_for_waiting_lesson,
    meaning={
        "lesson": gettext_lazy("the title of the lesson"),
        "course": gettext_lazy("the title of the course"),
        "path": gettext_lazy("where they stopped, or what comes next"),
    },
    may_be_handed_over=True,
    key="courses.lesson_waits:<lesson>:<enrolment>:<person>",
    when=gettext_lazy("14 days after a lesson was last open, or the one before it was finished"),
    expires=gettext_lazy("42 days after that"),
    stops=gettext_lazy("once for each lesson, and again in a refresher"),
    withdrawn=gettext_lazy(
        "the lesson or the course is finished, another one is open, or the lesson is withdrawn"
    ),
)

NOT_STARTED = Kind(
    code="courses.not_started",
    label=gettext_lazy("A course you enrolled for has not begun"),
    template="course_not_started",
    words=words_for_not_started,
    meaning={
        "course": gettext_lazy("the title of the course"),
        "minutes": gettext_lazy("how many minutes it takes"),
        "path": gettext_lazy("where the course is"),
    },
    may_be_handed_over=True,
    key="courses.not_started:<enrolment>:<person>",
    when=gettext_lazy("7 days after somebody enrolled and opened no lesson"),
    expires=gettext_lazy("42 days after they enrolled"),
    stops=gettext_lazy("once for each enrolment"),
    withdrawn=gettext_lazy("a lesson was opened, or the course is no longer published"),
)
