"""Hodges and Lehmann's estimate: the median of all averages of two differences, or of one
with itself.

There are n (n + 1) / 2 averages. Each row of their ordered table is narrowed from both sides by a
well chosen pivot until few are left (after Johnson and Mizoguchi), in floats with room for their
rounding; those few are then compared as the whole numbers they are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from evaluation.statistics.exact import Column

FEW = 20_000
ROOM = 2.0**-50
"""Of the larger number of a pair: more than two roundings cost."""
LEAST_ROOM = 2.0**-1000
"""Of the largest number of all: where floats keep fewer digits."""


def median_of_walsh_averages(column: Column) -> Fraction | None:
    n = len(column)
    if not n:
        return None
    table = _Table.of(column)
    pairs = n * (n + 1) // 2
    low = table.at((pairs - 1) // 2)
    high = low if pairs % 2 else table.at(pairs // 2)
    return (low + high) * column.unit / 4


@dataclass(frozen=True)
class _Table:
    """Sums of two distinct numbers, weighted by how often they occur. A row begins at itself."""

    numbers: list[int]
    counts: np.ndarray
    floats: np.ndarray
    before: np.ndarray
    """How many numbers, with their repetitions, stand before each place."""

    @classmethod
    def of(cls, column: Column) -> _Table:
        counted = sorted(Counter(column.multiples).items())
        numbers = [number for number, _ in counted]
        counts = np.array([count for _, count in counted], dtype=np.int64)
        size = max(abs(numbers[0]), abs(numbers[-1])).bit_length()
        floats = np.array([number / (1 << size) for number in numbers])
        return cls(numbers, counts, floats, np.concatenate([[0], np.cumsum(counts)]))

    def at(self, rank: int) -> int:
        """The sum that so many weighted sums precede."""
        starts = np.arange(len(self.numbers))
        ends = np.full(len(self.numbers), len(self.numbers))
        while (ends - starts).sum() > FEW + len(self.numbers):
            pivot = self._pivot(starts, ends)
            room = LEAST_ROOM + ROOM * np.maximum(np.abs(self.floats), abs(pivot))
            first = np.searchsorted(self.floats, pivot - self.floats - room, "left")
            last = np.searchsorted(self.floats, pivot - self.floats + room, "right")
            if rank < self._weight(first):
                ends = np.clip(first, starts, ends)
            elif rank >= self._weight(last):
                starts = np.clip(last, starts, ends)
            else:
                starts, ends = np.clip(first, starts, ends), np.clip(last, starts, ends)
                break
        return self._choose(rank - self._weight(starts), starts, ends)

    def _pivot(self, starts: np.ndarray, ends: np.ndarray) -> float:
        """The weighted median of the rows' middles: at least a quarter lies on either side."""
        rows = np.flatnonzero(ends > starts)
        widths = (ends - starts)[rows]
        middles = self.floats[rows] + self.floats[(starts[rows] + ends[rows]) // 2]
        order = np.argsort(middles)
        halfway = np.searchsorted(np.cumsum(widths[order]), widths.sum() / 2)
        return float(middles[order][halfway])

    def _weight(self, ends: np.ndarray) -> int:
        """Of all pairs (i, j) with i <= j < ends[i]; a number pairs with itself and its equals."""
        rows = np.flatnonzero(ends > np.arange(len(self.numbers)))
        own = self.counts[rows]
        others = self.before[ends[rows]] - self.before[rows + 1]
        return int((own * (own + 1) // 2 + own * others).sum())

    def _choose(self, rank: int, starts: np.ndarray, ends: np.ndarray) -> int:
        found: Counter[int] = Counter()
        for row in np.flatnonzero(ends > starts):
            number, own = self.numbers[row], int(self.counts[row])
            for place in range(starts[row], ends[row]):
                weight = own * int(self.counts[place]) if place > row else own * (own + 1) // 2
                found[number + self.numbers[place]] += weight
        for total, weight in sorted(found.items()):
            rank -= weight
            if rank < 0:
                return total
        raise AssertionError("every rank under n (n + 1) / 2 is somewhere")
