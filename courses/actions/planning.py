"""Open a session for booking, change it, call it off. Each takes the session's lock first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Person, Sector
from courses.actions.attending import forget_marks
from courses.actions.booking import (
    count_change,
    end_bookings,
    fill_places,
    free_places_of_hosts,
    refuse_what_is_over,
)
from courses.actions.evaluating import name_support
from courses.chances import rules_of
from courses.messages.coming_up import remind_of_session
from courses.messages.places import tell_of_calling_off, tell_of_move
from courses.mix import end_of, usual_last_day
from courses.models import Booking, LiveSession
from courses.places import is_impossible, kept_in_all
from courses.querysets import people_still_here

MOVES_IT = ("starts_at", "minutes", "place", "video_link")
A_DAY = timedelta(days=1)


class NotReadyError(Exception):
    """What is missing before people may book, one code for each."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(", ".join(missing))


class TooFewPlacesError(Exception):
    """More places are taken, or held for disciplines, than there would be."""

    def __init__(self, taken: int, held: int) -> None:
        self.taken, self.held = taken, held
        super().__init__(f"{taken} places are taken and {held} are held.")


class SmallShareError(Exception):
    """Of so few places these disciplines would have none, or fewer than are held for them."""

    def __init__(self, sectors: list[Sector]) -> None:
        self.sectors = sectors
        super().__init__(", ".join(map(str, sectors)))


class PromiseError(Exception):
    """People booked under the word that nobody else sees who comes, or without it."""


class StaleError(Exception):
    """Somebody has saved it since the form was opened."""


@transaction.atomic
def plan_session(
    *, facts: Mapping[str, Any], facilitators: Iterable[Person], by: Person, at: datetime
) -> LiveSession:
    """Seen by whoever plans it alone, until it is opened. Asks for what its theme asks for."""
    session = LiveSession(**facts, made_by=by)
    _begin_with_theme(session, at=at)
    session.save()
    _name(session, facilitators)
    return session


@transaction.atomic
def open_session(*, session: LiveSession, by: Person, at: datetime) -> LiveSession:
    """Locks the session."""
    session = LiveSession.objects.locked(session.pk)
    refuse_what_is_over(session, at=at)
    _refuse_what_is_missing(session, at=at)
    if session.state == LiveSession.State.DRAFT:
        session.state = LiveSession.State.OPEN
        session.save(update_fields=["state"])
        audit.record(actor=by, verb="session.opened", target=session)
    return session


def what_is_missing(session: LiveSession, *, at: datetime) -> list[str]:
    facilitators = set(session.facilitations.values_list("person", flat=True))
    support = session.support_person_id
    here = people_still_here(on=timezone.localdate(at))
    checks = {
        "facilitator": bool(facilitators),
        "facilitator_left": not facilitators or here.filter(pk__in=facilitators).exists(),
        "support": support is not None,
        "support_left": support is None or here.filter(pk=support).exists(),
        "support_is_facilitator": support not in facilitators,
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
    seen: int | None = None,
) -> LiveSession:
    """Whoever booked hears of another day, time or place. `seen` is the edit that the form showed.

    Locks the session. Places that are new go to whoever waits; one that is open stays ready.
    """
    session = LiveSession.objects.locked(session.pk)
    refuse_what_is_over(session, at=at)
    if seen is not None and seen != session.edits:
        raise StaleError
    facilitators = list(facilitators)
    _refuse_to_break_a_promise(session, facts, facilitators, by=by)
    before = {name: getattr(session, name) for name in (*MOVES_IT, "capacity")}
    for name, value in facts.items():
        setattr(session, name, value)
    if session.capacity < before["capacity"]:
        _refuse_too_few_places(session, at=at)
    session.edits += 1
    session.save(update_fields=[*facts, "edits"])
    _name(session, facilitators)
    name_support(session)
    if session.is_bookable(at=at):
        free_places_of_hosts(session=session, at=at)
    if session.state == LiveSession.State.OPEN:
        _refuse_what_is_missing(session, at=at)
        if any(getattr(session, name) != before[name] for name in MOVES_IT):
            _move(session, at=at)
    if session.starts_at != before["starts_at"]:
        forget_marks(session, at=at)
    fill_places(session=session, at=at)
    audit.record(actor=by, verb="session.changed", target=session)
    return session


