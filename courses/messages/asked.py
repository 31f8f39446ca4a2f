"""Tells people once that a course is asked of them, and once that its suggested day is near."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Person
from courses.asked import is_asked
from courses.models import CoursePage
from courses.pathway import Asked
from notifications.actions import Ask
from notifications.kinds import Kind
from notifications.models import Message
from resources.models import Partnership

TOO_LATE = timedelta(days=42)
NEAR = timedelta(days=14)
AFTER_THE_FIRST = timedelta(days=7)
"""So long after somebody heard that a course is asked, they hear nothing more of its day."""


def assigned(person: Person, asked: Asked, *, at: datetime) -> Ask:
    return Ask(
        kind=ASSIGNED.code,
        key=key_of(ASSIGNED, person, asked.course),
        person=person,
        reason=gettext("This course is asked of people in your role. We write about it once."),
        due_at=at,
        expires_at=at + TOO_LATE,
        context={"course": asked.course.pk},
    )


def not_begun(person: Person, asked: Asked, *, at: datetime) -> Ask:
    return Ask(
        kind=ASKED_NOT_BEGUN.code,
        key=key_of(ASKED_NOT_BEGUN, person, asked.course),
        person=person,
        reason=gettext("This course is asked of people in your role. We remind you once."),
        due_at=at,
        expires_at=at + TOO_LATE,
        context={"course": asked.course.pk},
    )


def suggested_day(person: Person, asked: Asked, *, at: datetime) -> Ask:
    return Ask(
        kind=SUGGESTED_DAY.code,
        key=key_of(SUGGESTED_DAY, person, asked.course),
        person=person,
        reason=gettext("This course is asked of people in your role. We remind you once."),
        due_at=at,
        expires_at=end_of(asked.suggested_by),
        context={"course": asked.course.pk},
    )


def has_waited(asked: Asked, *, heard_at: datetime | None, on: date) -> bool:
    """Not where only the reader knows whether it is their work."""
    if asked.notes or heard_at is None:
        return False
    return AFTER_THE_FIRST <= on - timezone.localdate(heard_at) <= TOO_LATE


def is_near(asked: Asked, *, heard_at: datetime | None, on: date) -> bool:
    """Not where only the reader knows whether it is their work, nor soon after they first heard."""
    if asked.notes or (heard_at and timezone.localdate(heard_at) > on - AFTER_THE_FIRST):
        return False
    return asked.suggested_by - NEAR <= on <= asked.suggested_by


def words_for_assigned(message: Message) -> dict[str, Any] | None:
    """Wanted while it is asked and they have neither enrolled for it nor learned it elsewhere."""
    person, course = message.person, message.context["course"]
    asked = _still_asked(message)
    if asked is None or person.enrolments.filter(course=course).exists():
        return None
    return {
        "who": Partnership.load().name or gettext("The partnership"),
        "roles": get_text_list([str(job.profession) for job in asked.jobs], gettext("and")),
        "notes": get_text_list([str(note) for note in asked.notes], gettext("and")),
        "minutes": asked.course.self_directed_minutes,
        **_facts(asked),
    }


def words_for_not_begun(message: Message) -> dict[str, Any] | None:
    words = words_for_assigned(message)
    return words and {name: words[name] for name in ("course", "minutes", "path")}


def words_for_suggested_day(message: Message) -> dict[str, Any] | None:
    """Wanted while it is asked, not finished, and its day has not passed."""
    course, today = message.context["course"], timezone.localdate()
    asked = _still_asked(message)
    if asked is None or not asked.suggested_by - NEAR <= today <= asked.suggested_by:
        return None
    if message.person.enrolments.finished().filter(course=course).exists():
        return None
    return _facts(asked)


def key_of(kind: Kind, person: Person, course: CoursePage) -> str:
    return f"{kind.code}:{course.pk}:{person.uuid}"


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _still_asked(message: Message) -> Asked | None:
    person, course = message.person, message.context["course"]
    if person.recognitions.filter(course=course).exists():
        return None
    return is_asked(person, course, on=timezone.localdate())


def _facts(asked: Asked) -> dict[str, str]:
    is_to_come = asked.suggested_by >= timezone.localdate()
    return {
        "course": asked.course.title,
        "day": date_format(asked.suggested_by, "j F Y") if is_to_come else "",
        "path": asked.course.get_url_parts()[2],
    }


ASSIGNED = Kind(
    code="courses.assigned",
    label=gettext_lazy("A course is asked of you"),
    template="course_assigned",
    words=words_for_assigned,
    meaning={
        "who": gettext_lazy("the name of the partnership, which asks"),
        "course": gettext_lazy("the title of the course"),
        "roles": gettext_lazy("the roles because of which it is asked"),
        "notes": gettext_lazy("for work with whom, where only they know; or empty"),
        "minutes": gettext_lazy("how many minutes it takes"),
        "day": gettext_lazy("by when it is suggested; empty when the day has passed"),
        "path": gettext_lazy("where the course is"),
    },
    may_be_handed_over=True,
    key="courses.assigned:<course>:<person>",
    when=gettext_lazy("within a day of a course being asked of somebody for the first time"),
    expires=gettext_lazy("42 days after it"),
    stops=gettext_lazy("once for each course"),
    withdrawn=gettext_lazy("they enrolled, it was recognised, or it is no longer asked of them"),
)

ASKED_NOT_BEGUN = Kind(
    code="courses.asked_not_begun",
    label=gettext_lazy("A course that is asked of you has not begun"),
    template="course_asked_not_begun",
    words=words_for_not_begun,
    meaning={
        "course": gettext_lazy("the title of the course"),
        "minutes": gettext_lazy("how many minutes it takes"),
        "path": gettext_lazy("where the course is"),
    },
    may_be_handed_over=True,
    key="courses.asked_not_begun:<course>:<person>",
    when=gettext_lazy("7 days after somebody heard that it is asked, unless its day is near"),
    expires=gettext_lazy("42 days after it"),
    stops=gettext_lazy("once for each course"),
    withdrawn=gettext_lazy("they enrolled, it was recognised, or it is no longer asked of them"),
)

SUGGESTED_DAY = Kind(
    code="courses.suggested_day",
    label=gettext_lazy("The day suggested for a course is near"),
    template="course_suggested_day",
    words=words_for_suggested_day,
    meaning={
        "course": gettext_lazy("the title of the course"),
        "day": gettext_lazy("by when it is suggested"),
        "path": gettext_lazy("where the course is"),
    },
    may_be_handed_over=True,
    key="courses.suggested_day:<course>:<person>",
    when=gettext_lazy("14 days before the suggested day, a week or more after the first message"),
    expires=gettext_lazy("after the suggested day"),
    stops=gettext_lazy("once for each course"),
    withdrawn=gettext_lazy("it was finished or recognised, or is no longer asked of them"),
)
