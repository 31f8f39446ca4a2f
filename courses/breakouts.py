"""Small groups with every discipline spread evenly. Functions of their arguments only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

Person = Hashable
Discipline = Hashable
MOST_STEPS = 20_000
"""Sessions hold some tens of people; what is not found by then is not looked for any longer."""


def make_groups(
    people: Mapping[Person, Discipline],
    *,
    count: int,
    apart: Collection[frozenset[Person]] = (),
) -> list[list[Person]] | None:
    """So many groups that differ by at most one person of each discipline; `apart` are pairs.

    None where these pairs cannot be kept apart in so few groups.
    """
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
