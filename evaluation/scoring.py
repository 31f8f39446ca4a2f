"""Scale scores from item answers. Functions of their arguments only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ItemRule:
    code: str
    lowest: int
    """The lowest and highest scored codes of the item's *response set*, not of the answers."""
    highest: int
    is_reversed: bool = False


def item_score(answer: int, rule: ItemRule) -> int:
    return rule.lowest + rule.highest - answer if rule.is_reversed else answer


def scale_score(
    answers: Mapping[str, int], rules: Sequence[ItemRule], *, least_answered: int
) -> float | None:
    """The mean of the answered items; None when fewer than `least_answered` of them were.

    `answers` holds scored codes only: "not sure" and silence are absent from it.
    """
    scores = [item_score(answers[rule.code], rule) for rule in rules if rule.code in answers]
    if not scores or len(scores) < least_answered:
        return None
    return sum(scores) / len(scores)
