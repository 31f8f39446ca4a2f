"""Which noncentralities a t value is compatible with.

P(T <= t) is an integral over two independent variables, a normal Z and a chi W, of whether
Z + ncp <= t W. Whichever of the two makes the other's step look smooth is integrated over
numerically, and the other in closed form; so it holds from t = 0 to the largest t there is, where
series are slow, or drown in rounding.
"""

from __future__ import annotations

from functools import cache
from math import sqrt

import numpy as np
from scipy import optimize, special

REACH = 9.5
"""So many standard deviations out, a normal tail holds less than a float can tell."""
PANELS, NODES = 24, 16


def noncentrality_limits(t: float, df: int, *, level: float = 0.95) -> tuple[float, float]:
    """The noncentralities under which t is the upper and the lower tail's quantile."""
    if t < 0:
        low, high = noncentrality_limits(-t, df, level=level)
        return -high, -low
    tail = (1 - level) / 2
    return _noncentrality(t, df, 1 - tail), _noncentrality(t, df, tail)


def _noncentrality(t: float, df: int, share: float) -> float:
    """Solved in the width of T itself, so that a huge t costs no digits."""
    width = 1 + t / sqrt(2 * df)

    def excess(steps: float) -> float:
        return noncentral_t_below(t, df, t + steps * width) - share

    return t + width * optimize.brentq(
        excess, -t / width - REACH, REACH * 2, xtol=1e-15, rtol=1e-15, maxiter=300
    )


def noncentral_t_below(t: float, df: int, ncp: float) -> float:
    """P(T <= t) for t >= 0."""
    if t < sqrt(2 * df):
        return _over_chi(t, df, ncp)
    return _over_normal(t, df, ncp)


def _over_chi(t: float, df: int, ncp: float) -> float:
    spread = 1 / sqrt(2 * df)
    w, weights = _grid(max(0.0, 1 - REACH * 1.4 * spread), 1 + REACH * 1.4 * spread)
    u = w - 1
    density = weights * np.exp(df * (np.log1p(u) - u - u * u / 2)) / w
    return float(density @ special.ndtr(t * w - ncp) / density.sum())


def _over_normal(t: float, df: int, ncp: float) -> float:
    start = max(-ncp, -REACH)
    if start >= REACH:
        return 1.0
    z, weights = _grid(start, REACH)
    density = weights * np.exp(-z * z / 2) / sqrt(2 * np.pi)
    wide_enough = special.gammaincc(df / 2, df * ((z + ncp) / t) ** 2 / 2)
    return float(special.ndtr(start) + density @ wide_enough)


def _grid(start: float, end: float) -> tuple[np.ndarray, np.ndarray]:
    places, weights = _panels()
    return start + (end - start) * places, (end - start) * weights


@cache
def _panels() -> tuple[np.ndarray, np.ndarray]:
    """Gauss and Legendre's nodes on each of equal panels of the unit interval."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    starts = np.arange(PANELS)[:, None]
    return ((starts + (nodes + 1) / 2) / PANELS).ravel(), np.tile(weights / 2 / PANELS, PANELS)
