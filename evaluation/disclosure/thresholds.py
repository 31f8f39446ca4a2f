"""How many people a figure needs, who may change that, and how a count is printed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

K = 10
"""No figure about fewer people than this, and no difference between two figures either."""

PILOT_K = 5
"""For a pilot or a single session, agreed by the privacy officer before the first answer."""

QUOTING = 2
"""Quoted text and equality questions need so many times k."""

STEP = 5


class KRefusal(Enum):
    """Why a threshold is refused; the page finds the words."""

    TOO_LOW = "too_low"
    NEEDS_PILOT = "needs_pilot"
    NEEDS_OFFICER = "needs_officer"


def check_k(k: int, *, is_small: bool = False, officer_agrees: bool = False) -> KRefusal | None:
    """None when k may stand. `is_small`: the plan is for a pilot or for a single session."""
    if k >= K:
        return None
    if k != PILOT_K:
        return KRefusal.TOO_LOW
    if not is_small:
        return KRefusal.NEEDS_PILOT
    return None if officer_agrees else KRefusal.NEEDS_OFFICER


def may_change_k(old: int, new: int, *, has_answers: bool) -> bool:
    """People answered under the old promise: from then on it can only become stricter."""
    return new >= old or not has_answers


def may_quote(n: int, k: int = K) -> bool:
    """Words point at a person sooner than a number: `n` people wrote something here."""
    return n >= QUOTING * k


def fewest_writers(words: int, known: int, most_each: Iterable[int]) -> int:
    """How many people wrote at the very least, where words are kept without their writers.

    `words` pieces came from people of whom each can have written so many of them at most;
    `known` others wrote for certain.
    """
    people = known
    for most in sorted(most_each, reverse=True):
        if words <= 0:
            break
        people, words = people + 1, words - most
    return people


def rounded(count: int) -> int:
    """A count of people as a published pack prints it: the nearest 5, halves cannot occur."""
    return STEP * ((count + STEP // 2) // STEP)


def percentage(count: int, n: int, k: int = K) -> int | None:
    """Of the rounded count; None where it, or the rest, is under k: 0 % and 100 % among them."""
    if count < k or n - count < k:
        return None
    return round(100 * rounded(count) / n)
