"""The paired change. Functions of their arguments only; what is undefined is None, never NaN."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt


@dataclass(frozen=True)
class PairedChange:
    """diff = post - pre, over people with both; every SD divides by n - 1."""

    n_matched: int
    pre_mean: float | None
    pre_sd: float | None
    post_mean: float | None
    post_sd: float | None
    mean_diff: float | None
    sd_diff: float | None


def paired_change(pairs: Sequence[tuple[float, float]]) -> PairedChange:
    before = [pre for pre, _ in pairs]
    after = [post for _, post in pairs]
    differences = [post - pre for pre, post in pairs]
    return PairedChange(
        n_matched=len(pairs),
        pre_mean=mean(before),
        pre_sd=standard_deviation(before),
        post_mean=mean(after),
        post_sd=standard_deviation(after),
        mean_diff=mean(differences),
        sd_diff=standard_deviation(differences),
    )


def mean(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None


def standard_deviation(values: Sequence[float]) -> float | None:
    """Exactly 0 where the values differ by nothing but the rounding of their subtraction."""
    if len(values) < 2:
        return None
    centre = mean(values)
    noise = 1e-12 * max(map(abs, values))
    residuals = [value - centre for value in values]
    if all(abs(residual) <= noise for residual in residuals):
        return 0.0
    return sqrt(fsum(residual * residual for residual in residuals) / (len(values) - 1))
