"""Which noncentralities a t value is compatible with.

P(T <= t) is an integral over two independent variables, a normal Z and a chi W, of whether
Z + ncp <= t W. Whichever of the two makes the other's step look smooth is integrated over
numerically, and the other in closed form; so it holds from t = 0 to the largest t there is, where
series are slow, or drown in rounding.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import sqrt
from sys import float_info

import numpy as np
from scipy import special

REACH = 9.5
"""So many standard deviations out, a normal tail holds less than a float can tell."""
PANELS, NODES = 24, 16
CLOSE, EPSILON = 1e-15, float_info.epsilon


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

    return t + width * _crossing(excess, -t / width - REACH, REACH * 2)


def _crossing(excess: Callable[[float], float], low: float, high: float) -> float:
    """Where it crosses zero, by Chandrupatla: inverse quadratic steps where safe, else halves.

    SciPy's own would load twenty megabytes of optimisers into every worker.
    """
    near, far = low, high
    at_near, at_far = excess(near), excess(far)
    step = 0.5
    while True:
        point = near + step * (far - near)
        value = excess(point)
        if (value > 0) == (at_near > 0):
            last, at_last = near, at_near
        else:
            last, at_last, far, at_far = far, at_far, near, at_near
        near, at_near = point, value
        best = near if abs(at_near) < abs(at_far) else far
        least_step = (CLOSE + 2 * EPSILON * abs(best)) / abs(far - near)
        if least_step > 0.5 or not at_near:
            return best
        step = _inverse_quadratic(near, at_near, far, at_far, last, at_last)
        step = min(max(step, least_step), 1 - least_step)


def _inverse_quadratic(
    near: float, at_near: float, far: float, at_far: float, last: float, at_last: float
) -> float:
    """The share of the way from near to far, or one half where the curve is too bent."""
    along = (near - far) / (last - far)
    up = (at_near - at_far) / (at_last - at_far)
    if up * up >= along or (1 - up) ** 2 >= 1 - along:
        return 0.5
    first = at_near / (at_far - at_near) * at_last / (at_far - at_last)
    second = (last - near) / (far - near) * at_near / (at_last - at_near)
    return first + second * at_far / (at_last - at_far)


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