@transaction.atomic
def call_off_session(*, session: LiveSession, because: str, by: Person, at: datetime) -> bool:
    """Everybody with a place or waiting hears why; one that was never open just goes, and is False.

    A second time changes nothing. Locks the session.
    """
    try:
        session = LiveSession.objects.locked(session.pk)
    except LiveSession.DoesNotExist:
        return False
    if session.state == LiveSession.State.CANCELLED:
        return True
    audit.record(actor=by, verb="session.called_off", target=session)
    if session.state == LiveSession.State.DRAFT:
        session.delete()
        return False
    refuse_what_is_over(session, at=at)
    session.state, session.cancelled_because = LiveSession.State.CANCELLED, because
    session.save(update_fields=["state", "cancelled_because"])
    forget_marks(session, at=at)
    bookings = list(session.bookings.open().select_related("person"))
    had_place = {booking.pk for booking in bookings if booking.state == Booking.State.BOOKED}
    end_bookings(bookings, Booking.State.CALLED_OFF, session=session, at=at)
    tell_of_calling_off(bookings, had_place=had_place, at=at)
    return True


def _begin_with_theme(session: LiveSession, *, at: datetime) -> None:
    """Changed afterwards like any other wish. Of a wellbeing session nobody learns who is there."""
    last = usual_last_day(session.starts_at, at=at)
    if session.theme and session.theme.least_sectors and last and not session.is_private:
        session.least_sectors = min(session.theme.least_sectors, session.capacity)
        session.least_until = end_of(last)


def _refuse_what_is_missing(session: LiveSession, *, at: datetime) -> None:
    missing = what_is_missing(session, at=at)
    if missing:
        raise NotReadyError(missing)


def _refuse_to_break_a_promise(
    session: LiveSession, facts: Mapping[str, Any], facilitators: list[Person], *, by: Person
) -> None:
    """Who comes to a wellbeing session is seen by those who ran it when people booked or came."""
    if not session.bookings.exists() and not session.attendances.exists():
        return
    wellbeing = LiveSession.Kind.WELLBEING
    if (facts.get("kind", session.kind) == wellbeing) != session.is_private:
        raise PromiseError
    there = set(session.facilitators)
    if session.is_private and by not in there and set(facilitators) - there:
        raise PromiseError


def _refuse_too_few_places(session: LiveSession, *, at: datetime) -> None:
    wished = list(session.rules.select_related("sector"))
    rules = rules_of(session, at=at, wished=wished)
    taken, held = session.bookings.holding().count(), kept_in_all(rules)
    if session.capacity < max(taken, held):
        raise TooFewPlacesError(taken, held)
    too_small = [rule.sector for rule in wished if is_impossible(rules, rule.sector_id)]
    if too_small:
        raise SmallShareError(too_small)


def _name(session: LiveSession, facilitators: Iterable[Person]) -> None:
    named = list(facilitators)
    session.facilitations.exclude(person__in=named).delete()
    for person in named:
        session.facilitations.get_or_create(person=person)


def _move(session: LiveSession, *, at: datetime) -> None:
    """An offer ends with the start at the latest, and held places a day before it."""
    session.moves += 1
    last = session.starts_at - A_DAY
    if session.least_until:
        session.least_until = min(session.least_until, last)
    session.save(update_fields=["moves", "least_until"])
    count_change(session, at=at)
    session.bookings.open().update(change=session.change)
    offers = session.bookings.filter(state=Booking.State.OFFERED)
    offers.filter(claim_until__gt=session.starts_at).update(claim_until=session.starts_at)
    session.rules.filter(held__gt=0, held_until__gt=last).update(held_until=last)
    told = list(session.bookings.open().select_related("person"))
    tell_of_move(session, told, at=at)
    remind_of_session([one for one in told if one.state == Booking.State.BOOKED], at=at)
