"""Every key of `analyse_pairs` against fifty digits, and its promises for any data at all."""

import math
import time
from dataclasses import asdict, fields

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluation.statistics import Pair, PairedAnalysis, analyse_groups, analyse_pairs
from tests.evaluation import reference
from tests.evaluation.pathological import PATHOLOGICAL

NAMES = list(PATHOLOGICAL)
NONCENTRAL = ["d_z_ci_ncp_low", "d_z_ci_ncp_high", "g_z_ci_ncp_low", "g_z_ci_ncp_high"]
LARGEST = reference.mpf(2) ** 1024 - reference.mpf(2) ** 970
WIDE = {"huge and tiny together": 700}
"""Digits that a sum of such numbers needs."""
KEYS = [field.name for field in fields(PairedAnalysis)]
CONTRACT = """
n_rows n_pre n_post n_matched pre_mean pre_sd post_mean post_sd mean_diff sd_diff se_diff df t p_t
ci95_low ci95_high r_pre_post d_z d_av d_becker_pre J_exact g_z g_av d_z_ci_ncp_low d_z_ci_ncp_high
g_z_ci_ncp_low g_z_ci_ncp_high d_av_se_normal d_av_ci_normal_low d_av_ci_normal_high w_plus w_minus
w_n_nonzero w_n_zero w_p_exact_zeros_dropped w_p_asym_cc rank_biserial p_sign_exact
hodges_lehmann_nonzero rci_n_up rci_n_down rci_n_none status_t status_w n_pre_only n_post_only
attr_t_welch attr_df attr_p attr_g_exactJ
"""


def pairs_of(rows):
    return [Pair(pre, post, group) for _, pre, post, group in rows]


def analysed(name):
    return asdict(analyse_pairs(pairs_of(PATHOLOGICAL[name])))


def test_the_keys_are_those_of_the_contract_in_its_order():
    assert CONTRACT.split() == KEYS


@pytest.mark.parametrize("name", NAMES)
def test_each_key_agrees_with_fifty_digits(name):
    rows, found = PATHOLOGICAL[name], analysed(name)
    with reference.mp.workdps(WIDE.get(name, 50)):
        wanted = reference.analysis(rows)
        for key in (key for key in KEYS if key not in NONCENTRAL):
            agree(key, found[key], wanted.get(key))


def agree(key, found, wanted):
    if wanted is None or isinstance(wanted, str):
        assert found == wanted, key
    elif abs(wanted) >= LARGEST:
        assert found is None, key
    else:
        assert found is not None, key
        apart = abs(reference.exact(found) - reference.mpf(1) * wanted)
        assert apart <= max(1e-12 * abs(wanted), 5e-324), (key, found, wanted)


@pytest.mark.parametrize("name", NAMES)
def test_the_interval_of_d_z_is_where_t_is_either_quantile(name):
    found = analysed(name)
    if found["t"] is None:
        assert [found[key] for key in NONCENTRAL] == [None] * 4
        return
    for key, share in [("d_z_ci_ncp_low", 0.975), ("d_z_ci_ncp_high", 0.025)]:
        ncp = found[key] * math.sqrt(found["n_matched"])
        below = reference.noncentral_t_below(found["t"], found["df"], ncp)
        assert abs(below - share) < 1e-11, key
        in_g = None if found["J_exact"] is None else found[key] * found["J_exact"]
        assert found[key.replace("d_z", "g_z")] == in_g


def test_a_t_of_17_million_from_three_people_answers_within_a_second():
    started = time.perf_counter()
    found = analysed("three people, t of 17 million")
    assert time.perf_counter() - started < 1
    assert found["t"] == pytest.approx(1.7e7, rel=0.1)
    assert found["d_z_ci_ncp_high"] > found["d_z"] > found["d_z_ci_ncp_low"] > 0


@pytest.mark.parametrize(
    ("name", "g", "t"),
    [
        ("attrition of one", True, False),
        ("attrition of two", True, True),
        ("attrition without spread", False, False),
        ("one pair among many", False, False),
    ],
)
def test_attrition_has_g_by_the_pooled_spread_and_t_by_both(name, g, t):
    found = analysed(name)
    assert (found["attr_g_exactJ"] is not None, found["attr_t_welch"] is not None) == (g, t)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_ever_infinite_or_no_number(name):
    pairs = pairs_of(PATHOLOGICAL[name])
    for block in [analyse_pairs(pairs), *analyse_groups(pairs).values()]:
        assert all(is_plain(value) for value in asdict(block).values())


