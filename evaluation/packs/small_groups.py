"""How much of what somebody belongs to may stand beside their answers. Arguments only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

One = TypeVar("One", bound=Hashable)


def levels_shown(people: Mapping[One, Sequence[Hashable]], *, k: int) -> dict[One, int]:
    """For each one how many of their levels, from the first on, k people or more share.

    Whoever looks alike in what is left is never one of fewer than k, unless all are: where those
    who are blanked would be too few, the smallest group beside them is blanked with them.
    """
    shown: dict[One, int] = {}
    open_groups = [(list(people), 0)]
    while open_groups:
        members, level = open_groups.pop()
        large, alike = _parts(people, members, level, k)
        shown |= dict.fromkeys(alike, level)
        open_groups += [(group, level + 1) for group in large]
    return shown


def _parts(
    people: Mapping[One, Sequence[Hashable]], members: Sequence[One], level: int, k: int
) -> tuple[list[list[One]], list[One]]:
    """The groups that may be told apart, and everybody else."""
    if len(members) < k or level == len(people[members[0]]):
        return [], list(members)
    groups: dict[Hashable, list[One]] = defaultdict(list)
    for one in members:
        groups[people[one][level]].append(one)
    large = sorted((group for group in groups.values() if len(group) >= k), key=len, reverse=True)
    alike = [one for group in groups.values() if len(group) < k for one in group]
    while alike and len(alike) < k and large:
        alike += large.pop()
    return large, alike
