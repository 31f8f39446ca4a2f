"""Wilcoxon's signed ranks and the sign test, exact under the ties that there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, ldexp, log10, sqrt

import numpy as np

from evaluation.statistics.distributions import fair_coin_two_sided, normal_two_sided
from evaluation.statistics.exact import Column, as_float
from evaluation.statistics.walsh import median_of_walsh_averages

MOST_FOR_EXACT = 2_000
KEPT_DIGITS = 12
STRIDE = 400
"""Counts at most double with each rank, so they are scaled down long before a float overflows."""


class RankStatus(StrEnum):
    OK = "ok"
    NO_MATCHED = "no_matched"
    ALL_ZERO = "all_differences_zero"


@dataclass(frozen=True)
class SignedRanks:
    """Of the differences that are not zero. Midranks are kept doubled, as whole numbers."""

    n_nonzero: int
    n_zero: int
    status: RankStatus
    w_plus: float | None = None
    w_minus: float | None = None
    p_exact: float | None = None
    """Conditional on the ties; None above 2,000 differences."""
    p_normal: float | None = None
    """With the correction for ties and for continuity."""
    rank_biserial: float | None = None
    p_sign: float | None = None
    hodges_lehmann: float | None = None


def signed_ranks(differences: Column) -> SignedRanks:
    if not len(differences):
        return SignedRanks(0, 0, RankStatus.NO_MATCHED)
    snapped = snap(differences)
    kept = [at for at, value in enumerate(snapped) if value]
    n_zero = len(snapped) - len(kept)
    if not kept:
        return SignedRanks(0, n_zero, RankStatus.ALL_ZERO)
    values = [snapped[at] for at in kept]
    ranks = _doubled_ranks([abs(value) for value in values])
    plus = sum(rank for rank, value in zip(ranks, values, strict=True) if value > 0)
    both = len(kept) * (len(kept) + 1)
    n_up = sum(value > 0 for value in values)
    nonzero = Column([differences.multiples[at] for at in kept], differences.unit)
    return SignedRanks(
        n_nonzero=len(kept),
        n_zero=n_zero,
        status=RankStatus.OK,
        w_plus=plus / 2,
        w_minus=(both - plus) / 2,
        p_exact=_exact_p(ranks, plus) if len(kept) <= MOST_FOR_EXACT else None,
        p_normal=_normal_p(ranks, plus),
        rank_biserial=(2 * plus - both) / both,
        p_sign=fair_coin_two_sided(n_up, len(kept) - n_up),
        hodges_lehmann=as_float(median_of_walsh_averages(nonzero)),
    )


def snap(differences: Column) -> list[int]:
    """Whole multiples of 10^(ceil(log10(largest)) - 12), so that noise of subtraction ties."""
    largest = max(map(abs, differences.multiples), default=0)
    if not largest:
        return [0] * len(differences)
    power = ceil(_log10(largest * differences.unit)) - KEPT_DIGITS
    steps = differences.unit / Fraction(10) ** power
    above, below = steps.numerator, steps.denominator
    half = below // 2
    memory: dict[int, int] = {}
    for size in map(abs, set(differences.multiples)):
        memory[size] = (size * above + half) // below
    return [memory[one] if one >= 0 else -memory[-one] for one in differences.multiples]


def _log10(quantity: Fraction) -> float:
    """As the formula has it where a float holds the quantity; of whole numbers beyond."""
    inside = as_float(quantity)
    return log10(inside) if inside else log10(quantity.numerator) - log10(quantity.denominator)


def _doubled_ranks(sizes: Sequence[int]) -> list[int]:
    """Twice the midrank of each: the first and the last place of its tie, added."""
    doubled, before = {}, 0
    for size, count in sorted(Counter(sizes).items()):
        doubled[size] = 2 * before + count + 1
        before += count
    return [doubled[size] for size in sizes]


def _normal_p(ranks: Sequence[int], plus: int) -> float:
    """Half a rank nearer to the middle; a quarter of the sum of squared ranks is the variance."""
    beyond = max(abs(2 * plus - sum(ranks)) - 2, 0)
    return normal_two_sided(beyond / sqrt(sum(rank * rank for rank in ranks)))


def _exact_p(ranks: Sequence[int], plus: int) -> float:
    """Twice the share of the 2^n signs whose sum is as far out as this one, at most 1.

    Each half of the ranks has its table of sums, filled up to its middle and mirrored; the two are
    joined at the observed sum. Only additions of counts: the relative error stays under 1e-12.
    """
    step = int(np.gcd.reduce(ranks))
    units = sorted(rank // step for rank in ranks)
    observed = min(plus, sum(ranks) - plus) // step
    (first, first_power), (second, second_power) = _counts(units[::2]), _counts(units[1::2])
    below = np.cumsum(second)
    most = min(observed, len(first) - 1)
    places = np.minimum(observed - np.arange(most + 1), len(below) - 1)
    ways = float(first[: most + 1] @ below[places])
    return min(2 * ldexp(ways, first_power + second_power - len(units)), 1.0)


def _counts(ranks: Sequence[int]) -> tuple[np.ndarray, int]:
    """How many choices of these ranks add up to 0, 1, 2 …, as multiples of a power of two."""
    whole, power, reach = sum(ranks), 0, 0
    middle = whole // 2
    counts = np.zeros(middle + 1)
    counts[0] = 1.0
    for number, rank in enumerate(ranks, start=1):
        reach = min(reach + rank, middle)
        if rank <= reach:
            counts[rank : reach + 1] += counts[: reach + 1 - rank].copy()
        if number % STRIDE == 0:
            counts *= 2.0**-STRIDE
            power += STRIDE
    return np.concatenate([counts, counts[::-1][1 - whole % 2 :]]), power
