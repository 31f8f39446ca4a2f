"""Scale scores from item answers. Functions of their arguments only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import fsum

MOST_ITEMS = 0.8
"""Two usual shares of a scale's items that a score may be asked to rest on."""
HALF_THE_ITEMS = 0.5


class Missing(IntEnum):
    """Why there is no value: four different things, and their codes where a number must say so."""

    NOT_SHOWN = -96
    UNANSWERED = -97
    """Shown, and left."""
    NOT_APPLICABLE = -98
    PREFER_NOT = -99


@dataclass(frozen=True)
class ItemRule:
    code: str
    lowest: float
    """The lowest and highest scored codes of the item's *response set*, not of the answers."""
    highest: float
    is_reversed: bool = False


def item_score(answer: float, rule: ItemRule) -> float:
    return rule.lowest + rule.highest - answer if rule.is_reversed else answer


def scale_score(
    answers: Mapping[str, float], rules: Sequence[ItemRule], *, least_answered: int
) -> float | None:
    """The mean of the answered items; None when fewer than `least_answered` of them were.

    `answers` holds scored codes only: "not sure" and silence are absent from it.
    """
    scores = [item_score(answers[rule.code], rule) for rule in rules if rule.code in answers]
    if not scores or len(scores) < least_answered:
        return None
    return fsum(scores) / len(scores)


def total_score(scores: Sequence[float | None]) -> float | None:
    """The mean of the scales, only where every one of them has a score."""
    if not scores or None in scores:
        return None
    return fsum(scores) / len(scores)
