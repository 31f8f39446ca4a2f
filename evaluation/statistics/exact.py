"""Numbers without rounding: every float is a whole number of some power of two.

Sums, squares and differences are taken over whole numbers, so that neither a huge offset, nor the
noise of subtraction, nor a tiny scale costs a digit. A quantity becomes a float once, at its end,
and None where no finite float can hold it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import frexp, isqrt

DIGITS = 53
SPARE = 64
"""Bits kept beyond those of a float before the one rounding of a root."""


@dataclass(frozen=True)
class Column:
    """Numbers as whole multiples of `unit`."""

    multiples: Sequence[int]
    unit: Fraction

    def __len__(self) -> int:
        return len(self.multiples)

    @cached_property
    def total(self) -> int:
        return sum(self.multiples)

    @cached_property
    def squares(self) -> int:
        """n times the sum of squares about the mean, in units squared."""
        return len(self) * sum(one * one for one in self.multiples) - self.total**2

    @property
    def mean(self) -> Fraction | None:
        return self.total * self.unit / len(self) if self.multiples else None

    @property
    def variance(self) -> Fraction | None:
        """Divides by n - 1."""
        n = len(self)
        return self.squares * self.unit**2 / (n * (n - 1)) if n > 1 else None

    def minus(self, other: Column) -> Column:
        """Of two columns of one length and unit."""
        pairs = zip(self.multiples, other.multiples, strict=True)
        return Column([one - two for one, two in pairs], self.unit)

    def covariance(self, other: Column) -> Fraction | None:
        n = len(self)
        if n < 2:
            return None
        products = sum(one * two for one, two in zip(self.multiples, other.multiples, strict=True))
        return (n * products - self.total * other.total) * self.unit**2 / (n * (n - 1))


def columns(*many: Sequence[float]) -> list[Column]:
    """All of them in the one unit in which every number is whole."""
    parted = [[_parted(value) for value in values] for values in many]
    least = min((place for values in parted for digits, place in values if digits), default=0)
    unit = Fraction(2) ** least
    return [
        Column([digits << (place - least) if digits else 0 for digits, place in values], unit)
        for values in parted
    ]


def column(values: Sequence[float]) -> Column:
    return columns(values)[0]


def _parted(value: float) -> tuple[int, int]:
    """value = digits * 2**place; whole numbers of Python may be larger than any float."""
    if isinstance(value, int):
        return value, 0
    share, place = frexp(value)
    digits = int(share * 2**DIGITS)
    spare = (digits & -digits).bit_length() - 1 if digits else 0
    return digits >> spare, place - DIGITS + spare


def as_float(quantity: Fraction | None) -> float | None:
    """Rounded once; None where it is undefined or larger than any float."""
    if quantity is None:
        return None
    try:
        return quantity.numerator / quantity.denominator
    except OverflowError:
        return None


def root(quantity: Fraction | None) -> float | None:
    """The square root of an exact quantity, rounded once."""
    return None if quantity is None else as_float(long_root(quantity))


def long_root(quantity: Fraction) -> Fraction:
    """With more digits than a float has."""
    above, below = quantity.numerator, quantity.denominator
    bits = 2 * (DIGITS + SPARE) - above.bit_length() + below.bit_length()
    shift = max(bits + bits % 2, 0)
    return Fraction(isqrt((above << shift) // below), 1 << (shift // 2))


def signed_root(sign: Fraction | int, square: Fraction) -> float | None:
    """The root of `square` under the sign of another quantity."""
    size = root(square)
    return -size if size and sign < 0 else size
