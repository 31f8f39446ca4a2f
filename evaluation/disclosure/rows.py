"""Rows of whole numbers over atoms, added and subtracted exactly."""

from __future__ import annotations

from math import gcd

Row = dict[int, int]
"""Atom to factor, without noughts and without a common divisor."""


def cancel(row: Row, by: Row, at: int) -> Row:
    """`row` with a multiple of `by` taken off, so that nothing is left of it at `at`."""
    mine, other = row[at], by[at]
    shared = gcd(mine, other)
    times, less = other // shared, mine // shared
    result = {atom: times * factor for atom, factor in row.items()}
    for atom, factor in by.items():
        left = result.get(atom, 0) - less * factor
        if left:
            result[atom] = left
        else:
            result.pop(atom, None)
    return divided(result)


def divided(row: Row) -> Row:
    divisor = gcd(*row.values())
    return {atom: factor // divisor for atom, factor in row.items()} if divisor > 1 else row
