"""Which parts of a series somebody has, which they missed, and where they can take them.

Functions of their arguments only. A part is taken once, wherever: what somebody has, nothing they
miss later takes away.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

Part = Hashable
Cohort = Hashable


class Numbered(Protocol):
    number: int
    title: str


class Standing(Enum):
    """Of somebody with a part."""

    HAD = "had"
    BOOKED = "booked"
    MISSED = "missed"
    TO_COME = "to come"


@dataclass(frozen=True)
class Meeting:
    """A session of a part. One that is no part of a series may still be in the way of others."""

    key: Hashable
    part: Part | None
    starts_at: datetime
    ends_at: datetime
    is_marked: bool = False
    """Somebody wrote down who was there."""


def missed_parts(own: Iterable[Meeting], had: Collection[Part], *, at: datetime) -> set[Part]:
    """Over in their own cohort, with a list of who was there; nobody misses what is not marked."""
    over = {one.part for one in own if one.is_marked and one.ends_at <= at}
    return over - {None} - set(had)


def meetings_that_fit(
    coming: Iterable[Meeting], missed: Collection[Part], taken: Collection[Meeting]
) -> list[Meeting]:
    """Of what they missed and have not booked again, when they are free; the soonest first."""
    needed = set(missed) - {one.part for one in taken}
    fit = [
        one
        for one in coming
        if one.part in needed and not any(_overlap(one, other) for other in taken)
    ]
    return sorted(fit, key=lambda one: one.starts_at)


def may_book(
    *,
    cohort: Cohort | None,
    part: Part | None,
    is_open_to_others: bool,
    own_cohorts: Collection[Cohort],
    missed: Collection[Part],
) -> bool:
    """A session of a cohort is for its members, and for whoever missed its part in their own."""
    if cohort is None or is_open_to_others or cohort in own_cohorts:
        return True
    return part is not None and part in missed


def standing_with(
    part: Part, *, had: Collection[Part], booked: Collection[Part], missed: Collection[Part]
) -> Standing:
    for standing, parts in (
        (Standing.HAD, had),
        (Standing.BOOKED, booked),
        (Standing.MISSED, missed),
    ):
        if part in parts:
            return standing
    return Standing.TO_COME


def parts_behind(titles: Sequence[str], parts: Sequence[Numbered]) -> list[Numbered | None]:
    """Which part each line of a list means; none where it is new.

    A part is its title, at whatever line. A new title means the part in whose line it stands only
    where there are as many lines as before: with one more or less, nobody could say which is which.
    """
    by_title = {part.title.casefold(): part for part in parts}
    found = [by_title.get(title.casefold()) for title in titles]
    if len(titles) == len(parts):
        gone = {part.number: part for part in parts if part not in found}
        found = [part or gone.get(number) for number, part in enumerate(found, start=1)]
    return found


def _overlap(one: Meeting, other: Meeting) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
