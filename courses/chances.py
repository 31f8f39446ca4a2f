"""What somebody may expect of a session: places they could take now, or why they would wait."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from courses.models import Booking, DisciplineRule, LiveSession
from courses.places import Discipline, Rules, WhyNot, open_to, share_of, why_not


@dataclass(frozen=True)
class Chance:
    places: int
    why: WhyNot | None
    """Where there are none."""


def chances_of(
    sessions: Collection[LiveSession], sectors: Collection[int], *, at: datetime
) -> dict[int, Chance]:
    """Of whoever may come for any of these disciplines. One question where rules are prefetched."""
    taken = Booking.objects.filter(session__in=sessions).holding().by_session()
    return {
        session.pk: _chance(rules_of(session, at=at), taken[session.pk], sectors or [None])
        for session in sessions
    }


def why_waiting(session: LiveSession, sector: int | None, *, at: datetime) -> WhyNot | None:
    """Why somebody of this discipline would wait, or waits, as it stands now."""
    return why_not(rules_of(session, at=at), session.bookings.holding().by_sector(), sector)


def rules_of(
    session: LiveSession, *, at: datetime, wished: Iterable[DisciplineRule] | None = None
) -> Rules:
    """`wished` stands for what is not saved yet."""
    rules = list(session.rules.all() if wished is None else wished)
    return Rules(
        session.capacity,
        most={
            rule.sector_id: share_of(session.capacity, rule.at_most)
            for rule in rules
            if rule.at_most
        },
        held={rule.sector_id: rule.held for rule in rules if rule.holds(at=at)},
        least=session.least_sectors if session.waits_for_sectors(at=at) else 0,
    )


def _chance(
    rules: Rules, taken: Mapping[Discipline, int], sectors: Collection[int | None]
) -> Chance:
    best = max(sectors, key=lambda sector: open_to(rules, taken, sector))
    return Chance(open_to(rules, taken, best), why_not(rules, taken, best))
