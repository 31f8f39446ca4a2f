"""Whose answers a further figure takes, so that it can stand beside what is told already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set


def fitted(
    wanted: Mapping[str, Set[str]], *, beside: Iterable[Set[str]], k: int
) -> dict[str, frozenset[str]]:
    """Of the people of each further statistic, those by whom no fewer than k are parted off.

    Twelve on a scale and eleven on another question would part off the twelfth. Of people who are
    all in the same figures so far, a further one takes all, or at least k and leaves at least k;
    who is left is drawn by lot, in the order of the ids, which are random. Else it takes none.
    `beside` stays as it is. In the order given: what comes first keeps more of its people.
    """
    atoms = _Atoms()
    for people in dict.fromkeys(map(frozenset, beside)):
        atoms.part_by(people)
    fits: dict[frozenset[str], frozenset[str]] = {}
    for people in dict.fromkeys(map(frozenset, wanted.values())):
        fits[people] = atoms.fitting(people, k)
        atoms.part_by(fits[people])
    return {statistic: fits[frozenset(people)] for statistic, people in wanted.items()}


class _Atoms:
    """People by the figures that they are in."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}
        self.next = 0

    def part_by(self, people: Iterable[str]) -> None:
        new: dict[int | None, int] = {}
        for person in people:
            old = self.of.get(person)
            if old not in new:
                new[old] = self.next
                self.next += 1
            self.of[person] = new[old]

    def fitting(self, people: Set[str], k: int) -> frozenset[str]:
        sizes = Counter(self.of.values())
        members: dict[int | None, list[str]] = defaultdict(list)
        for person in sorted(people):
            members[self.of.get(person)].append(person)
        taken: set[str] = set()
        for atom, inside in members.items():
            left_over = sizes[atom] - len(inside) if atom is not None else 0
            too_few = max(k - left_over, 0) if left_over else 0
            if left_over == 0 and (atom is not None or len(inside) >= k):
                taken.update(inside)
            elif left_over and len(inside) - too_few >= k:
                taken.update(inside[: len(inside) - too_few])
        return frozenset(taken)
