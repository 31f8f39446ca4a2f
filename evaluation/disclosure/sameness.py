"""People who all have the same score: a mean of them, or what is left of one, tells each one's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from evaluation.disclosure.cuts import Cut, Population

Score = tuple[str, int, Hashable]
"""A statistic, which of its numbers, and the number."""


def scores_by_kind(population: Population, cut: Cut) -> dict[int, frozenset[Score]]:
    """What all people of a kind share; a kind of whom nothing is known now has no entry."""
    counted: Counter[int] = Counter()
    shared: dict[int, frozenset[Score]] = {}
    scores_of: dict[str, set[Score]] = defaultdict(set)
    for statistic, scores in cut.scores.items():
        for person, numbers in scores.items():
            scores_of[person] |= {
                (statistic, place, _settled(one)) for place, one in enumerate(numbers)
            }
    for person, mine in scores_of.items():
        kind = population.kind_of[person]
        counted[kind] += 1
        shared[kind] = shared[kind] & mine if kind in shared else frozenset(mine)
    return {kind: mine for kind, mine in shared.items() if counted[kind] == population.sizes[kind]}


def _settled(number: Hashable) -> Hashable:
    """Differences that are the same but for the noise of subtraction."""
    return round(number, 9) if isinstance(number, float) else number


def atoms_alike(
    atom_of_kind: Sequence[int | None], shared: Mapping[int, frozenset[Score]]
) -> dict[str, list[frozenset[int]]]:
    """By statistic, for each score the atoms in which everybody has it.

    No sum of that statistic may be about these alone.
    """
    by_atom: dict[int, frozenset[Score]] = {}
    for kind, atom in enumerate(atom_of_kind):
        if atom is not None:
            mine = shared.get(kind, frozenset())
            by_atom[atom] = by_atom[atom] & mine if atom in by_atom else mine
    having: dict[Score, set[int]] = defaultdict(set)
    for atom, mine in by_atom.items():
        for score in mine:
            having[score].add(atom)
    alike: dict[str, list[frozenset[int]]] = defaultdict(list)
    for score in sorted(having, key=repr):
        alike[score[0]].append(frozenset(having[score]))
    return {statistic: list(dict.fromkeys(sets)) for statistic, sets in alike.items()}
