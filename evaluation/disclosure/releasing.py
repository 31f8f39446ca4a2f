"""Whether a new cut is made, or the last release is shown again as it stands."""

from __future__ import annotations

from collections.abc import Sequence, Set
from enum import Enum

from evaluation.disclosure.thresholds import K


class Step(Enum):
    """What publishing does now; the page finds the words."""

    FIRST = "first"
    NEW = "new"
    REPEAT = "repeat"
    """Too few are new: the last release stays, with the same people, pattern and digits."""
    TOO_FEW = "too_few"

    @property
    def makes_one(self) -> bool:
        return self in (Step.FIRST, Step.NEW)


def next_release(matched: Set[str], past: Sequence[Set[str]], k: int = K) -> Step:
    """`past`: everybody matched in each earlier release, the last one last, withdrawn or not."""
    if not past:
        return Step.FIRST if len(matched) >= k else Step.TOO_FEW
    new = matched - frozenset().union(*past)
    has_grown = enough_new(n_matched=len(matched), n_last_release=len(past[-1]), k=k)
    return Step.NEW if len(new) >= k and has_grown else Step.REPEAT


def enough_new(*, n_matched: int, n_last_release: int = 0, k: int = K) -> bool:
    """By counts alone: a figure over everybody, k more than last time. Blind to who withdrew."""
    return n_matched - n_last_release >= k
