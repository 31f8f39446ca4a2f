"""Waves, alpha, shifts, attrition and the follow-up, by hand or in exact fractions."""

from fractions import Fraction
from math import isfinite
from statistics import variance

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.statistics import (
    compare_groups,
    cronbach_alpha,
    describe,
    item_shift,
    kept_gain,
)


def test_quartiles_lie_between_the_order_statistics():
    found = describe([7, 1, 3, 10], lowest=1, highest=10)
    assert (found.quartile_low, found.median, found.quartile_high) == (2.5, 5, 7.75)
    assert (found.n, found.mean, found.floor_percent, found.ceiling_percent) == (4, 5.25, 25, 25)


def test_a_wave_of_nobody_and_of_one():
    assert describe([]).mean is describe([]).median is describe([], lowest=1).floor_percent is None
    one = describe([3.5])
    assert (one.median, one.quartile_low, one.sd, one.ceiling_percent) == (3.5, 3.5, None, None)


ANSWERS = [
    {"a": 1, "b": 2, "c": 2},
    {"a": 2, "b": 2, "c": 4},
    {"a": 4, "b": 5, "c": 3},
    {"a": 5, "b": 4, "c": 5},
    {"a": 3, "b": 3},
]


def alpha_by_fractions(items):
    rows = [[Fraction(row[item]) for item in items] for row in ANSWERS[:4]]
    within = sum(variance(one) for one in zip(*rows, strict=True))
    return Fraction(len(items), len(items) - 1) * (1 - within / variance(map(sum, rows)))


def test_alpha_is_over_those_who_answered_every_item():
    found = cronbach_alpha(ANSWERS, ["a", "b", "c"])
    assert (found.n, found.n_items) == (4, 3)
    assert found.alpha == float(alpha_by_fractions("abc"))
    wanted = {one: float(alpha_by_fractions("abc".replace(one, ""))) for one in "abc"}
    assert found.if_dropped == wanted


def test_feldts_interval_is_where_f_is_either_quantile():
    found = cronbach_alpha(ANSWERS, ["a", "b", "c"])
    for end, share in [(found.interval.low, 0.975), (found.interval.high, 0.025)]:
        f = mpmath.mpf(1 - end) / (1 - found.alpha)
        x = 3 * f / (3 * f + 6)
        below = mpmath.betainc(mpmath.mpf(3) / 2, 3, 0, x, regularized=True)
        assert abs(below - share) < 1e-12


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        ([], ["a", "b"]),
        ([{"a": 1, "b": 2}], ["a", "b"]),
        ([{"a": 1}, {"a": 2}], ["a"]),
        ([{"a": 1, "b": 3}, {"a": 3, "b": 1}], ["a", "b"]),
        ([{"a": 3, "b": 3}] * 5, ["a", "b"]),
    ],
)
def test_alpha_is_undefined_where_there_is_nothing_to_compare(rows, items):
    found = cronbach_alpha(rows, items)
    assert found.alpha is found.interval.low is found.interval.high is None
    assert set(found.if_dropped) == set(items)


@given(st.lists(st.fixed_dictionaries({one: st.integers(1, 5) for one in "abcd"}), max_size=20))
def test_alpha_is_a_plain_number_and_the_order_of_items_does_not_matter(rows):
    found = cronbach_alpha(rows, list("abcd"))
    other = cronbach_alpha(rows, list("dcba"))
    assert found.alpha == other.alpha
    values = [found.alpha, found.interval.low, found.interval.high, *found.if_dropped.values()]
    assert all(value is None or isfinite(value) for value in values)
    assert found.alpha is None or found.interval.low <= found.alpha <= found.interval.high


def test_a_shift_counts_moves_and_those_who_reach_the_top_two():
    pairs = [(1, 4), (2, 5), (3, 3), (5, 4), (4, 2), (3, 5), (2, 3)]
    found = item_shift(pairs, scores=[1, 2, 3, 4, 5])
    assert (found.n, found.n_up, found.n_same, found.n_down) == (7, 4, 1, 2)
    assert (found.n_top_two_before, found.n_top_two_after) == (2, 4)
    assert (found.n_into_top_two, found.n_out_of_top_two) == (3, 1)
    assert found.p_mcnemar_exact == 0.625


def test_of_two_possible_answers_the_upper_is_the_top():
    found = item_shift([(0, 1), (0, 1), (1, 1)], scores=[0, 1])
    assert (found.n_into_top_two, found.p_mcnemar_exact) == (2, 0.5)
    assert item_shift([], scores=[0, 1]).p_mcnemar_exact is None


def test_attrition_is_the_first_group_minus_the_second():
    found = compare_groups([3, 4, 5], [1, 2])
    assert (found.mean_difference, found.t > 0, found.g > 0) == (2.5, True, True)
    turned = compare_groups([1, 2], [3, 4, 5])
    assert (turned.t, turned.g, turned.p, turned.df) == (-found.t, -found.g, found.p, found.df)


@pytest.mark.parametrize(
    ("first", "second"), [([], [1, 2]), ([1, 2], []), ([1], [2, 3]), ([2, 2], [3, 3])]
)
def test_groups_without_spread_leave_attrition_undefined(first, second):
    found = compare_groups(first, second)
    assert found.t is found.df is found.p is found.g is None


@pytest.mark.parametrize(
    ("people", "status", "share"),
    [
        ([], "no_matched", None),
        ([(2, 4, 3.5), (3, 4, 4)], "ok", 2.5 / 3),
        ([(2, 4, 1)], "ok", -0.5),
        ([(4, 4, 5)], "no_gain", None),
        ([(4, 3, 5)], "no_gain", None),
    ],
)
def test_what_was_kept_is_a_share_of_the_gain_where_there_was_one(people, status, share):
    found = kept_gain(people)
    assert (found.n, found.status) == (len(people), status)
    assert found.share == (share and pytest.approx(share))
