"""Give the places of a session. Every function that does takes the session's lock first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Person, Sector
from courses.actions.evaluating import ask_no_more, ask_of_booking
from courses.chances import rules_of, why_waiting
from courses.credit import is_for
from courses.messages.coming_up import remind_of_session
from courses.messages.places import tell_of_booking, tell_of_end, tell_of_offer
from courses.models import Booking, LiveSession
from courses.places import next_in_line
from evaluation.models import Wave

State = Booking.State
MOVED = (
    "state",
    "change",
    "claim_until",
    "settled_at",
    "ended_at",
    "starts_then",
    "minutes_then",
)


class NotBookableError(Exception):
    """It is not open, or it has begun."""


class NotJustNowError(Exception):
    """Nobody is there for whoever needs a moment: it takes bookings again once somebody is."""


class NotForThemError(Exception):
    """It is for a cohort they do not belong to, and they do not catch up on its part."""


class RunsItError(Exception):
    """They run it, or are there for whoever needs a moment: they are there without a place."""


class OverError(Exception):
    """It has begun, or was cancelled: nothing can be changed any more."""


@transaction.atomic
def book_place(
    *,
    session: LiveSession,
    person: Person,
    at: datetime,
    sector: Sector | None = None,
    access_needs: str = "",
) -> Booking:
    """A place, or one on the waiting list, in the order the server accepted them.

    Twice is once; what they need then is what they said last. Locks the session.
    """
    session = LiveSession.objects.locked(session.pk)
    if not session.is_bookable(at=at):
        raise NotBookableError
    before = Booking.objects.own_open(person, session)
    if before:
        if access_needs:
            before.access_needs = access_needs
            before.save(update_fields=["access_needs"])
        return before
    if has_part_in(session, person):
        raise RunsItError
    if not is_for(session, person, at=at):
        raise NotForThemError
    if not session.has_hosts:
        raise NotJustNowError
    _catch_up(session, at=at)
    session.last_number += 1
    session.save(update_fields=["last_number"])
    count_change(session, at=at)
    reason = why_waiting(session, sector and sector.pk, at=at)
    booking = session.bookings.create(
        person=person,
        sector=sector,
        number=session.last_number,
        change=session.change,
        state=State.WAITING if reason else State.BOOKED,
        access_needs=access_needs,
        asked_at=at,
        settled_at=None if reason else at,
    )
    if not reason:
        _settle(booking, at=at)
    return booking


@transaction.atomic
def claim_place(*, booking: Booking, at: datetime) -> Booking:
    """Take what was offered; once it was let go it is another's. Locks the session."""
    session = LiveSession.objects.locked(booking.session_id)
    booking = Booking.objects.get(pk=booking.pk)
    is_in_time = booking.state == State.OFFERED and booking.claim_until > at
    if is_in_time and session.is_bookable(at=at):
        _move(booking, State.BOOKED, session=session, at=at)
        _settle(booking, at=at)
    return booking


@transaction.atomic
def give_up_place(*, booking: Booking, at: datetime, tells: bool = True) -> Booking:
    """Cancel, decline or leave the waiting list. A second time, or once it began, changes nothing.

    `tells` whoever had the place, so that their calendar forgets it. Locks the session.
    """
    session = LiveSession.objects.locked(booking.session_id)
    booking = Booking.objects.get(pk=booking.pk)
    if not booking.is_open or not session.is_bookable(at=at):
        return booking
    had_a_place = booking.state == State.BOOKED
    end_bookings([booking], State.GIVEN_UP, session=session, at=at)
    if had_a_place and tells:
        tell_of_end(booking, at=at)
    fill_places(session=session, at=at)
    return booking


def pass_places_on(*, at: datetime) -> int:
    """Offers not taken in time, places kept until now, places of closed accounts: to who is next.

    A transaction for each session, so that a worker may be killed between any two.
    """
    changed = 0
    for pk in LiveSession.objects.with_places_to_pass_on(at=at).values_list("pk", flat=True):
        with transaction.atomic():
            changed += _catch_up(LiveSession.objects.locked(pk), at=at)
    return changed


@transaction.atomic
def free_places_of(*, person: Person, at: datetime) -> None:
    """Whoever leaves the portal leaves their places to others. Locks each session in turn."""
    coming = Booking.objects.open().filter(person=person, session__starts_at__gt=at)
    held = coming.order_by("session")
    for booking in held.select_related("session"):
        give_up_place(booking=booking, at=at, tells=False)


