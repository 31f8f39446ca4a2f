"""When what somebody finished is to be refreshed. Functions of their arguments only."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

OPENS = timedelta(days=60)
"""So long before the end a refresher may begin."""


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, _days_in(day.year + years, month + 1)))


def next_end_of(month: int, after: date) -> date:
    """The last day of that month, the next time it is further away than a refresher opens.

    Whoever finishes a refresher shortly before the end has thereby done the one of this year.
    """
    year = after.year
    while (end := date(year, month, _days_in(year, month))) - after <= OPENS:
        year += 1
    return end


def is_open(end: date, on: date) -> bool:
    return on >= end - OPENS


def _days_in(year: int, month: int) -> int:
    return monthrange(year, month)[1]
