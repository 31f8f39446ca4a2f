"""A release as rows that any program can read: what is left out is null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import TypedDict

from evaluation.disclosure.lattice import Figure
from evaluation.disclosure.pattern import Pattern, Status
from evaluation.disclosure.thresholds import rounded

PUBLISHED, SUPPRESSED = "published", "suppressed"


class Cell(TypedDict):
    dimensions: dict[str, str]
    statistic: str
    """`scale/measure` for a number about a scale, `item:answer` for a count of answers."""
    n: int | None
    value: float | None
    status: str


def released_cells(
    pattern: Pattern,
    values: Mapping[tuple[Figure, str], float | None],
    measures: Mapping[str, Iterable[str]],
) -> list[Cell]:
    """Every declared cell, in the order of the pattern. `measures`: what is told of a statistic.

    Why something is suppressed is not said: it would tell an attacker where to look.
    """
    cells = []
    for figure in pattern.status:
        if figure.answer is not None:
            name = f"{figure.statistic}:{figure.answer}"
            cells.append(_cell(pattern, figure, name, rounded(pattern.counts[figure])))
            continue
        for measure in measures.get(figure.statistic, ()):
            name = f"{figure.statistic}/{measure}"
            cells.append(_cell(pattern, figure, name, values.get((figure, measure))))
    return cells


def _cell(pattern: Pattern, figure: Figure, name: str, value: float | None) -> Cell:
    stands = pattern.status[figure] is Status.PUBLISHED
    is_number = value is not None and isfinite(value)
    return Cell(
        dimensions=dict(figure.at),
        statistic=name,
        n=pattern.counts[figure.base] if stands else None,
        value=value if stands and is_number else None,
        status=PUBLISHED if stands else SUPPRESSED,
    )


def figures_in(cells: Iterable[Cell]) -> frozenset[Figure]:
    """What a kept release has published: with its people it is a `Past` for the next one."""
    found = set()
    for cell in cells:
        if cell["status"] != PUBLISHED:
            continue
        at = tuple(sorted(cell["dimensions"].items()))
        statistic, _, answer = cell["statistic"].partition("/")[0].partition(":")
        found |= {Figure(at, statistic), Figure(at, statistic, answer or None)}
    return frozenset(found)
