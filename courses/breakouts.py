"""Small groups with every discipline spread evenly. Functions of their arguments only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Person = Hashable
Discipline = Hashable
MOST_STEPS = 20_000
"""Sessions hold some tens of people; what is not found by then is not looked for any longer."""
MOST_PEOPLE = 500
"""No session has more places; the search goes as deep as there are people."""
USUAL = (5, 8)
"""So many people in a group."""
FEWEST = 2
"""In a group, and of groups."""


def make_groups(
    people: Mapping[Person, Discipline],
    *,
    count: int,
    apart: Collection[frozenset[Person]] = (),
) -> list[list[Person]] | None:
    """So many groups that differ by at most one person of each discipline; `apart` are pairs.

    None where no such groups were found in MOST_STEPS; mostly there are none. Nor are they looked
    for among more than MOST_PEOPLE.
    """
    if len(people) > MOST_PEOPLE:
        return None
    table = _Table(people, count, _neighbours(people, apart))
    return table.groups() if table.seat(_hardest_first(people, table.avoids), 0) else None


def _neighbours(
    people: Mapping[Person, Discipline], apart: Collection[frozenset[Person]]
) -> dict[Person, set[Person]]:
    avoids: dict[Person, set[Person]] = {person: set() for person in people}
    for pair in apart:
        if len(pair) == 2 and pair <= people.keys():
            one, other = pair
            avoids[one].add(other)
            avoids[other].add(one)
    return avoids


def _hardest_first(
    people: Mapping[Person, Discipline], avoids: Mapping[Person, set[Person]]
) -> list[Person]:
    """Then discipline by discipline, so that groups fill evenly; otherwise in the order given."""
    order = list(dict.fromkeys(people.values()))
    return sorted(people, key=lambda one: (-len(avoids[one]), order.index(people[one])))


@dataclass
class _Table:
    """Who sits where so far: seats somebody, tries the rest, and lets them stand up again."""

    people: Mapping[Person, Discipline]
    count: int
    avoids: Mapping[Person, set[Person]]
    steps: int = 0
    seats: dict[Person, int] = field(default_factory=dict)
    here: Counter = field(default_factory=Counter)
    """How many of a discipline sit in a group, and under its number alone how many at all."""

    def __post_init__(self) -> None:
        self.totals = Counter(self.people.values())

    def groups(self) -> list[list[Person]]:
        found: list[list[Person]] = [[] for _ in range(self.count)]
        for person in self.people:
            found[self.seats[person]].append(person)
        return found

    def seat(self, line: Sequence[Person], at: int) -> bool:
        if at == len(line):
            return True
        self.steps += 1
        person = line[at]
        for group in self._open_to(person):
            self._put(person, group, 1)
            if self.seat(line, at + 1):
                return True
            self._put(person, group, -1)
            if self.steps > MOST_STEPS:
                return False
        return False

    def _open_to(self, person: Person) -> list[int]:
        """The emptiest first. At most one more of a discipline than in any other, in the end."""
        discipline = self.people[person]
        least, more = divmod(self.totals[discipline], self.count)
        full = sum(self.here[group, discipline] > least for group in range(self.count))
        taken = {self.seats[other] for other in self.avoids[person] if other in self.seats}
        room = least + 1 if full < more else least
        fitting = [
            group
            for group in range(self.count)
            if group not in taken and self.here[group, discipline] < room
        ]
        return sorted(fitting, key=lambda group: (self.here[group], self.here[group, discipline]))

    def _put(self, person: Person, group: int, change: int) -> None:
        self.here[group] += change
        self.here[group, self.people[person]] += change
        if change > 0:
            self.seats[person] = group
        else:
            del self.seats[person]


def most_groups(people: int) -> int:
    """Of two at least; 0 or 1 where there are too few people for groups."""
    return people // FEWEST


def usual_counts(people: int) -> range:
    """How many groups give each the usual size; empty where none does."""
    smallest, largest = USUAL
    return range(max(-(-people // largest), FEWEST), people // smallest + 1)


def suggested_count(people: int) -> int:
    """Two where there are too few people for groups of the usual size."""
    middle = round(people * 2 / sum(USUAL))
    return max(middle, FEWEST)


def other_count(people: int, count: int) -> int | None:
    """To try where so many are not found: one more, since more keep people apart more easily."""
    if count < most_groups(people):
        return count + 1
    return count - 1 if count > FEWEST else None


def uneven(groups: Iterable[Collection[Discipline]]) -> set[Discipline]:
    """Disciplines of which two groups differ by more than one."""
    counts = [Counter(group) for group in groups]
    there = set().union(*counts) if counts else set()
    return {
        one
        for one in there
        if max(group[one] for group in counts) - min(group[one] for group in counts) > 1
    }
