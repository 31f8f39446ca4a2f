"""Tells people in progress that their course has a new release, or that a lesson had to go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from courses.models import Enrolment, Release, ReleasedLesson, Withdrawal
from notifications.actions import notify
from notifications.kinds import Kind
from notifications.models import Message

TOO_LATE = timedelta(days=28)


def tell_of_changes(*, at: datetime) -> int:
    """Whatever nobody was told of yet. Killed on the way, it begins again; nobody hears twice."""
    told = 0
    for release in Release.objects.filter(told_at=None, number__gt=1).select_related("course"):
        told += tell_of_release(release, at=at)
        Release.objects.filter(pk=release.pk).update(told_at=at)
    for withdrawal in Withdrawal.objects.filter(told_at=None):
        told += tell_of_withdrawal(withdrawal, at=at)
        Withdrawal.objects.filter(pk=withdrawal.pk).update(told_at=at)
    return told


def tell_of_release(release: Release, *, at: datetime) -> int:
    """Each person in progress once, however often this is called."""
    begun = Enrolment.objects.in_progress().filter(course=release.course_id)
    earlier = list(begun.filter(enrolled_at__lt=release.made_at).select_related("person"))
    for enrolment in earlier:
        _tell(NEW_RELEASE, enrolment, release.pk, gettext("You are in this course."), at=at)
    return len(earlier)


def tell_of_withdrawal(withdrawal: Withdrawal, *, at: datetime) -> int:
    """Those in progress who have the lesson and had not finished it.

    Of another way to a lesson nobody is told: a letter would show who takes it.
    """
    lessons = ReleasedLesson.objects.filter(lesson=withdrawal.lesson_id, other_way_of=None)
    begun = Enrolment.objects.in_progress().filter(release__lessons__in=lessons)
    done = Enrolment.objects.filter(
        progress__lesson=withdrawal.lesson_id, progress__completed_at__isnull=False
    )
    begun = begun.exclude(pk__in=done)
    reason = gettext("You are in the course that this lesson belongs to.")
    waiting = list(begun.select_related("person"))
    for enrolment in waiting:
        _tell(LESSON_WITHDRAWN, enrolment, withdrawal.pk, reason, at=at)
    return len(waiting)


def words_for_release(message: Message) -> dict[str, Any] | None:
    """Wanted while they are in progress and no newer release was given out since."""
    release = Release.objects.filter(pk=message.context["about"]).select_related("course").first()
    enrolment = _enrolment(message)
    if not (release and enrolment) or release != release.course.current_release:
        return None
    sunset_on = None if enrolment.release_id == release.pk else enrolment.release.sunset_on
    return {
        "course": release.title,
        "news": release.words,
        "until": date_format(sunset_on, "j F Y") if sunset_on else "",
        "path": release.course.get_url_parts()[2],
    }


def words_for_withdrawal(message: Message) -> dict[str, Any] | None:
    """Wanted while it is withdrawn and they are in progress."""
    withdrawal = Withdrawal.objects.open().filter(pk=message.context["about"]).first()
    if withdrawal is None or _enrolment(message) is None:
        return None
    return {
        "lesson": withdrawal.lesson.title,
        "why": withdrawal.words,
        "path": withdrawal.lesson.course.get_url_parts()[2],
    }


def _tell(kind: Kind, enrolment: Enrolment, about: int, reason: str, *, at: datetime) -> None:
    notify(
        kind=kind.code,
        key=f"{kind.code}:{about}:{enrolment.person.uuid}",
        person=enrolment.person,
        reason=reason,
        due_at=at,
        expires_at=at + TOO_LATE,
        context={"about": about, "enrolment": enrolment.pk},
    )


def _enrolment(message: Message) -> Enrolment | None:
    open_ones = Enrolment.objects.filter(person=message.person, completed_at=None)
    return open_ones.filter(pk=message.context["enrolment"]).select_related("release").first()


NEW_RELEASE = Kind(
    code="courses.new_release",
    label=gettext_lazy("A course you are in has changed"),
    template="course_new_release",
    words=words_for_release,
    meaning={
        "course": gettext_lazy("the title of the course"),
        "news": gettext_lazy("what is new, in one sentence"),
        "until": gettext_lazy("until when they may finish what they began; empty when they moved"),
        "path": gettext_lazy("where the course is"),
    },
    key="courses.new_release:<release>:<person>",
    when=gettext_lazy("when a course is replaced, to everybody in progress"),
    expires=gettext_lazy("28 days after it"),
    stops=gettext_lazy("once for each release"),
    withdrawn=gettext_lazy("the course is finished, or was replaced again"),
)
LESSON_WITHDRAWN = Kind(
    code="courses.lesson_withdrawn",
    label=gettext_lazy("A lesson was taken away and counts as done"),
    template="lesson_withdrawn",
    words=words_for_withdrawal,
    meaning={
        "lesson": gettext_lazy("the title of the lesson"),
        "why": gettext_lazy("why it is not there"),
        "path": gettext_lazy("where the course is"),
    },
    key="courses.lesson_withdrawn:<withdrawal>:<person>",
    when=gettext_lazy("when a lesson is withdrawn, to those in progress who had not finished it"),
    expires=gettext_lazy("28 days after it"),
    stops=gettext_lazy("once for each withdrawal"),
    withdrawn=gettext_lazy("the lesson is back, or the course is finished"),
)
