"""Two groups of different people: Welch's t, and Hedges' g by the pooled standard deviation.

For attrition: the people with both waves against those who only came before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.statistics.distributions import small_sample_correction, t_two_sided
from evaluation.statistics.effect_sizes import standardised, times
from evaluation.statistics.exact import Column, as_float, columns, signed_root


@dataclass(frozen=True)
class Comparison:
    n_first: int
    n_second: int
    mean_difference: float | None = None
    t: float | None = None
    df: float | None = None
    p: float | None = None
    g: float | None = None
    """(mean - mean) / pooled SD, times J(n1 + n2 - 2)."""


def compare_groups(first: Sequence[float], second: Sequence[float]) -> Comparison:
    """First minus second. Welch's t needs the spread of both; a pooled spread may come from one."""
    one, two = columns(first, second)
    if not first or not second:
        return Comparison(len(first), len(second))
    difference = as_float(one.mean - two.mean)
    t, df = _welch(one, two)
    p = None if t is None or df is None else t_two_sided(t, df)
    return Comparison(len(first), len(second), difference, t, df, p, _hedges(one, two))


def _welch(one: Column, two: Column) -> tuple[float | None, float | None]:
    if one.variance is None or two.variance is None:
        return None, None
    first, second = one.variance / len(one), two.variance / len(two)
    if not first + second:
        return None, None
    apart = one.mean - two.mean
    df = (first + second) ** 2 / (first**2 / (len(one) - 1) + second**2 / (len(two) - 1))
    return signed_root(apart, apart**2 / (first + second)), as_float(df)


def _hedges(one: Column, two: Column) -> float | None:
    """Of one person there is no variance, and nothing of it in the pooled one."""
    df = len(one) + len(two) - 2
    if not df:
        return None
    pooled = sum((len(each) - 1) * (each.variance or 0) for each in (one, two)) / df
    return times(standardised(one.mean - two.mean, pooled), small_sample_correction(df))
