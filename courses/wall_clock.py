"""What a clock on a wall in the United Kingdom shows. Functions of their arguments only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from courses.calendar_files import LONDON


def moments_of(day: date, hour: time) -> list[datetime]:
    """In UTC, in order: none in the hour that spring leaves out, two in the one that repeats."""
    wall = datetime.combine(day, hour)
    either = {wall.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(one for one in either if one.astimezone(LONDON).replace(tzinfo=None) == wall)


def name_of_clock(moment: datetime) -> str:
    """GMT or BST."""
    return moment.astimezone(LONDON).strftime("%Z")
