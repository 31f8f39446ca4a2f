from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from courses.actions import refreshers_of, waiting_for
from courses.models import Booking, CoursePage, Enrolment, LiveSession
from evaluation.models import Invitation, Wave
from forums.models import Thread
from forums.permissions import is_member

NEWS = 3


@dataclass(frozen=True)
class Ask:
    title: str
    url: str
    why: str
    when: str


def practitioner(user: User, at: datetime) -> dict[str, Any]:
    enrolments = Enrolment.objects.of(user.person).with_standing()
    open_ones = [one for one in enrolments if not one.completed_at and one.standing.current]
    enrolment = max(open_ones, key=_last_open, default=None)
    asks = [_ask(invitation) for invitation in _invitations(user, at)] + _required(
        user, at, enrolments
    )
    return {
        "lead": _lead(len(asks), has_work=bool(open_ones)),
        "enrolment": enrolment,
        "step": enrolment.standing.current if enrolment else None,
        "place": _place(enrolment) if enrolment else None,
        "courses": [] if enrolment else _courses_to_start(user, enrolments),
        "asks": asks,
        "refreshers": _refreshers(at, enrolments),
        "booking": Booking.objects.next_of(user.person, at=at),
        "to_book": LiveSession.objects.to_book(user.person, at=at)[:NEWS],
        "threads": _news(user),
        "is_member": is_member(user.person),
    }


def _last_open(enrolment: Enrolment) -> datetime:
    progress = enrolment.standing.current.progress
    return progress.seen_at if progress else enrolment.enrolled_at


@dataclass(frozen=True)
class Place:
    """Where somebody stopped in the lesson that is next."""

    part: str
    minutes_left: int


def _place(enrolment: Enrolment) -> Place | None:
    step = enrolment.standing.current
    if not step.progress:
        return None
    content = step.lesson.content_of(step.progress.way)
    part = content.part_numbered(step.progress.part)
    return Place(part.title, content.minutes_left_from(part))


def _lead(asks: int, *, has_work: bool) -> str:
    if asks:
        return ngettext(
            "One thing is asked of you. It does not have to be today.",
            "%(n)d things are asked of you. None has to be today.",
            asks,
        ) % {"n": asks}
    if has_work:
        return _("Nothing new is asked of you today. Your place is kept.")
    return _("Nothing new is asked of you today.")


def _invitations(user: User, at: datetime) -> list[Invitation]:
    return Invitation.objects.unanswered_by(user.person, at=at)


def _ask(invitation: Invitation) -> Ask:
    occasion = invitation.occasion
    survey = reverse("evaluation:survey", args=[invitation.uuid])
    titles = {
        Wave.PRE: _("A few questions before “%(course)s”"),
        Wave.POST: _("A few questions after “%(course)s”"),
        Wave.FOLLOW_UP: _("Two months after “%(course)s”"),
        Wave.LATER: _("Six months after “%(course)s”"),
    }
    return Ask(
        title=titles[Wave(invitation.wave)] % {"course": occasion.label},
        url=f"{survey}?{urlencode({'next': '/'})}",
        why=_("So that the partnership can see what changes. You can skip any."),
        when=_("Any time"),
    )


def _required(user: User, at: datetime, enrolments: list[Enrolment]) -> list[Ask]:
    """The soonest of what is not begun; the rest stands on one's pathway."""
    today = timezone.localdate(at)
    waiting = waiting_for(user, enrolments=enrolments, on=today)
    return [
        Ask(
            title=asked.course.title,
            url=asked.course.url,
            why=_("Because you work as %(roles)s.")
            % {"roles": get_text_list([str(job.profession) for job in asked.jobs], _("and"))},
            when=_("Suggested by %(day)s") % {"day": date_format(asked.suggested_by, "j F Y")},
        )
        for asked in waiting[:NEWS]
    ]


def _refreshers(at: datetime, enrolments: list[Enrolment]) -> list[Ask]:
    """The soonest of what was finished and may be done once more."""
    today = timezone.localdate(at)
    return [
        Ask(
            title=one.course.title,
            url=one.course.url,
            why=_("You finished it on %(day)s, and that stays.")
            % {"day": date_format(timezone.localdate(one.completed_at), "j F Y")},
            when=_refresh_by(one.refresh_by_if_to_come(on=today)),
        )
        for one in refreshers_of(enrolments, on=today)[:NEWS]
    ]


def _refresh_by(day: date | None) -> str:
    if day is None:
        return _("Refresh when you can")
    return _("Refresh it, suggested by %(day)s") % {"day": date_format(day, "j F Y")}


def _courses_to_start(user: User, enrolments: list[Enrolment]) -> list[CoursePage]:
    begun = [enrolment.course_id for enrolment in enrolments]
    courses = CoursePage.objects.visible_to(user).exclude(pk__in=begun)
    courses = courses.exclude(recognitions__person=user.person)
    return list(courses.order_by("path").prefetch_related("note_topics")[:NEWS])


def _news(user: User) -> list[Thread]:
    threads = Thread.objects.visible_to(user).published().latest_first()
    return list(threads.select_related("board").with_replies()[:NEWS])
