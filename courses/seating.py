"""Who there is to share out into small groups, and who of them cannot share one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from accounts.models import Employment, Person, Sector
from courses.models import Attendance, Booking, LiveSession
from courses.models.breakouts import key_of
from courses.names import is_meant
from courses.querysets import manager_pairs
from courses.wishes import words_of


@dataclass(frozen=True)
class Participant:
    sector: Sector | None
    person: Person | None = None
    guest: Attendance | None = None

    @property
    def key(self) -> str:
        return key_of(self.person and self.person.pk, self.guest and self.guest.pk)

    @property
    def name(self) -> str:
        return str(self.person or self.guest)

    @property
    def addresses(self) -> list[str]:
        if self.person is None:
            return []
        login = [self.person.user.email] if self.person.has_login else []
        return [self.person.email, *login]


@dataclass(frozen=True)
class Room:
    everybody: dict[str, Participant]
    """With a place, or marked as there."""
    here: list[str]
    """Those to share out: marked as there, or booked where nobody is marked yet."""
    is_marked: bool


def room_of(session: LiveSession, *, on: date) -> Room:
    booked = list(
        session.bookings.filter(state=Booking.State.BOOKED)
        .select_related("person__user", "sector")
        .in_line()
    )
    there = list(session.attendances.filter(is_there=True).select_related("person__user", "sector"))
    sectors = {one.person_id: one.sector for one in booked}
    without = [one.person_id for one in there if one.person_id and one.person_id not in sectors]
    sectors |= _first_sectors(without, on=on)
    people = [Participant(one.sector, person=one.person) for one in booked]
    marked = [
        Participant(sectors.get(one.person_id), person=one.person)
        if one.person
        else Participant(one.sector, guest=one)
        for one in there
    ]
    everybody = {one.key: one for one in chain(people, marked)}
    return Room(everybody, [one.key for one in marked or people], is_marked=bool(marked))


def pairs_apart(session: LiveSession, room: Room, *, on: date) -> set[frozenset[str]]:
    """By a wish, or by managing one another without both agreeing."""
    people = [one.person.pk for one in room.everybody.values() if one.person]
    managers = manager_pairs(people, on=on)
    return {*_by_wish(session, room), *_without_consent(session, managers)}


def _by_wish(session: LiveSession, room: Room) -> Iterator[frozenset[str]]:
    for wish in session.breakout_wishes.all():
        writer, words = key_of(wish.person_id, None), words_of(wish)
        if writer not in room.everybody:
            continue
        for key, one in room.everybody.items():
            if key != writer and is_meant(words, name=one.name, addresses=one.addresses):
                yield frozenset({writer, key})


def _without_consent(
    session: LiveSession, managers: Iterable[tuple[int, int]]
) -> Iterator[frozenset[str]]:
    consents = list(session.manager_consents.all())
    with_manager = {one.person_id for one in consents if one.is_fine_with_manager}
    with_team = {one.person_id for one in consents if one.is_fine_with_team}
    for person, manager in managers:
        if not (person in with_manager and manager in with_team):
            yield frozenset({key_of(person, None), key_of(manager, None)})


def _first_sectors(people: Iterable[int], *, on: date) -> dict[int, Sector]:
    """Of their jobs; the first job counts."""
    jobs = Employment.objects.current(on=on).filter(person__in=people)
    found: dict[int, Sector] = {}
    for job in jobs.select_related("profession__sector"):
        found.setdefault(job.person_id, job.sector)
    return found
