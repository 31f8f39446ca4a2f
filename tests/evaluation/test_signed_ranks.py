"""Ranks, signs and the median of averages, by counting every case."""

import random
import time
from fractions import Fraction
from itertools import combinations_with_replacement, product
from statistics import median

import mpmath
import pytest

from evaluation.statistics.distributions import fair_coin_two_sided
from evaluation.statistics.exact import column
from evaluation.statistics.signed_ranks import signed_ranks, snap
from evaluation.statistics.walsh import median_of_walsh_averages
from tests.evaluation import reference

DICE = random.Random(3)  # noqa: S311 - the same numbers in each run
SAMPLES = {
    "one": [0.5],
    "no ties": [1.5, -0.25, 2, 0.75, -3, 4, 1.25],
    "ties": [1, -1, 1, 2, 2, -2, 3, 0.5, 0.5, -1],
    "all alike": [2, 2, 2, -2, 2],
    "zeros": [0, 1, 0, -2, 3, 3, 0],
    "all up": [1, 2, 3, 4, 5, 6],
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_exact_p_counts_every_way_to_give_signs(name):
    kept = [value for value in SAMPLES[name] if value]
    ranks = reference.midranks([abs(value) for value in kept])
    plus = sum(rank for rank, value in zip(ranks, kept, strict=True) if value > 0)
    sums = [
        sum(rank for rank, sign in zip(ranks, signs, strict=True) if sign)
        for signs in product((False, True), repeat=len(ranks))
    ]
    lower, upper = (sum(one <= plus for one in sums), sum(one >= plus for one in sums))
    found = signed_ranks(column(SAMPLES[name]))
    assert found.w_plus == plus
    assert found.p_exact == pytest.approx(min(1, 2 * min(lower, upper) / len(sums)), rel=1e-14)


@pytest.mark.parametrize("values", [range(1, 131), [k // 9 + 1 for k in range(150)]])
def test_the_exact_p_of_many_agrees_with_whole_numbers(values):
    signed = [value if DICE.random() < 0.62 else -value for value in values]
    ranks = reference.midranks([abs(value) for value in signed])
    plus = sum(rank for rank, value in zip(ranks, signed, strict=True) if value > 0)
    wanted = float(reference.exact_rank_p(ranks, plus))
    assert signed_ranks(column(signed)).p_exact == pytest.approx(wanted, rel=1e-12)


def test_the_exact_p_goes_up_to_2000_differences_and_no_further():
    dice = random.Random(2_000)  # noqa: S311 - the same numbers in each run
    values = [dice.gauss(0.05, 1) for _ in range(2_001)]
    started = time.perf_counter()
    found = signed_ranks(column(values[:2_000]))
    assert time.perf_counter() - started < 10
    assert found.p_exact == pytest.approx(found.p_normal, rel=1e-2)
    assert signed_ranks(column(values)).p_exact is None


def test_the_least_p_of_2000_differences_is_smaller_than_any_float():
    assert signed_ranks(column(range(1, 2_001))).p_exact == 0
    assert signed_ranks(column(range(1, 1_001))).p_exact == 2.0**-999


def test_noise_of_subtraction_ties_and_drops_out():
    found = signed_ranks(column([0.3 - 0.2, 0.2 - 0.1, 0.1 - 0.2, 0.1 + 0.2 - 0.3, 1.0]))
    assert (found.n_nonzero, found.n_zero) == (4, 1)
    assert (found.w_plus, found.w_minus) == (8, 2)


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        ([1, -0.5], [10**12, -5 * 10**11]),
        ([10, 1e-12, 4e-12], [10**12, 0, 0]),
        ([10, 6e-12, -6e-12], [10**12, 1, -1]),
        ([5e-324, -5e-324], [494065645841, -494065645841]),
        ([0, -0.0], [0, 0]),
    ],
)
def test_differences_are_snapped_to_twelve_digits_of_the_largest(values, steps):
    assert snap(column(values)) == steps


DRAWS = {
    "continuous": lambda: DICE.gauss(0.3, 1),
    "whole numbers": lambda: DICE.randint(-400, 500),
    "fourteen orders of magnitude": lambda: DICE.gauss(0, 1) * 10 ** DICE.randint(-7, 7),
    "six hundred orders of magnitude": lambda: DICE.choice([1e300, -1e300, 1e-300, 3, -1]),
}


@pytest.mark.parametrize("n", [1, 2, 3, 40, 401])
@pytest.mark.parametrize("kind", DRAWS)
def test_hodges_and_lehmann_is_the_median_of_all_averages(kind, n):
    values = [DRAWS[kind]() for _ in range(n)]
    exact = [Fraction(value) for value in values]
    sums = sorted(one + two for one, two in combinations_with_replacement(exact, 2))
    assert median_of_walsh_averages(column(values)) == median(sums) / 2


def test_hodges_and_lehmann_of_nobody_is_undefined():
    assert median_of_walsh_averages(column([])) is None


@pytest.mark.parametrize(
    ("heads", "tails"), [(0, 1), (3, 10), (5, 5), (49_000, 51_000), (50_000, 50_000), (1, 900)]
)
def test_the_sign_test_is_exact_for_many_too(heads, tails):
    n, k = heads + tails, min(heads, tails)
    with mpmath.workdps(40):
        term = lower = mpmath.binomial(n, k)
        while k and term > lower * mpmath.mpf(10) ** -30:
            term = term * k / (n - k + 1)
            lower, k = lower + term, k - 1
        wanted = float(min(2 * lower / mpmath.mpf(2) ** n, mpmath.mpf(1)))
    assert fair_coin_two_sided(heads, tails) == pytest.approx(wanted, rel=1e-10)
