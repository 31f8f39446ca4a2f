"""The interval of d_z, from t = 0 to the largest t that a float can tell from a constant."""

import pytest

from evaluation.statistics.distributions import small_sample_correction
from evaluation.statistics.noncentral import noncentrality_limits
from tests.evaluation import reference


@pytest.mark.parametrize(
    ("t", "df"),
    [
        (0.0, 5),
        (1e-6, 2),
        (0.5, 1),
        (2.0, 1),
        (1.414, 1),
        (3.0, 9),
        (12.0, 30),
        (200.0, 200),
        (1.7e7, 2),
        (4e14, 1),
        (4e14, 2),
        (2.5, 99_999),
        (440.0, 99_999),
        (600.0, 99_999),
    ],
)
def test_t_is_the_upper_and_the_lower_quantile_at_either_limit(t, df):
    low, high = noncentrality_limits(t, df)
    assert abs(reference.noncentral_t_below(t, df, low) - 0.975) < 1e-12
    assert abs(reference.noncentral_t_below(t, df, high) - 0.025) < 1e-12


def test_a_negative_t_turns_the_interval():
    low, high = noncentrality_limits(2.5, 7)
    assert noncentrality_limits(-2.5, 7) == (-high, -low)


@pytest.mark.parametrize("df", [2, 3, 10, 99, 100, 101, 150, 1_000, 99_999])
def test_hedges_correction_is_exact(df):
    assert small_sample_correction(df) == pytest.approx(float(reference.correction(df)), rel=1e-14)


@pytest.mark.parametrize("df", [-1, 0, 1])
def test_hedges_correction_needs_three_people(df):
    assert small_sample_correction(df) is None
