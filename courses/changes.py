"""What is different between a course as given out and as written now, and what to call it.

Functions of their arguments only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

Key = TypeVar("Key")
Thing = TypeVar("Thing")


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
class Check:
    """What a knowledge check asks of whoever wants to finish its lesson."""

    percent: int
    is_needed: bool


@dataclass(frozen=True)
class Quiz:
    check: Check
    asked: tuple[int, ...]
    """Versions of questions, in order."""


@dataclass(frozen=True)
class Shape:
    """One lesson, as far as a change of it matters."""

    key: int
    title: str
    version: int | None
    """Differs where anything that the lesson says does; None where nobody saved one."""
    module: int | None
    is_met_by_session: bool
    counts_for: int | None = None
    """The lesson that this one is another way to."""
    quizzes: Mapping[str, Quiz] = field(default_factory=dict)
    """By block."""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class ModuleShape:
    key: int
    title: str
    needed: int | None


@dataclass(frozen=True)
class CourseShape:
    facts: Mapping[str, Any]
    lessons: tuple[Shape, ...] = ()
    """In order; those that are another way stand in none."""
    modules: tuple[ModuleShape, ...] = ()
    """Those that hold lessons."""

    @property
    def order(self) -> list[int]:
        return [one.key for one in self.lessons if one.counts_for is None]


class What(Enum):
    ADDED = "added"
    NEW_WAY = "new_way"
    REMOVED = "removed"
    MOVED = "moved"
    COUNTS_OTHERWISE = "counts_otherwise"
    """A lesson that has become another way, or the other way round."""
    FINISHED_OTHERWISE = "finished_otherwise"
    """Alone where it was by coming to a session, or the other way round."""
    HARDER = "harder"
    """A knowledge check."""
    LONGER = "longer"
    SHORTER = "shorter"
    REWORDED = "reworded"
    BESIDES = "besides"
    """What stands around its content."""
    ORDER = "order"
    NEEDS = "needs"
    """How many lessons of a module."""
    RENAMED = "renamed"
    """A module."""
    FACTS = "facts"
    """Of the course: what stands on a certificate."""


@dataclass(frozen=True)
class Difference:
    title: str
    """Of the lesson, the module or the course."""
    what: What
    asks_for: Change


ORDER = [Change.CORRECTION, Change.ADDITION, Change.REPLACEMENT]


def differences(before: CourseShape, after: CourseShape) -> list[Difference]:
    """None at all, if and only if learners have everything as it is now."""
    old, new = ({one.key: one for one in each.lessons} for each in (before, after))
    found = [_added(one) for key, one in new.items() if key not in old]
    found += [
        Difference(one.title, What.REMOVED, Change.REPLACEMENT)
        for key, one in old.items()
        if key not in new
    ]
    for key in [key for key in new if key in old]:
        found += _rules_within(old[key], new[key])
        found += _words_within(old[key], new[key])
    found += _in_modules(before, after)
    title = after.facts["title"]
    kept = set(before.order) & set(after.order)
    if [key for key in before.order if key in kept] != [key for key in after.order if key in kept]:
        found.append(Difference(title, What.ORDER, Change.REPLACEMENT))
    if before.facts != after.facts:
        found.append(Difference(title, What.FACTS, Change.CORRECTION))
    return found


def propose(found: Iterable[Difference]) -> Change | None:
    """The gentlest that is honest; a person confirms it. None where nothing is different."""
    asked = [difference.asks_for for difference in found]
    return max(asked, key=ORDER.index) if asked else None


def gentler(old: Check, new: Check) -> Check:
    """The new one, unless it asks more of those who had the old one."""
    is_harder = new.is_needed and (not old.is_needed or new.percent > old.percent)
    return old if is_harder else new


def through(replacements: Iterable[Iterable[tuple[int, int]]]) -> dict[int, int]:
    """Of several replacements in a row: by each new lesson, the first one that it stands for."""
    instead: dict[int, int] = {}
    for pairs in replacements:
        instead |= {new: instead.get(old, old) for new, old in pairs}
    return instead


def _added(one: Shape) -> Difference:
    return Difference(one.title, What.NEW_WAY if one.counts_for else What.ADDED, Change.ADDITION)


def _rules_within(old: Shape, new: Shape) -> Iterator[Difference]:
    """What finishes the lesson, or the course by it."""
    if old.counts_for != new.counts_for:
        yield Difference(new.title, What.COUNTS_OTHERWISE, Change.REPLACEMENT)
    elif old.module != new.module:
        yield Difference(new.title, What.MOVED, Change.REPLACEMENT)
    if old.is_met_by_session != new.is_met_by_session:
        yield Difference(new.title, What.FINISHED_OTHERWISE, Change.REPLACEMENT)
    quizzes = _in_both(old.quizzes, new.quizzes)
    if any(gentler(was.check, now.check) != now.check for was, now in quizzes):
        yield Difference(new.title, What.HARDER, Change.REPLACEMENT)


def _words_within(old: Shape, new: Shape) -> list[Difference]:
    quizzes = _in_both(old.quizzes, new.quizzes)
    asks_others = any(was.asked != now.asked for was, now in quizzes)
    if new.version in (None, old.version):
        return [Difference(new.title, What.REWORDED, Change.CORRECTION)] if asks_others else []
    found = []
    before = {block.key: block for block in old.blocks}
    after = {block.key: block for block in new.blocks}
    if after.keys() - before.keys():
        found.append(Difference(new.title, What.LONGER, Change.ADDITION))
    if before.keys() - after.keys():
        found.append(Difference(new.title, What.SHORTER, Change.CORRECTION))
    is_reworded = any(was != now for was, now in _in_both(before, after))
    if old.title != new.title or is_reworded or asks_others:
        found.append(Difference(new.title, What.REWORDED, Change.CORRECTION))
    return found or [Difference(new.title, What.BESIDES, Change.CORRECTION)]


def _in_modules(before: CourseShape, after: CourseShape) -> Iterator[Difference]:
    old, new = ({one.key: one for one in each.modules} for each in (before, after))
    for was, now in _in_both(old, new):
        if was.needed != now.needed:
            yield Difference(now.title, What.NEEDS, Change.REPLACEMENT)
        if was.title != now.title:
            yield Difference(now.title, What.RENAMED, Change.CORRECTION)


def _in_both(old: Mapping[Key, Thing], new: Mapping[Key, Thing]) -> list[tuple[Thing, Thing]]:
    return [(old[key], new[key]) for key in new if key in old]
