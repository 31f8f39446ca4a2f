"""Everything that adding and subtracting published figures can give, in exact whole numbers.

A figure is a sum over people. People whom no figure parts are one *atom*; a figure is then a row
of ones and noughts over atoms, and whatever can be worked out is a row in the span of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from evaluation.disclosure.rows import Row, cancel
from evaluation.disclosure.search import MOST_STEPS, least_within


class Span:
    """Rows kept reduced: each has an atom of its own, its pivot, where all others are nought.

    A row that touches an atom of k people or more has such an atom as its pivot. Whatever is to
    stay clear of large atoms is therefore made of the remaining rows alone.
    """

    def __init__(self, sizes: Sequence[int], k: int, *, most_steps: int = MOST_STEPS) -> None:
        self.sizes = sizes
        self.k = k
        self.most_steps = most_steps
        self.rows: dict[int, Row] = {}

    def left_of(self, atoms: Iterable[int]) -> Row:
        """What a figure says that the published ones do not say already; empty when nothing."""
        row = dict.fromkeys(atoms, 1)
        for atom in [atom for atom in row if atom in self.rows]:
            row = cancel(row, self.rows[atom], atom)
        return row

    def admit(self, atoms: Iterable[int]) -> None:
        """Take a figure as published, safe or not."""
        row = self.left_of(atoms)
        if not row:
            return
        pivot = max(row, key=lambda atom: (self.sizes[atom], -atom))
        for other, existing in self.rows.items():
            if pivot in existing:
                self.rows[other] = cancel(existing, row, pivot)
        self.rows[pivot] = row

    def is_safe_with(self, atoms: Iterable[int]) -> bool:
        """Whether nothing about 1 to k - 1 people can be worked out once this is published too.

        False as well when that could not be settled in good time.
        """
        row = self.left_of(atoms)
        if not row or any(self.sizes[atom] >= self.k for atom in row):
            return True
        light = {pivot: one for pivot, one in self.rows.items() if self.sizes[pivot] < self.k}
        return not least_within(row, light, self.sizes, self.k, most_steps=self.most_steps)

    def would_tell_of(self, secret: Set[int], *, with_figure: Iterable[int]) -> bool:
        """Whether something about these atoms alone can be worked out once this is published too.

        Where a row has its pivot outside, none of it can be in the sum: nothing else cancels it.
        """
        row = self.left_of(with_figure)
        helping = {pivot: one for pivot, one in self.rows.items() if pivot in secret}
        cleared: dict[int, Row] = {}
        for one in helping.values():
            outside = _reduced(_outside(one, secret), cleared)
            if outside:
                cleared[next(iter(outside))] = outside
        return bool(row) and not _reduced(_outside(row, secret), cleared)


def _outside(row: Row, atoms: Set[int]) -> Row:
    return {atom: factor for atom, factor in row.items() if atom not in atoms}


def _reduced(row: Row, by: Mapping[int, Row]) -> Row:
    """`by` in the order in which they were made: each is clear of the pivots before it."""
    for pivot, one in by.items():
        if pivot in row:
            row = cancel(row, one, pivot)
    return row
