"""The days after a session. Functions of their arguments only."""

from __future__ import annotations

from datetime import date, datetime, timedelta

FOUR_WEEKS = timedelta(weeks=4)
SIXTY_DAYS = timedelta(days=60)
TWO_WEEKS = timedelta(days=14)
SATURDAY, A_WEEK = 6, 7


def can_commit(starts_at: datetime, *, at: datetime) -> bool:
    """From its start until four weeks after, people say what they will do."""
    return starts_at <= at < starts_at + FOUR_WEEKS


def can_say_where_it_stands(check_in_at: datetime, *, at: datetime) -> bool:
    return at < check_in_at + FOUR_WEEKS


def check_in_day(day: date) -> date:
    """Sixty days later, or the Monday after where that is a weekend."""
    found = day + SIXTY_DAYS
    weekday = found.isoweekday()
    return found + timedelta(days=A_WEEK + 1 - weekday if weekday >= SATURDAY else 0)


def is_offered(check_in_at: datetime, *, after: datetime, at: datetime) -> bool:
    """From two weeks before the check-in, the 46th day for one on the 60th, until it begins.

    `after` is when the session that it follows ended.
    """
    return max(check_in_at - TWO_WEEKS, after) <= at < check_in_at
