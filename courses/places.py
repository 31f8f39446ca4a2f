"""Who may take a place in a session now. Functions of their arguments only.

A discipline is an opaque key, None for somebody who has none. A place that was offered counts as
taken until it is claimed, declined or let go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

Discipline = Hashable
Key = TypeVar("Key")


class WhyNot(Enum):
    FULL = "full"
    SHARE = "share"
    """Their discipline has as many places as it may."""
    HELD = "held"
    """What is free is kept for other disciplines for now."""


@dataclass(frozen=True)
class Rules:
    capacity: int
    most: Mapping[Discipline, int] = field(default_factory=dict)
    """So many places at most."""
    held: Mapping[Discipline, int] = field(default_factory=dict)
    """So many that nobody else may take, while they are held."""


def share_of(capacity: int, percent: int) -> int:
    """Whole places: 40 % of 20 are 8, of 21 are 8 as well."""
    return capacity * percent // 100


def free(rules: Rules, taken: Mapping[Discipline, int]) -> int:
    return rules.capacity - sum(taken.values())


def why_not(rules: Rules, taken: Mapping[Discipline, int], discipline: Discipline) -> WhyNot | None:
    """None where somebody of this discipline may take a place now."""
    places = free(rules, taken)
    if places <= 0:
        return WhyNot.FULL
    here = taken.get(discipline, 0)
    if here >= rules.most.get(discipline, rules.capacity):
        return WhyNot.SHARE
    kept = sum(
        max(count - taken.get(other, 0), 0)
        for other, count in rules.held.items()
        if other != discipline
    )
    return WhyNot.HELD if places <= kept else None


def next_in_line(
    rules: Rules,
    taken: Mapping[Discipline, int],
    waiting: Iterable[tuple[Key, Discipline]],
) -> list[Key]:
    """Who gets a place, in the order given. Afterwards nobody who waits may take one.

    Once through is enough: a place given away never opens another for somebody passed over.
    """
    now, given = Counter(dict(taken)), []
    for key, discipline in waiting:
        if why_not(rules, now, discipline) is None:
            now[discipline] += 1
            given.append(key)
    return given
