"""Who changed by more than an unreliable measure would by itself (Jacobson and Truax)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor, sqrt

from evaluation.statistics.distributions import Z95
from evaluation.statistics.exact import Column, as_float, root


@dataclass(frozen=True)
class ReliableChange:
    threshold: float | None
    """1.959963984540054 sqrt(2) SD_pre sqrt(1 - r_xx), over matched people; None at an SD of 0."""
    n_up: int | None
    n_down: int | None
    n_same: int | None


def reliable_change(before: Column, differences: Column, *, reliability: float) -> ReliableChange:
    sd = root(before.variance)
    if not sd:
        return ReliableChange(None, None, None, None)
    threshold = Fraction(Z95 * sqrt(2) * sqrt(1 - reliability)) * Fraction(sd)
    in_units = floor(threshold / differences.unit)
    n_up = sum(change > in_units for change in differences.multiples)
    n_down = sum(-change > in_units for change in differences.multiples)
    return ReliableChange(as_float(threshold), n_up, n_down, len(differences) - n_up - n_down)