def is_plain(value):
    return value is None or isinstance(value, str) or math.isfinite(value)


def test_there_are_at_least_forty_kinds():
    assert len(PATHOLOGICAL) >= 40


numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**305), 10**305)
scores = st.integers(4, 20).map(lambda quarters: quarters / 4)
tables = st.lists(st.builds(Pair, st.none() | numbers, st.none() | numbers), max_size=30)
matched = st.lists(st.builds(Pair, scores, scores), min_size=2, max_size=30)


@given(tables)
def test_any_numbers_give_plain_values(rows):
    assert all(is_plain(value) for value in asdict(analyse_pairs(rows)).values())


TURNED = {"t", "mean_diff", "d_z", "d_av", "g_z", "g_av", "rank_biserial", "hodges_lehmann_nonzero"}
EXCHANGED = [
    ("pre_mean", "post_mean"),
    ("pre_sd", "post_sd"),
    ("w_plus", "w_minus"),
    ("n_pre_only", "n_post_only"),
]
UNTURNED = {
    "p_t",
    "sd_diff",
    "p_sign_exact",
    "w_p_exact_zeros_dropped",
    "w_p_asym_cc",
    "r_pre_post",
}


@given(matched)
def test_exchanging_the_waves_turns_every_sign(rows):
    one = asdict(analyse_pairs(rows))
    two = asdict(analyse_pairs([Pair(row.post, row.pre) for row in rows]))
    for key in TURNED:
        assert two[key] == (one[key] and -one[key])
    for key in UNTURNED:
        assert two[key] == one[key]
    for key, other in EXCHANGED:
        assert two[key] == one[other]
    for kind in ("ci95", "d_z_ci_ncp", "d_av_ci_normal"):
        low, high = one[f"{kind}_low"], one[f"{kind}_high"]
        assert two[f"{kind}_low"] == (high and -high)
        assert two[f"{kind}_high"] == (low and -low)


@given(matched, st.integers(-1_000_000, 1_000_000))
def test_adding_a_constant_to_both_waves_changes_only_their_means(rows, constant):
    one = asdict(analyse_pairs(rows))
    two = asdict(analyse_pairs([Pair(row.pre + constant, row.post + constant) for row in rows]))
    for key in set(KEYS) - {"pre_mean", "post_mean"}:
        assert two[key] == one[key], key


@given(matched, st.randoms())
def test_the_order_of_rows_does_not_matter(rows, dice):
    other = list(rows)
    dice.shuffle(other)
    assert analyse_pairs(other) == analyse_pairs(rows)


@given(matched)
def test_multiplying_by_a_power_of_two_leaves_every_effect_size(rows):
    one = analyse_pairs(rows)
    two = analyse_pairs([Pair(row.pre * 2.0**-900, row.post * 2.0**-900) for row in rows])
    assume(one.t is not None)
    assert (two.t, two.d_z, two.d_av, two.p_t) == (one.t, one.d_z, one.d_av, one.p_t)
    assert two.rci_n_up == one.rci_n_up


def test_groups_come_in_their_order_and_a_blank_one_counts_overall_only():
    rows = [Pair(1, 2, "b"), Pair(2, 4, "a"), Pair(3, 3), Pair(1, 4, "b")]
    groups = analyse_groups(rows)
    assert [(name, block.n_rows) for name, block in groups.items()] == [("b", 2), ("a", 1)]
    assert analyse_pairs(rows).n_rows == 4


@pytest.mark.parametrize("n", [100, 10_000, 100_000])
def test_many_pairs_take_seconds(n):
    rows = [Pair((k * 37 % 101) / 25, (k * 53 % 103) / 25 + 0.1) for k in range(n)]
    started = time.perf_counter()
    found = analyse_pairs(rows)
    assert time.perf_counter() - started < 20
    assert found.n_matched == n
    assert (found.w_p_exact_zeros_dropped is None) == (n > 2_000)
