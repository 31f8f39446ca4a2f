"""Which disciplines have a place in a session, and which are missing: for whoever runs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import Sector
from courses.models import Booking, LiveSession

A_WEEK, A_DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True)
class Mix:
    counts: list[tuple[Sector, int]]
    """The most first."""
    without: int
    """People who come for no discipline."""
    missing: list[Sector]
    """Those with held places; where it asks for more disciplines than came, all that could."""
    short: int
    """So many disciplines fewer than it asks for."""

    @property
    def is_worth_saying(self) -> bool:
        return bool(self.counts or self.missing)


def mix_of(session: LiveSession, holding: Iterable[Booking]) -> Mix:
    """Two questions, however many have a place."""
    taken = Counter(booking.sector for booking in holding)
    without = taken.pop(None, 0)
    counts = sorted(taken.items(), key=lambda one: (-one[1], one[0].label))
    short = max(session.least_sectors - len(taken), 0)
    wanted = [rule.sector for rule in session.rules.select_related("sector") if rule.held]
    could = Sector.objects.filter(is_active=True) if short else wanted
    missing = sorted({one for one in could if one not in taken}, key=lambda one: one.label)
    return Mix(counts, without, missing, short)


def usual_last_day(starts_at: datetime, *, at: datetime) -> date | None:
    """To keep places for disciplines: a week before, else the day before; none where that is over.

    The day of the session itself is too late for anybody else to make plans.
    """
    today = timezone.localdate(at)
    days = (timezone.localdate(starts_at - before) for before in (A_WEEK, A_DAY))
    return next((day for day in days if day >= today), None)


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
