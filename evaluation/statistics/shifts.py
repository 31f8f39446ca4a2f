"""Item by item: how many went up, stayed or went down, and who reached the top two answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.statistics.distributions import fair_coin_two_sided


@dataclass(frozen=True)
class Shift:
    n: int
    n_up: int
    n_same: int
    n_down: int
    n_top_two_before: int
    n_top_two_after: int
    n_into_top_two: int
    n_out_of_top_two: int
    p_mcnemar_exact: float | None
    """Two-sided binomial on those who crossed; None where nobody did."""


def item_shift(pairs: Sequence[tuple[float, float]], *, scores: Sequence[float]) -> Shift:
    """`pairs` are before and after, reversed already; `scores` are all that an answer can have.

    Of two possible scores only the upper counts as top, else nobody could cross.
    """
    possible = sorted(set(scores))
    top_two = set(possible[-2:] if len(possible) > 2 else possible[-1:])
    crossings = [(pre in top_two, post in top_two) for pre, post in pairs]
    into, out = crossings.count((False, True)), crossings.count((True, False))
    n_up = sum(post > pre for pre, post in pairs)
    n_down = sum(post < pre for pre, post in pairs)
    return Shift(
        n=len(pairs),
        n_up=n_up,
        n_same=len(pairs) - n_up - n_down,
        n_down=n_down,
        n_top_two_before=sum(before for before, _ in crossings),
        n_top_two_after=sum(after for _, after in crossings),
        n_into_top_two=into,
        n_out_of_top_two=out,
        p_mcnemar_exact=fair_coin_two_sided(into, out) if into + out else None,
    )