@transaction.atomic
def join_bookings(*, keep: Person, into_keep: Person, at: datetime) -> None:
    """Two records of one person: of two bookings of a session the better stays.

    Locks each session in turn.
    """
    both = Booking.objects.open().filter(person__in=[keep, into_keep])
    for pk in sorted(set(both.values_list("session", flat=True))):
        session = LiveSession.objects.locked(pk)
        found = sorted(both.filter(session=session), key=_how_good)
        end_bookings(found[1:], State.GIVEN_UP, session=session, at=at)
        fill_places(session=session, at=at)
    into_keep.bookings.update(person=keep)


def has_part_in(session: LiveSession, person: Person) -> bool:
    """They run it, or are its support person."""
    return person.pk == session.support_person_id or person in session.facilitators


def free_places_of_hosts(*, session: LiveSession, at: datetime) -> None:
    """Whoever came to run a session, or to support in it, leaves the place they had booked.

    The caller holds the lock of the session, and fills its places afterwards.
    """
    hosts = [*session.facilitations.values_list("person", flat=True), session.support_person_id]
    held = session.bookings.open().filter(person__in=[key for key in hosts if key])
    end_bookings(list(held), State.GIVEN_UP, session=session, at=at)


@transaction.atomic
def free_own_places_of_host(*, person: Person, at: datetime) -> None:
    """In all sessions to come that they have a part in themselves. Locks each in turn."""
    coming = LiveSession.objects.offered().filter(starts_at__gt=at)
    for pk in (
        coming.filter(bookings__in=person.bookings.open())
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        session = LiveSession.objects.locked(pk)
        if has_part_in(session, person):
            free_places_of_hosts(session=session, at=at)
            fill_places(session=session, at=at)


def _how_good(booking: Booking) -> tuple[int, int]:
    return Booking.OPEN.index(booking.state), booking.number


def forget_access_needs(*, at: datetime) -> int:
    return Booking.objects.with_needs_to_forget(at=at).update(access_needs="")


def refuse_what_is_over(session: LiveSession, *, at: datetime) -> None:
    if session.is_over(at=at):
        raise OverError


def fill_places(*, session: LiveSession, at: datetime) -> list[Booking]:
    """The one way from the waiting list to a place, whatever made it free.

    Whoever calls it holds the lock of the session. Afterwards nobody waits who may have a place.
    """
    if not session.is_bookable(at=at):
        return []
    taken = session.bookings.holding().by_sector()
    line = {one.pk: one for one in session.bookings.waiting().in_line()}
    waiting = [(key, booking.sector_id) for key, booking in line.items()]
    given = [line[key] for key in next_in_line(rules_of(session, at=at), taken, waiting)]
    until = min(at + timedelta(hours=session.claim_hours), session.starts_at)
    for booking in given:
        booking.claim_until = until
        _move(booking, State.OFFERED, session=session, at=at)
        tell_of_offer(booking, at=at)
    return given


def _catch_up(session: LiveSession, *, at: datetime) -> int:
    """What beat would do within a minute, so that nobody new gets in before whoever waits."""
    late = list(session.bookings.let_go(at=at))
    end_bookings(late, State.LET_GO, session=session, at=at)
    left = list(session.bookings.of_closed_accounts(at=at))
    end_bookings(left, State.GIVEN_UP, session=session, at=at)
    released = session.rules.due_to_release(at=at).update(released_at=at)
    only_it = LiveSession.objects.filter(pk=session.pk)
    released += only_it.due_to_release_sectors(at=at).update(least_released_at=at)
    fill_places(session=session, at=at)
    return len(late) + len(left) + released


def _settle(booking: Booking, *, at: datetime) -> None:
    """The place is theirs."""
    tell_of_booking(booking, at=at)
    remind_of_session([booking], at=at)
    ask_of_booking(booking.session, booking.person, at=at)


def count_change(session: LiveSession, *, at: datetime) -> None:
    """Whatever a calendar is told next has a higher number than anything before."""
    session.change += 1
    session.changed_at = at
    session.save(update_fields=["change", "changed_at"])


def _move(booking: Booking, state: State, *, session: LiveSession, at: datetime) -> None:
    count_change(session, at=at)
    if state != State.OFFERED:
        booking.claim_until = None
    if state == State.BOOKED:
        booking.settled_at = at
    booking.state, booking.change = state, session.change
    booking.save(update_fields=MOVED)


def end_bookings(
    bookings: Collection[Booking], state: State, *, session: LiveSession, at: datetime
) -> None:
    for booking in bookings:
        booking.ended_at = at
        if session.evaluation_plan_id:
            ask_no_more(session, booking.person, reason=state, at=at, wave=Wave.PRE)
        booking.starts_then, booking.minutes_then = session.starts_at, session.minutes
        _move(booking, state, session=session, at=at)
