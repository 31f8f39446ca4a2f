"""Cronbach's alpha over people who answered every item, Feldt's interval, and alpha if dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from evaluation.statistics.distributions import f_quantile
from evaluation.statistics.effect_sizes import NO_INTERVAL, Interval, finite
from evaluation.statistics.exact import Column, as_float, columns


@dataclass(frozen=True)
class Alpha:
    n: int
    """People with a score on every item."""
    n_items: int
    alpha: float | None = None
    """k / (k - 1) (1 - sum of item variances / variance of the sum); None where nobody differs."""
    interval: Interval = NO_INTERVAL
    """(1 - population alpha) / (1 - alpha) is F with n - 1 and (n - 1)(k - 1) degrees (Feldt)."""
    if_dropped: Mapping[str, float | None] = field(default_factory=dict)


def cronbach_alpha(
    rows: Sequence[Mapping[str, float]], items: Sequence[str], *, level: float = 0.95
) -> Alpha:
    """Each row holds somebody's item scores, reversed already; an unanswered item is absent."""
    whole = [row for row in rows if all(item in row for item in items)]
    scores = dict(
        zip(items, columns(*([row[item] for row in whole] for item in items)), strict=True)
    )
    alpha = _alpha(list(scores.values()))
    return Alpha(
        n=len(whole),
        n_items=len(items),
        alpha=as_float(alpha),
        interval=_feldt(alpha, len(whole), len(items), level),
        if_dropped={
            item: as_float(_alpha([one for name, one in scores.items() if name != item]))
            for item in items
        },
    )


def _alpha(items: Sequence[Column]) -> Fraction | None:
    k = len(items)
    if k < 2 or len(items[0]) < 2:
        return None
    sums = Column(
        [sum(row) for row in zip(*(one.multiples for one in items), strict=True)], items[0].unit
    )
    if not sums.variance:
        return None
    within = sum((one.variance for one in items), Fraction(0))
    return Fraction(k, k - 1) * (1 - within / sums.variance)


def _feldt(alpha: Fraction | None, n: int, k: int, level: float) -> Interval:
    if alpha is None:
        return NO_INTERVAL
    off, above, below = as_float(1 - alpha), n - 1, (n - 1) * (k - 1)
    if off is None:
        return NO_INTERVAL
    tail = (1 - level) / 2
    return Interval(
        finite(1 - off * f_quantile(1 - tail, above, below)),
        finite(1 - off * f_quantile(tail, above, below)),
    )
