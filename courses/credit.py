"""Where people stand with the parts of their series, read from sessions, lists and bookings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person
from courses.models import Attendance, Booking, Cohort, Facilitation, LiveSession, SeriesPart
from courses.series import (
    Meeting,
    Standing,
    may_book,
    meetings_that_fit,
    missed_parts,
    standing_with,
)


@dataclass(frozen=True)
class OwnParts:
    """Keys of parts, across all the cohorts that somebody belongs to."""

    had: frozenset[int]
    missed: frozenset[int]


def own_parts(person: Person, *, at: datetime) -> OwnParts:
    had = had_by([person])[person.pk]
    own = meetings_of_cohorts(person.memberships.current().values("cohort"), at=at)
    met = [meeting for meetings in own.values() for meeting in meetings]
    return OwnParts(frozenset(had), frozenset(missed_parts(met, had, at=at)))


def is_for(session: LiveSession, person: Person, *, at: datetime) -> bool:
    """Whether they may ask for a place in it."""
    if session.cohort_id is None or session.is_open_to_others:
        return True
    before = session.follows_id
    if before and LiveSession.objects.been_to(person).filter(pk=before).exists():
        return True
    return may_book(
        cohort=session.cohort_id,
        part=session.part_id,
        is_open_to_others=session.is_open_to_others,
        own_cohorts=set(person.memberships.current().values_list("cohort", flat=True)),
        missed=own_parts(person, at=at).missed,
    )


def sessions_again(person: Person, own: OwnParts, *, at: datetime) -> list[LiveSession]:
    """Sessions to come of parts that they missed, when they have nothing else."""
    if not own.missed:
        return []
    coming = LiveSession.objects.in_series().to_come(at=at).filter(part__in=own.missed)
    found = {one.pk: one for one in coming.for_list(person).select_related("part", "cohort")}
    taken = taken_by([person], at=at)[person.pk]
    fit = meetings_that_fit(map(meeting_of, found.values()), own.missed, taken)
    return [found[one.key] for one in fit]


def standings_of(
    cohort: Cohort, people: Collection[Person], parts: Collection[SeriesPart], *, at: datetime
) -> dict[int, dict[int, Standing]]:
    """Of each person with each part, in as many questions as for one. Nothing of bookings."""
    had = had_by(people)
    own = meetings_of_cohorts([cohort.pk], at=at)[cohort.pk]
    found = {}
    for person in people:
        missed = missed_parts(own, had[person.pk], at=at)
        found[person.pk] = {
            part.pk: standing_with(part.pk, had=had[person.pk], booked=(), missed=missed)
            for part in parts
        }
    return found


def had_by(people: Collection[Person]) -> dict[int, set[int]]:
    """Marked there in any session with the part, whosever it was, or facilitator of one held."""
    found: dict[int, set[int]] = defaultdict(set)
    there = Attendance.objects.that_count().filter(person__in=people)
    there = there.filter(session__part__isnull=False)
    for person, part in there.values_list("person", "session__part"):
        found[person].add(part)
    ran = Facilitation.objects.that_count().filter(person__in=people)
    for person, part in ran.values_list("person", "session__part"):
        found[person].add(part)
    return found


def meetings_of_cohorts(cohorts: Iterable[int], *, at: datetime) -> dict[int, list[Meeting]]:
    """Those that have begun and of which somebody wrote down who was there."""
    found: dict[int, list[Meeting]] = defaultdict(list)
    begun = LiveSession.objects.in_series().filter(cohort__in=cohorts, starts_at__lte=at)
    for session in begun.marked():
        found[session.cohort_id].append(meeting_of(session, is_marked=True))
    return found


def taken_by(people: Collection[Person], *, at: datetime) -> dict[int, list[Meeting]]:
    """What they have booked, or wait for."""
    found: dict[int, list[Meeting]] = defaultdict(list)
    booked = Booking.objects.open().filter(person__in=people, session__starts_at__gt=at)
    for booking in booked.select_related("session"):
        found[booking.person_id].append(meeting_of(booking.session))
    return found


def meeting_of(session: LiveSession, *, is_marked: bool = False) -> Meeting:
    return Meeting(session.pk, session.part_id, session.starts_at, session.ends_at, is_marked)
