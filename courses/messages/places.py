"""Tells people of their place in a session: it is theirs, kept for them, moved, or gone.

Each is transactional: it answers what they asked for, and would help nobody a day later.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from courses.appointments import appointment_of
from courses.calendar_files import invitation
from courses.models import Booking, LiveSession
from courses.place_links import place_path
from notifications.actions import Ask, notify_many
from notifications.kinds import Entry, Kind
from notifications.models import Message

State = Booking.State


def tell_of_booking(booking: Booking, *, at: datetime) -> None:
    reason = gettext("You asked for a place.")
    notify_many([ask_about(booking, PLACE_BOOKED, reason, due_at=at)])


def tell_of_offer(booking: Booking, *, at: datetime) -> None:
    """Of a wellbeing session the row keeps no end: it may be its start, beside a name."""
    reason = gettext("You are on the waiting list of this session.")
    until = None if booking.session.is_private else booking.claim_until
    notify_many([ask_about(booking, PLACE_OFFERED, reason, due_at=at, expires_at=until)])


def tell_of_end(booking: Booking, *, at: datetime) -> None:
    reason = gettext("You had a place in this session.")
    notify_many([ask_about(booking, PLACE_ENDED, reason, due_at=at)])


def tell_of_calling_off(
    bookings: Iterable[Booking], *, had_place: Collection[int], at: datetime
) -> None:
    reason = gettext("You had booked this session, or waited for a place.")
    notify_many(
        ask_about(booking, SESSION_CALLED_OFF, reason, due_at=at, had_place=booking.pk in had_place)
        for booking in bookings
    )


def tell_of_move(session: LiveSession, bookings: Iterable[Booking], *, at: datetime) -> None:
    reason = gettext("You booked this session, or wait for a place.")
    notify_many(
        ask_about(booking, SESSION_MOVED, reason, due_at=at, moves=session.moves)
        for booking in bookings
    )


def ask_about(
    booking: Booking,
    kind: Kind,
    reason: str,
    *,
    due_at: datetime,
    expires_at: datetime | None = None,
    **context: int,
) -> Ask:
    """Once for each booking; what tells of `moves`, once for each of them."""
    parts = [kind.code, context.get("moves"), booking.pk]
    return Ask(
        kind=kind.code,
        key=":".join(str(part) for part in parts if part is not None),
        person=booking.person,
        reason=reason,
        due_at=due_at,
        expires_at=expires_at,
        context={"booking": booking.pk, **context},
    )


def words_while(
    *states: State, is_answer: bool = True
) -> Callable[[Message], dict[str, Any] | None]:
    """What is no answer to something they did says nothing of a wellbeing session."""

    def words(message: Message) -> dict[str, Any] | None:
        booking = _booking(message)
        if booking is None or booking.state not in states:
            return None
        session = booking.session
        if session.is_private and not is_answer:
            return None
        is_too_late = booking.is_open and session.starts_at <= timezone.now()
        if is_too_late or message.context.get("moves", session.moves) != session.moves:
            return None
        return _facts(booking)

    return words


def _facts(booking: Booking) -> dict[str, Any]:
    session, until = booking.session, booking.claim_until
    return {
        "title": session.title,
        "day": date_format(timezone.localtime(session.starts_at), "l j F Y"),
        "time": date_format(timezone.localtime(session.starts_at), "H:i"),
        "minutes": session.minutes,
        "place": session.place,
        "link": session.video_link if booking.state == State.BOOKED else "",
        "mentions": session.mentions,
        "joining": session.joining,
        "why": session.cancelled_because,
        "until": date_format(timezone.localtime(until), "l j F, H:i") if until else "",
        "path": place_path(booking),
    }


def _entry(message: Message) -> Entry | None:
    """For whoever has or had the place; a calendar that never heard of it is told of no end."""
    booking = _booking(message)
    if booking is None or booking.state in (State.OFFERED, State.WAITING):
        return None
    if not message.context.get("had_place", True):
        return None
    appointment = appointment_of(booking, reader=message.recipient)
    method = "CANCEL" if appointment.is_cancelled else "REQUEST"
    return Entry(invitation(appointment), method)


def hidden_readers(messages: Collection[Message]) -> set[int]:
    """Of those about a wellbeing session."""
    keys = {message.context["booking"] for message in messages}
    private = set(Booking.objects.private().filter(pk__in=keys).values_list("pk", flat=True))
    return {message.pk for message in messages if message.context["booking"] in private}


def _booking(message: Message) -> Booking | None:
    found = Booking.objects.filter(person=message.person).select_related("session", "person")
    return found.filter(pk=message.context["booking"]).first()


MEANING = {
    "title": gettext_lazy("the title of the session"),
    "day": gettext_lazy("the day it is on"),
    "time": gettext_lazy("when it begins"),
    "minutes": gettext_lazy("how many minutes it takes"),
    "place": gettext_lazy("where it is, or empty"),
    "link": gettext_lazy("the video link, or empty"),
    "mentions": gettext_lazy("what it mentions, or empty"),
    "joining": gettext_lazy("how to join, or empty"),
    "why": gettext_lazy("why it was cancelled, or empty"),
    "until": gettext_lazy("until when a place is kept, or empty"),
    "path": gettext_lazy("where they take or give up the place"),
}
of_a_place = partial(Kind, meaning=MEANING, is_transactional=True, hides_readers=hidden_readers)

PLACE_BOOKED = of_a_place(
    code="courses.place_booked",
    label=gettext_lazy("You have a place in a session"),
    template="place_booked",
    words=words_while(State.BOOKED),
    entry=_entry,
    key="courses.place_booked:<booking>",
    when=gettext_lazy("when somebody books a place or takes one that was offered"),
    expires=gettext_lazy("when it begins"),
    stops=gettext_lazy("once for each booking"),
    withdrawn=gettext_lazy("they gave the place up, or the session was cancelled"),
)
PLACE_OFFERED = of_a_place(
    code="courses.place_offered",
    label=gettext_lazy("A place in a session came free"),
    template="place_offered",
    words=words_while(State.OFFERED),
    key="courses.place_offered:<booking>",
    when=gettext_lazy("when a place comes free for whoever is next on the waiting list"),
    expires=gettext_lazy("when the time to take it is over"),
    stops=gettext_lazy("once for each booking"),
    withdrawn=gettext_lazy("they took it, declined it, or the session was cancelled"),
)
PLACE_ENDED = of_a_place(
    code="courses.place_ended",
    label=gettext_lazy("You gave up your place in a session"),
    template="place_ended",
    words=words_while(State.GIVEN_UP),
    entry=_entry,
    key="courses.place_ended:<booking>",
    when=gettext_lazy("when somebody gives up a place that they had"),
    expires=gettext_lazy("never"),
    stops=gettext_lazy("once for each booking"),
    withdrawn=gettext_lazy("never"),
)
SESSION_CALLED_OFF = of_a_place(
    code="courses.session_called_off",
    label=gettext_lazy("A session you booked was cancelled"),
    template="session_called_off",
    words=words_while(State.CALLED_OFF),
    entry=_entry,
    key="courses.session_called_off:<booking>",
    when=gettext_lazy("when a session is cancelled, to everybody with a place or waiting"),
    expires=gettext_lazy("never"),
    stops=gettext_lazy("once for each booking"),
    withdrawn=gettext_lazy("never"),
)
SESSION_MOVED = of_a_place(
    code="courses.session_moved",
    label=gettext_lazy("A session you booked has changed"),
    template="session_moved",
    words=words_while(*Booking.OPEN),
    entry=_entry,
    key="courses.session_moved:<number of the move>:<booking>",
    when=gettext_lazy("when the day, the time or the place of a session changes"),
    expires=gettext_lazy("when it begins"),
    stops=gettext_lazy("once for each move"),
    withdrawn=gettext_lazy("it was moved again, cancelled, or they gave the place up"),
)
KINDS = (PLACE_BOOKED, PLACE_OFFERED, PLACE_ENDED, SESSION_CALLED_OFF, SESSION_MOVED)
