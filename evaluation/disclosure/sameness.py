"""Groups in which everybody has the same score: their mean tells each one's."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Set
from itertools import permutations

from evaluation.disclosure.cuts import Cut, Population


class Sameness:
    """Distinct values by kind of person; more than two need not be told from two."""

    def __init__(self, population: Population, cut: Cut) -> None:
        self.values: dict[str, dict[int, list[set[Hashable]]]] = {}
        for statistic, scores in cut.scores.items():
            by_kind = self.values[statistic] = {}
            for person in sorted(scores):
                numbers = scores[person]
                found = by_kind.setdefault(population.kind_of[person], [set() for _ in numbers])
                for seen, number in zip(found, numbers, strict=True):
                    if len(seen) < 2:
                        seen.add(number)

    def is_told(self, statistic: str, kinds: Iterable[int]) -> bool:
        """Whether these people are alike in one of their scores."""
        rows = [self.values[statistic][kind] for kind in kinds]
        return any(len(set().union(*column)) == 1 for column in zip(*rows, strict=True))

    def secrets(self, kinds_of: Mapping[tuple, Set[int]]) -> list[tuple[tuple, tuple | None]]:
        """Figures, and pairs of which one holds the other, whose sum or rest is alike."""
        found = []
        for statistic in self.values:
            mine = {key: kinds for key, kinds in kinds_of.items() if key[2] == statistic}
            found += [(key, None) for key, kinds in mine.items() if self.is_told(statistic, kinds)]
            found += [
                (larger, smaller)
                for larger, smaller in permutations(mine, 2)
                if mine[larger] > mine[smaller]
                and self.is_told(statistic, mine[larger] - mine[smaller])
            ]
        return found
