"""Who changed by more than an unreliable measure would by itself (Jacobson and Truax)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, sqrt

from evaluation.statistics.distributions import Z95
from evaluation.statistics.exact import Column, as_float, columns, root


@dataclass(frozen=True)
class ReliableChange:
    threshold: float | None
    """1.959963984540054 sqrt(2) SD_pre sqrt(1 - r_xx), over matched people; None at an SD of 0."""
    n_up: int | None
    n_down: int | None
    n_same: int | None


def reliable_change(before: Column, differences: Column, *, reliability: float) -> ReliableChange:
    threshold = _threshold(before, reliability)
    if threshold is None:
        return ReliableChange(None, None, None, None)
    ways = _directions(differences, threshold)
    return ReliableChange(as_float(threshold), *(ways.count(one) for one in ("up", "down", "same")))


def reliable_directions(pairs: Sequence[tuple[float, float]], *, reliability: float) -> list[str]:
    """*Up*, *same* or *down* for each pair; nothing where all are alike before."""
    if not pairs:
        return []
    before, after = columns(*zip(*pairs, strict=True))
    threshold = _threshold(before, reliability)
    return [] if threshold is None else _directions(after.minus(before), threshold)


def _threshold(before: Column, reliability: float) -> Fraction | None:
    sd = root(before.variance)
    return Fraction(Z95 * sqrt(2) * sqrt(1 - reliability)) * Fraction(sd) if sd else None


def _directions(differences: Column, threshold: Fraction) -> list[str]:
    most = floor(threshold / differences.unit)
    return [
        "up" if change > most else "down" if -change > most else "same"
        for change in differences.multiples
    ]
