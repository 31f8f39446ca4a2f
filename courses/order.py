"""What comes before what. Functions of their arguments only."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)


def way_back(needs: Mapping[Thing, Collection[Thing]], start: Thing) -> list[Thing]:
    """The shortest circle through here: each needs the next, the last the first; or nothing."""
    waiting, seen = deque([[start]]), {start}
    while waiting:
        way = waiting.popleft()
        for one in needs.get(way[-1], ()):
            if one == start:
                return way
            if one not in seen:
                seen.add(one)
                waiting.append([*way, one])
    return []


def order_with(
    now: Sequence[Thing], before: Sequence[Thing], module_of: Mapping[Thing, Hashable | None]
) -> list[Thing]:
    """Lessons of now in their order, each module in one piece.

    Those of before that are gone stay behind those of their module, or behind what they followed.
    """
    found: list[Thing] = []
    for one in now:
        found.insert(_place(found, module_of, one, len(found)), one)
    last: Thing | None = None
    for one in before:
        if one not in found:
            follows = 0 if last is None else _place(found, module_of, last, found.index(last) + 1)
            found.insert(_place(found, module_of, one, follows), one)
        last = one
    return found


def _place(
    found: Sequence[Thing], module_of: Mapping[Thing, Hashable | None], one: Thing, otherwise: int
) -> int:
    """Behind the last of its module, where that has any."""
    module = module_of.get(one)
    mates = [place for place, each in enumerate(found) if module and module_of.get(each) == module]
    return mates[-1] + 1 if mates else otherwise
