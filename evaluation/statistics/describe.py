"""What one wave looks like: centre, spread, quartiles, and how many stand at either end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.statistics.exact import as_float, column, root


@dataclass(frozen=True)
class Description:
    n: int
    mean: float | None
    sd: float | None
    """Divides by n - 1; None for one person."""
    median: float | None
    quartile_low: float | None
    quartile_high: float | None
    """Type 7: linear between the order statistics around (n - 1) p."""
    floor_percent: float | None
    ceiling_percent: float | None
    """Exactly at the lowest and highest possible score; None where these are not known."""


def describe(
    scores: Sequence[float], *, lowest: float | None = None, highest: float | None = None
) -> Description:
    ordered = sorted(scores)
    return Description(
        n=len(ordered),
        mean=mean(ordered),
        sd=standard_deviation(ordered),
        median=quantile(ordered, Fraction(1, 2)),
        quartile_low=quantile(ordered, Fraction(1, 4)),
        quartile_high=quantile(ordered, Fraction(3, 4)),
        floor_percent=_percent_at(lowest, ordered),
        ceiling_percent=_percent_at(highest, ordered),
    )


def mean(values: Sequence[float]) -> float | None:
    return as_float(column(values).mean)


def standard_deviation(values: Sequence[float]) -> float | None:
    return root(column(values).variance)


def quantile(ordered: Sequence[float], share: Fraction) -> float | None:
    """Type 7 of Hyndman and Fan, the default of R, NumPy and spreadsheets."""
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    below = place.numerator // place.denominator
    above = min(below + 1, len(ordered) - 1)
    low, high = Fraction(ordered[below]), Fraction(ordered[above])
    return as_float(low + (place - below) * (high - low))


def _percent_at(end: float | None, scores: Sequence[float]) -> float | None:
    if end is None or not scores:
        return None
    return 100 * sum(score == end for score in scores) / len(scores)
