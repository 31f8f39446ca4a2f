"""What is different between a course as given out and as written now, and what to call it.

Functions of their arguments only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Change(Enum):
    CORRECTION = "correction"
    """Everybody sees it, nothing is worked out again."""
    ADDITION = "addition"
    """New for those in progress, and not needed."""
    REPLACEMENT = "replacement"
    """A new release."""


@dataclass(frozen=True)
class Block:
    key: str
    kind: str
    words: str
    """Whatever the block says, in one string that differs when it does."""


@dataclass(frozen=True)
class Shape:
    """One lesson, as far as a change of it matters."""

    key: int
    title: str
    module: int | None
    blocks: tuple[Block, ...]


class What(Enum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    LONGER = "longer"
    SHORTER = "shorter"
    REWORDED = "reworded"


@dataclass(frozen=True)
class Difference:
    title: str
    """Of the lesson."""
    what: What
    asks_for: Change


ORDER = [Change.CORRECTION, Change.ADDITION, Change.REPLACEMENT]


def differences(before: Iterable[Shape], after: Iterable[Shape]) -> list[Difference]:
    old, new = {each.key: each for each in before}, {each.key: each for each in after}
    added = [one for key, one in new.items() if key not in old]
    removed = [one for key, one in old.items() if key not in new]
    found = [Difference(one.title, What.ADDED, Change.ADDITION) for one in added]
    found += [Difference(one.title, What.REMOVED, Change.REPLACEMENT) for one in removed]
    for key in [key for key in new if key in old]:
        found += _within(old[key], new[key])
    return found


def propose(found: Iterable[Difference], *, rules_changed: bool = False) -> Change | None:
    """The gentlest that is honest; a person confirms it. None where nothing is different."""
    asked = [difference.asks_for for difference in found]
    if rules_changed:
        asked.append(Change.REPLACEMENT)
    return max(asked, key=ORDER.index) if asked else None


def _within(old: Shape, new: Shape) -> list[Difference]:
    found = []
    if old.module != new.module:
        found.append(Difference(new.title, What.MOVED, Change.REPLACEMENT))
    before = {block.key: block for block in old.blocks}
    after = {block.key: block for block in new.blocks}
    if after.keys() - before.keys():
        found.append(Difference(new.title, What.LONGER, Change.ADDITION))
    if before.keys() - after.keys():
        found.append(Difference(new.title, What.SHORTER, Change.CORRECTION))
    kept = [key for key in after if key in before]
    if old.title != new.title or any(before[key] != after[key] for key in kept):
        found.append(Difference(new.title, What.REWORDED, Change.CORRECTION))
    return found
