"""What has to be done for a course to be finished. Functions of their arguments only.

A rule is a tree: a lesson, everything below, or at least so many of what is below. Keys of lessons
are opaque.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    key: int


@dataclass(frozen=True)
class AtLeast:
    """So many of these; never more than there are."""

    count: int
    of: tuple[Rule, ...]


@dataclass(frozen=True)
class Everything:
    of: tuple[Rule, ...]


Rule = Lesson | AtLeast | Everything


@dataclass(frozen=True)
class Unmet:
    """So many more of these lessons; one lesson alone is one of one."""

    count: int
    lessons: tuple[int, ...]


def is_met(rule: Rule, done: Collection[int]) -> bool:
    match rule:
        case Lesson(key):
            return key in done
        case Everything(of):
            return all(is_met(each, done) for each in of)
        case AtLeast(count, of):
            return sum(is_met(each, done) for each in of) >= min(count, len(of))


def unmet(rule: Rule, done: Collection[int]) -> list[Unmet]:
    """Nothing, if and only if the rule is met."""
    return list(_unmet(rule, done))


def _unmet(rule: Rule, done: Collection[int]) -> Iterator[Unmet]:
    match rule:
        case Lesson(key) if key not in done:
            yield Unmet(1, (key,))
        case Everything(of):
            for each in of:
                yield from _unmet(each, done)
        case AtLeast(count, of):
            open_ones = [each for each in of if not is_met(each, done)]
            missing = min(count, len(of)) - (len(of) - len(open_ones))
            if missing > 0:
                yield Unmet(missing, tuple(_keys(open_ones, done)))


def _keys(rules: Sequence[Rule], done: Collection[int]) -> Iterator[int]:
    for rule in rules:
        for each in _unmet(rule, done):
            yield from each.lessons
