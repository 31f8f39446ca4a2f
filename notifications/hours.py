"""When a reader may be written to. Functions of their arguments only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FURTHEST = 400
"""Days. Whoever is never open within a year is not written to at all."""


@dataclass(frozen=True)
class OfficeHours:
    opens: time
    closes: time
    weekdays: frozenset[int]
    """Monday is 0."""


def next_open(
    moment: datetime, *, hours: OfficeHours, zone: ZoneInfo, is_closed: Callable[[date], bool]
) -> datetime | None:
    """The moment itself where the reader's office is open, else its next opening.

    Days are those of the reader's clock, so that a change of the clock moves no morning.
    """
    local = moment.astimezone(zone)
    for ahead in range(FURTHEST):
        day = local.date() + timedelta(days=ahead)
        if day.weekday() not in hours.weekdays or is_closed(day):
            continue
        opens, closes = (
            datetime.combine(day, bound, tzinfo=zone).astimezone(UTC)
            for bound in (hours.opens, hours.closes)
        )
        if moment < closes:
            return max(moment, opens)
    return None


def open_before(
    day: date, *, hours: OfficeHours, zone: ZoneInfo, is_closed: Callable[[date], bool]
) -> datetime | None:
    """When offices opened on the last working day before this one."""
    for back in range(1, FURTHEST):
        before = day - timedelta(days=back)
        if before.weekday() in hours.weekdays and not is_closed(before):
            return datetime.combine(before, hours.opens, tzinfo=zone).astimezone(UTC)
    return None
