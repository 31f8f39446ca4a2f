"""Which times overlap, and what fits with what. Functions of their arguments only.

Courses, themes and age bands are opaque keys.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Generic, TypeVar

Key = Hashable
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Span:
    """From a moment up to, and without, another. In UTC: clocks on walls are set back."""

    begins: datetime
    ends: datetime

    @classmethod
    def of(cls, starts_at: datetime, minutes: int) -> Span:
        begins = starts_at.astimezone(UTC)
        return cls(begins, begins + timedelta(minutes=minutes))

    def overlaps(self, other: Span) -> bool:
        """Where one ends as the other begins, they do not."""
        return self.begins < other.ends and other.begins < self.ends


class Fit(IntEnum):
    """The least is the closest."""

    COURSE = 1
    THEME = 2
    AGE_BAND = 3


@dataclass(frozen=True)
class Tags(Generic[Thing]):
    of: Thing
    course: Key | None = None
    theme: Key | None = None
    age_bands: frozenset[Key] = field(default_factory=frozenset)


def fit(one: Tags, other: Tags) -> Fit | None:
    """What is not said fits with nothing."""
    if one.course is not None and one.course == other.course:
        return Fit.COURSE
    if one.theme is not None and one.theme == other.theme:
        return Fit.THEME
    return Fit.AGE_BAND if one.age_bands & other.age_bands else None


def closest(one: Tags, others: Iterable[Tags[Thing]]) -> tuple[Fit, Thing] | None:
    """Of those that fit as well as each other, the first."""
    found = ((fit(one, other), other.of) for other in others)
    return min(
        ((how, thing) for how, thing in found if how is not None),
        key=lambda pair: pair[0],
        default=None,
    )
