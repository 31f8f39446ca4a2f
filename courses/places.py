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
    THERE = "there"
    """Their discipline is there already; what is free is kept for those that are missing."""


@dataclass(frozen=True)
class Rules:
    capacity: int
    most: Mapping[Discipline, int] = field(default_factory=dict)
    """So many places at most."""
    held: Mapping[Discipline, int] = field(default_factory=dict)
    """So many that nobody else may take, while they are held."""
    least: int = 0
    """So many disciplines are waited for: what is free is theirs, while it is kept."""


def share_of(capacity: int, percent: int) -> int:
    """Whole places: 40 % of 20 are 8, of 21 are 8 as well."""
    return capacity * percent // 100


def free(rules: Rules, taken: Mapping[Discipline, int]) -> int:
    return rules.capacity - sum(taken.values())


def why_not(rules: Rules, taken: Mapping[Discipline, int], discipline: Discipline) -> WhyNot | None:
    """None where somebody of this discipline may take a place now."""
    if free(rules, taken) <= 0:
        return WhyNot.FULL
    if _left_of_share(rules, taken, discipline) <= 0:
        return WhyNot.SHARE
    if open_to(rules, taken, discipline):
        return None
    return WhyNot.THERE if _not_held(rules, taken, discipline) > 0 else WhyNot.HELD


def open_to(rules: Rules, taken: Mapping[Discipline, int], discipline: Discipline) -> int:
    """So many places people of this discipline may take now, one after another.

    Whoever brings a discipline that is missing, or takes a place held for theirs, waits for
    none of the others.
    """
    left = _not_held(rules, taken, discipline)
    brings_one = discipline is not None and not taken.get(discipline)
    own = max(rules.held.get(discipline, 0) - taken.get(discipline, 0), int(brings_one))
    left = max(left - _kept_for_missing(rules, taken, discipline), min(own, left))
    return max(min(left, _left_of_share(rules, taken, discipline)), 0)


def most_to_hold(rules: Rules, discipline: Discipline) -> int:
    """Of what is not kept for others, as many as the discipline may have."""
    others = {other: count for other, count in rules.held.items() if other != discipline and count}
    to_come = max(rules.least - len(others) - 1, 0)
    free_for_it = rules.capacity - sum(others.values()) - to_come
    return max(min(free_for_it, _share(rules, discipline)), 0)


def kept_in_all(rules: Rules) -> int:
    """Places held, and one for each discipline that is asked for besides."""
    held = [count for count in rules.held.values() if count]
    return sum(held) + max(rules.least - len(held), 0)


def most_to_wait_for(rules: Rules) -> int:
    """Of disciplines: each has at least one place, and held places are places of theirs."""
    held = [count for count in rules.held.values() if count]
    return max(rules.capacity - sum(held) + len(held), 0)


def is_impossible(rules: Rules, discipline: Discipline) -> bool:
    """Nobody of it could come, or fewer than there are places held for it."""
    share = _share(rules, discipline)
    return share < 1 or rules.held.get(discipline, 0) > share


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


def _not_held(rules: Rules, taken: Mapping[Discipline, int], discipline: Discipline) -> int:
    others = (
        max(rules.held[one] - taken.get(one, 0), 0) for one in rules.held if one != discipline
    )
    return free(rules, taken) - sum(others)


def _kept_for_missing(rules: Rules, taken: Mapping[Discipline, int], discipline: Discipline) -> int:
    """Once one of this discipline is there. Held places bring their disciplines by themselves."""
    there = _there(taken) | ({discipline} - {None})
    coming = {one for one, count in rules.held.items() if count} - there
    return max(rules.least - len(there) - len(coming), 0)


def _there(taken: Mapping[Discipline, int]) -> set[Discipline]:
    return {one for one, count in taken.items() if count and one is not None}


def _share(rules: Rules, discipline: Discipline) -> int:
    return rules.most.get(discipline, rules.capacity)


def _left_of_share(rules: Rules, taken: Mapping[Discipline, int], discipline: Discipline) -> int:
    return _share(rules, discipline) - taken.get(discipline, 0)
