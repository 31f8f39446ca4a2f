"""Tells whoever was at a session that there is something to read again, and of its check-in.

Never of a wellbeing session: a row beside a name would tell others who was there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Person
from accounts.querysets import PersonQuerySet
from courses.after import is_offered
from courses.models import LiveSession
from courses.querysets import check_ins_to_offer, people_who_came
from notifications.actions import Ask, notify_many
from notifications.kinds import Kind
from notifications.models import Message

TOO_LATE = timedelta(days=28)
HEARD = (Message.State.WAITING, Message.State.CLAIMED, Message.State.SENT)


def tell_of_materials(session: LiveSession, *, at: datetime) -> int:
    """How many hear of them: whoever heard before, or is about to, does not again.

    The first of the materials stands in the key: a message that lapsed because all of them were
    taken away does not stand in the way of new ones. Whoever calls holds the session's lock.
    """
    first = session.materials.order_by("pk").first()
    told = [
        Ask(
            kind=MATERIALS_AFTER.code,
            key=f"{MATERIALS_AFTER.code}:{session.pk}:{first.pk}:{person.uuid}",
            person=person,
            reason=gettext("You were at this session."),
            due_at=at,
            expires_at=at + TOO_LATE,
            context={"session": session.pk},
        )
        for person in people_to_tell(session)
    ]
    notify_many(told)
    return len(told)


def people_to_tell(session: LiveSession) -> PersonQuerySet:
    """Of a wellbeing session nobody."""
    if session.is_private:
        return Person.objects.none()
    about = Message.objects.filter(kind=MATERIALS_AFTER.code, context__session=session.pk)
    heard = about.filter(person=OuterRef("pk"), state__in=HEARD)
    return people_who_came(session).exclude(Exists(heard))


def offer_check_ins(*, at: datetime) -> int:
    """How many were offered one. Killed on the way or run twice, nobody hears twice."""
    asks = [
        _offer(check_in, person, at=at)
        for check_in in check_ins_to_offer(at=at)
        if is_offered(check_in.starts_at, after=check_in.follows.ends_at, at=at)
        for person in _people_to_offer(check_in)
    ]
    notify_many(asks)
    return len(asks)


def _people_to_offer(check_in: LiveSession) -> PersonQuerySet:
    """Who came to what it follows, and never asked for a place nor heard of it."""
    about = Message.objects.filter(kind=CHECK_IN_OFFERED.code, context__check_in=check_in.pk)
    heard = about.filter(person=OuterRef("pk"))
    asked = check_in.bookings.values("person")
    return people_who_came(check_in.follows).exclude(Q(pk__in=asked) | Exists(heard))


def _offer(check_in: LiveSession, person: Any, *, at: datetime) -> Ask:
    return Ask(
        kind=CHECK_IN_OFFERED.code,
        key=f"{CHECK_IN_OFFERED.code}:{check_in.pk}:{person.uuid}",
        person=person,
        reason=gettext("You were at the session that this check-in follows."),
        due_at=at,
        context={"check_in": check_in.pk},
    )


def words_for_materials(message: Message) -> dict[str, Any] | None:
    """Wanted while there is something to read, and this person was there."""
    sessions = LiveSession.objects.exclude(materials=None)
    session = sessions.filter(pk=message.context["session"]).first()
    if session is None or session.is_private or not _came(session, message):
        return None
    return {
        "title": session.title,
        "day": _day(session),
        "path": reverse("courses:session", args=[session.pk]),
    }


def words_for_check_in(message: Message) -> dict[str, Any] | None:
    """Wanted until they asked for a place, while it is open and has not begun."""
    found = check_ins_to_offer(at=timezone.now()).filter(pk=message.context["check_in"]).first()
    if found is None or not _came(found.follows, message):
        return None
    if found.bookings.filter(person=message.person).exists():
        return None
    return {
        "title": found.title,
        "day": _day(found),
        "time": date_format(timezone.localtime(found.starts_at), "H:i"),
        "minutes": found.minutes,
        "place": found.place,
        "before": found.follows.title,
        "before_day": _day(found.follows),
        "path": reverse("courses:session", args=[found.pk]),
    }


def _came(session: LiveSession, message: Message) -> bool:
    return people_who_came(session).filter(pk=message.person_id).exists()


def _day(session: LiveSession) -> str:
    return date_format(timezone.localtime(session.starts_at), "l j F Y")


MATERIALS_AFTER = Kind(
    code="courses.materials_after",
    label=gettext_lazy("Materials of a session you were at"),
    template="materials_after",
    words=words_for_materials,
    meaning={
        "title": gettext_lazy("the title of the session"),
        "day": gettext_lazy("the day it was on"),
        "path": gettext_lazy("where the session and its materials are"),
    },
    key="courses.materials_after:<session>:<first of the materials>:<person>",
    when=gettext_lazy(
        "when whoever runs a session sends its materials, to everybody who was there"
    ),
    expires=gettext_lazy("28 days after it"),
    stops=gettext_lazy("once for each session"),
    withdrawn=gettext_lazy(
        "the materials were taken away again, they were not there after all, or it is a wellbeing"
        " session"
    ),
)
CHECK_IN_OFFERED = Kind(
    code="courses.check_in_offered",
    label=gettext_lazy("A check-in after a session you were at"),
    template="check_in_offered",
    words=words_for_check_in,
    meaning={
        "title": gettext_lazy("the title of the check-in"),
        "day": gettext_lazy("the day it is on"),
        "time": gettext_lazy("when it begins"),
        "minutes": gettext_lazy("how many minutes it takes"),
        "place": gettext_lazy("where it is, or empty"),
        "before": gettext_lazy("the title of the session that it follows"),
        "before_day": gettext_lazy("the day that session was on"),
        "path": gettext_lazy("where they book it"),
    },
    key="courses.check_in_offered:<check-in>:<person>",
    when=gettext_lazy(
        "14 days before a check-in, or when it opens later, to everybody who was at the session"
        " it follows"
    ),
    expires=gettext_lazy("never; it is withdrawn when the check-in begins"),
    stops=gettext_lazy("once for each check-in"),
    withdrawn=gettext_lazy("they asked for a place, it has begun, or it was cancelled"),
)
KINDS = (MATERIALS_AFTER, CHECK_IN_OFFERED)
