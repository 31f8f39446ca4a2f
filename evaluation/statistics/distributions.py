"""Tails and quantiles of t, F and the binomial: SciPy's, whose variants here are the right ones."""

from __future__ import annotations

from math import exp, gamma, log, sqrt

from scipy import special

Z95 = 1.959963984540054
"""The normal quantile of 0.975, as every interval and the reliable change print it."""
LARGE = 100


def t_two_sided(t: float, df: float) -> float:
    """P(|T| >= |t|)."""
    return min(2 * float(special.stdtr(df, -abs(t))), 1.0)


def t_quantile(share: float, df: float) -> float:
    return float(special.stdtrit(df, share))


def f_quantile(share: float, above: float, below: float) -> float:
    return float(special.fdtri(above, below, share))


def normal_two_sided(z: float) -> float:
    return float(special.erfc(abs(z) / sqrt(2)))


def fair_coin_two_sided(heads: int, tails: int) -> float:
    """The exact binomial test of one half: twice the smaller tail, at most 1."""
    fewer = min(heads, tails)
    lower_tail = float(special.betainc(heads + tails - fewer, fewer + 1, 0.5))
    return min(2 * lower_tail, 1.0)


def small_sample_correction(df: int) -> float | None:
    """Hedges' exact J: gamma(df/2) / (sqrt(df/2) gamma((df-1)/2)); undefined under df = 2.

    The gamma function overflows for large arguments, and the difference of its logarithms loses
    digits there, where the series of Stirling keeps them all.
    """
    if df < 2:
        return None
    if df <= LARGE:
        return gamma(df / 2) / (sqrt(df / 2) * gamma((df - 1) / 2))
    x = (df - 1) / 2
    series = -1 / (8 * x) + 1 / (192 * x**3) - 1 / (640 * x**5) + 17 / (14336 * x**7)
    return exp(series + log((df - 1) / df) / 2)
