"""Is there a combination of figures that speaks of fewer than k people?

Rows are as in `evaluation.disclosure.span`. Asked is the lightest sum of one row and any multiples
of the others, where an atom weighs as many people as it has unless all of them cancel out. That
is a search, as for the smallest cut of a network; its bounds below are what makes it short.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from math import gcd

from evaluation.disclosure.rows import Row, cancel

MOST_STEPS = 300
"""After so many the answer is taken to be yes, and the figure is not published."""


class TooLongError(Exception):
    """The search was given up."""


class Problem:
    """The row, cleared of pivots, and the others by their pivots, at which all else is nought.

    So a sum takes as much of another row as it has left over at that row's pivot.
    """

    def __init__(self, row: Row, others: dict[int, Row], weights: Row) -> None:
        self.row, self.others, self.weights = row, others, weights

    def copy(self) -> Problem:
        return Problem(self.row, dict(self.others), dict(self.weights))

    def insert(self, one: Row) -> None:
        for pivot in [atom for atom in one if atom in self.others]:
            one = cancel(one, self.others[pivot], pivot)
        if one:
            heaviest = max(one, key=lambda atom: (self.weights[atom], -atom))
            self._make_pivot(one, heaviest)

    def _make_pivot(self, one: Row, atom: int) -> None:
        for pivot, other in self.others.items():
            if atom in other:
                self.others[pivot] = cancel(other, one, atom)
        if atom in self.row:
            self.row = cancel(self.row, one, atom)
        self.others[atom] = one

    def free(self, atoms: Set[int]) -> None:
        """From now on it does not matter whether these are left over."""
        self.weights = _without(self.weights, atoms)
        self.row = _without(self.row, atoms)
        had_pivots = [self.others.pop(atom) for atom in sorted(atoms) if atom in self.others]
        for pivot, other in self.others.items():
            if not atoms.isdisjoint(other):
                self.others[pivot] = _without(other, atoms)
        for other in had_pivots:
            self.insert(_without(other, atoms))

    def keep_out(self, limit: int) -> bool:
        """Leave out what would have more than `limit` people left over; False when all would."""
        while True:
            self._drop_unconnected()
            self._merge_alike()
            heavy = [atom for atom, weight in self.weights.items() if weight > limit]
            found = False
            for atom in heavy:
                pivots = [pivot for pivot, other in self.others.items() if atom in other]
                if pivots:
                    found = True
                    self._make_pivot(self.others.pop(pivots[0]), atom)
                    del self.others[atom]
                if atom in self.row:
                    return False
            if not found:
                return True

    def _drop_unconnected(self) -> None:
        reached, new = set(self.row), set(self.row)
        left = dict(self.others)
        while new:
            linked = [pivot for pivot, other in left.items() if not new.isdisjoint(other)]
            new = {atom for pivot in linked for atom in left.pop(pivot)} - reached
            reached |= new
        self.others = {pivot: one for pivot, one in self.others.items() if pivot not in left}
        self.weights = {atom: self.weights[atom] for atom in sorted(reached)}

    def _merge_alike(self) -> None:
        """Atoms that every sum treats alike vanish together or not at all: they become one."""
        columns: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, one in enumerate((self.row, *self.others.values())):
            for atom, factor in one.items():
                columns[atom].append((number, factor))
        first: dict[tuple, int] = {}
        gone = set()
        for atom in sorted(columns, key=lambda atom: (atom not in self.others, atom)):
            kept = first.setdefault(_direction(columns[atom]), atom)
            if kept != atom:
                self.weights[kept] += self.weights.pop(atom)
                gone.add(atom)
        if gone:
            self.row = _without(self.row, gone)
            self.others = {pivot: _without(one, gone) for pivot, one in self.others.items()}

    def ways(self) -> tuple[int, list[int]]:
        """An atom of the row, and the pivots of the others that could cancel it there.

        One of all these is left over whatever is added. The fewer there are, the better.
        """
        count: Row = dict.fromkeys(self.row, 0)
        for other in self.others.values():
            for atom in count.keys() & other.keys():
                count[atom] += 1
        start = min(count, key=lambda atom: (count[atom], -self.weights[atom], atom))
        return start, [pivot for pivot, other in self.others.items() if start in other]

    def least(self, enough: int) -> int:
        """So many people are left over at the least, as far as is seen at once, up to `enough`.

        Sets of atoms one of which is always left over are taken out, one after the other.
        """
        rest, found = self.copy(), 0
        while found < enough and rest.row:
            start, pivots = rest.ways()
            used = [start, *pivots]
            weight = min(rest.weights[atom] for atom in used)
            found += weight
            for atom in used:
                rest.weights[atom] -= weight
            rest.free({atom for atom in used if not rest.weights[atom]})
        return found


def least_within(
    row: Row,
    others: Mapping[int, Row],
    sizes: Sequence[int],
    k: int,
    *,
    most_steps: int = MOST_STEPS,
) -> bool:
    """Whether `row` plus some multiples of `others` can be brought to fewer than k people.

    What is not settled in so many steps counts as possible. The others by their pivots, of which
    the row is clear; atoms without people cost nothing.
    """
    weights = {atom: sizes[atom] for one in (row, *others.values()) for atom in one}
    nobody = {atom for atom, weight in weights.items() if not weight}
    seen = {pivot: _without(one, nobody) for pivot, one in others.items() if sizes[pivot]}
    problem = Problem(_without(row, nobody), seen, _without(weights, nobody))
    try:
        return _can_be_light(problem, k - 1, [most_steps])
    except TooLongError:
        return True


def _can_be_light(problem: Problem, budget: int, steps: list[int]) -> bool:
    """Whether `budget` people suffice.

    Of the atoms one of which must be left over each in turn is, while those before it are not;
    then it is paid for and free. `steps` holds how many are left.
    """
    if not steps[0]:
        raise TooLongError
    steps[0] -= 1
    if not problem.keep_out(budget):
        return False
    if not problem.row:
        return True
    if problem.least(budget + 1) > budget:
        return False
    start, pivots = problem.ways()
    for atom in [*sorted(pivots, key=lambda pivot: (-problem.weights[pivot], pivot)), start]:
        paid = problem.copy()
        paid.free({atom})
        if _can_be_light(paid, budget - problem.weights[atom], steps):
            return True
        problem.others.pop(atom, None)
    return False


def _without(row: Row, atoms: Set[int]) -> Row:
    return {one: factor for one, factor in row.items() if one not in atoms}


def _direction(column: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    if column[0][1] == 1:
        return tuple(column)
    divisor = gcd(*(factor for _, factor in column)) * (1 if column[0][1] > 0 else -1)
    return tuple((number, factor // divisor) for number, factor in column)
