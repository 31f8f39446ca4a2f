"""Open a session for booking, change it, call it off. Each takes the session's lock first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Person
from courses.actions.booking import count_change, end_bookings, fill_places
from courses.messages.coming_up import remind_of_session
from courses.messages.places import tell_of_calling_off, tell_of_move
from courses.models import Booking, LiveSession

MOVES_IT = ("starts_at", "minutes", "place", "video_link")


class NotReadyError(Exception):
    """What is missing before people may book, one code for each."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(", ".join(missing))


class TooFewPlacesError(Exception):
    """More people have a place than there would be places."""

    def __init__(self, taken: int) -> None:
        self.taken = taken
        super().__init__(f"{taken} places are taken.")


@transaction.atomic
def plan_session(
    *, facts: Mapping[str, Any], facilitators: Iterable[Person], by: Person
) -> LiveSession:
    """Seen by whoever plans it alone, until it is opened."""
    session = LiveSession.objects.create(**facts, made_by=by)
    _name(session, facilitators)
    return session


@transaction.atomic
def open_session(*, session: LiveSession, by: Person, at: datetime) -> LiveSession:
    """Locks the session."""
    session = LiveSession.objects.locked(session.pk)
    missing = what_is_missing(session, at=at)
    if missing:
        raise NotReadyError(missing)
    if session.state == LiveSession.State.DRAFT:
        session.state = LiveSession.State.OPEN
        session.save(update_fields=["state"])
        audit.record(actor=by, verb="session.opened", target=session)
    return session


def what_is_missing(session: LiveSession, *, at: datetime) -> list[str]:
    facilitators = set(session.facilitations.values_list("person", flat=True))
    checks = {
        "facilitator": bool(facilitators),
        "support": session.support_person_id is not None,
        "support_is_facilitator": session.support_person_id not in facilitators,
        "place": bool(session.place or session.video_link),
        "time": session.starts_at > at,
    }
    return [code for code, is_there in checks.items() if not is_there]


@transaction.atomic
def change_session(
    *,
    session: LiveSession,
    facts: Mapping[str, Any],
    facilitators: Iterable[Person],
    by: Person,
    at: datetime,
) -> LiveSession:
    """What is new in `facts`. Whoever booked hears of another day, time or place.

    Locks the session. Places that are new go to whoever waits.
    """
    session = LiveSession.objects.locked(session.pk)
    taken = session.bookings.holding().count()
    if facts.get("capacity", session.capacity) < taken:
        raise TooFewPlacesError(taken)
    before = {name: getattr(session, name) for name in MOVES_IT}
    for name, value in facts.items():
        setattr(session, name, value)
    session.save(update_fields=list(facts))
    _name(session, facilitators)
    is_moved = any(getattr(session, name) != value for name, value in before.items())
    if is_moved and session.state == LiveSession.State.OPEN:
        _tell_of_move(session, at=at)
    fill_places(session=session, at=at)
    audit.record(actor=by, verb="session.changed", target=session)
    return session


@transaction.atomic
def call_off_session(
    *, session: LiveSession, because: str, by: Person, at: datetime
) -> LiveSession:
    """Everybody with a place or waiting hears why. A second time changes nothing.

    Locks the session.
    """
    session = LiveSession.objects.locked(session.pk)
    if session.state == LiveSession.State.CANCELLED:
        return session
    session.state, session.cancelled_because = LiveSession.State.CANCELLED, because
    session.save(update_fields=["state", "cancelled_because"])
    bookings = list(session.bookings.open().select_related("person"))
    end_bookings(bookings, Booking.State.CALLED_OFF, session=session, at=at)
    tell_of_calling_off(bookings, at=at)
    audit.record(actor=by, verb="session.called_off", target=session)
    return session


def _name(session: LiveSession, facilitators: Iterable[Person]) -> None:
    named = list(facilitators)
    session.facilitations.exclude(person__in=named).delete()
    for person in named:
        session.facilitations.get_or_create(person=person)


def _tell_of_move(session: LiveSession, *, at: datetime) -> None:
    """An offer ends with the start at the latest, wherever that is now."""
    session.moves += 1
    session.save(update_fields=["moves"])
    count_change(session, at=at)
    session.bookings.open().update(change=session.change)
    offers = session.bookings.filter(state=Booking.State.OFFERED)
    offers.filter(claim_until__gt=session.starts_at).update(claim_until=session.starts_at)
    told = list(session.bookings.open().select_related("person"))
    tell_of_move(session, told, at=at)
    remind_of_session([one for one in told if one.state == Booking.State.BOOKED], at=at)
