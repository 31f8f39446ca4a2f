"""How large a change is: d by three standardisers, g by Hedges' exact correction, and intervals.

d_z = mean / SD of the differences, d_av = mean / sqrt((SD_pre^2 + SD_post^2) / 2) and Becker's
d = mean / SD_pre, all of post - pre; g = d J(n - 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from evaluation.statistics.distributions import Z95, small_sample_correction
from evaluation.statistics.exact import Column, root, signed_root
from evaluation.statistics.noncentral import noncentrality_limits


@dataclass(frozen=True)
class Interval:
    low: float | None = None
    high: float | None = None

    def times(self, factor: float | None) -> Interval:
        return Interval(times(self.low, factor), times(self.high, factor))


NO_INTERVAL = Interval()


@dataclass(frozen=True)
class EffectSizes:
    d_z: float | None
    d_av: float | None
    d_becker_pre: float | None
    correction: float | None
    """J(n - 1); None for n < 3, where the gamma function has no value."""
    d_z_interval: Interval
    """By the non-central t: what ncp / sqrt(n) may be, given t."""
    d_av_se: float | None
    """sqrt(var(D) / n) / s_av, of Algina and Keselman."""
    d_av_interval: Interval


def effect_sizes(
    before: Column, after: Column, differences: Column, *, has_spread: bool
) -> EffectSizes:
    """`has_spread` is whether the differences vary by more than the noise of subtraction."""
    n, change = len(differences), differences.mean
    if n < 2 or change is None:
        return EffectSizes(None, None, None, None, NO_INTERVAL, None, NO_INTERVAL)
    of_differences = differences.variance if has_spread else Fraction(0)
    average = (before.variance + after.variance) / 2
    d_av = standardised(change, average)
    d_av_se = root(of_differences / n / average) if average else None
    return EffectSizes(
        d_z=standardised(change, of_differences),
        d_av=d_av,
        d_becker_pre=standardised(change, before.variance),
        correction=small_sample_correction(n - 1),
        d_z_interval=_d_z_interval(change, of_differences, n),
        d_av_se=d_av_se,
        d_av_interval=normal_interval(d_av, d_av_se),
    )


def standardised(difference: Fraction, variance: Fraction) -> float | None:
    return signed_root(difference, difference**2 / variance) if variance else None


def normal_interval(centre: float | None, se: float | None) -> Interval:
    if centre is None or se is None:
        return NO_INTERVAL
    return Interval(finite(centre - Z95 * se), finite(centre + Z95 * se))


def times(quantity: float | None, factor: float | None) -> float | None:
    return None if quantity is None or factor is None else quantity * factor


def finite(number: float) -> float | None:
    return number if abs(number) < float("inf") else None


def _d_z_interval(change: Fraction, variance: Fraction, n: int) -> Interval:
    if not variance:
        return NO_INTERVAL
    t = signed_root(change, change**2 * n / variance)
    low, high = noncentrality_limits(t, n - 1)
    return Interval(low / sqrt(n), high / sqrt(n))
