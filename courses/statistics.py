"""What the answers of many say about a question. Functions of their arguments only."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

LEAST = 10
"""Under so many first tries nothing is said: it would be about people, not about the question."""


@dataclass(frozen=True)
class Sums:
    """Over first tries: x is the share this question earned, y what the rest of the quiz earned."""

    n: int
    x: float
    y: float
    xx: float
    yy: float
    xy: float


@dataclass(frozen=True)
class Item:
    n: int
    facility: float
    """The mean share earned: near 1 is easy."""
    discrimination: float | None
    """How it goes with the rest of the quiz, from -1 to 1; None where either never varies."""


def item_of(sums: Sums) -> Item | None:
    if sums.n < LEAST:
        return None
    return Item(sums.n, sums.x / sums.n, _correlation(sums))


def _correlation(sums: Sums) -> float | None:
    spread = (sums.n * sums.xx - sums.x**2) * (sums.n * sums.yy - sums.y**2)
    if spread <= 1e-9:
        return None
    found = (sums.n * sums.xy - sums.x * sums.y) / sqrt(spread)
    return min(max(found, -1.0), 1.0)
