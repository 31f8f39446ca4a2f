"""What comes before what. Functions of their arguments only."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping


def leads_back(needs: Mapping[Hashable, Collection[Hashable]], start: Hashable) -> bool:
    """Does following what each needs, from here, come back here?"""
    waiting, seen = list(needs.get(start, ())), set()
    while waiting:
        one = waiting.pop()
        if one == start:
            return True
        if one not in seen:
            seen.add(one)
            waiting.extend(needs.get(one, ()))
    return False
