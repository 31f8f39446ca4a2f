"""Counting working days. Functions of their arguments only."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5


def after_working_days(day: date, count: int) -> date:
    """The last of `count` working days, Monday to Friday, that follow the given day."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            count -= 1
    return day
