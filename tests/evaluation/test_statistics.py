import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.statistics import paired_change

scores = st.floats(1, 5, allow_nan=False)


def test_a_worked_example():
    change = paired_change([(2, 3), (3, 5), (4, 4), (1, 4)])
    assert change.n_matched == 4
    assert (change.pre_mean, change.post_mean, change.mean_diff) == (2.5, 4.0, 1.5)
    assert change.pre_sd == pytest.approx(1.2909944487358056)
    assert change.sd_diff == pytest.approx(1.2909944487358056)


def test_nobody_matched_leaves_everything_undefined():
    change = paired_change([])
    assert change.n_matched == 0
    assert change.mean_diff is None
    assert change.sd_diff is None


def test_one_pair_has_means_and_no_spread():
    change = paired_change([(2.0, 3.0)])
    assert (change.mean_diff, change.sd_diff, change.pre_sd) == (1.0, None, None)


def test_equal_differences_have_a_spread_of_exactly_nothing():
    change = paired_change([(7 / 3, 10 / 3), (4 / 3, 7 / 3), (2.0, 3.0)])
    assert change.sd_diff == 0


@given(st.lists(st.tuples(scores, scores), min_size=2, max_size=40))
def test_the_figures_agree_with_exact_arithmetic(pairs):
    change = paired_change(pairs)
    differences = [post - pre for pre, post in pairs]
    assert change.mean_diff == pytest.approx(statistics.mean(differences), abs=1e-9)
    assert change.sd_diff == pytest.approx(statistics.stdev(differences), abs=1e-9)
