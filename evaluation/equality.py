"""Optional questions about people themselves: which there are, and what a release tells of them.

Functions of their arguments only. Nothing here knows who answered: there are counts, no rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.digits import digits
from evaluation.disclosure import (
    Cut,
    Past,
    figures_in,
    released_cells,
    rounded,
    suppress_equality,
)
from evaluation.disclosure.cells import Cell
from evaluation.disclosure.thresholds import QUOTING

FILE = Path(__file__).parent / "starter" / "equality.json"
NOT_SAID = "not_said"
RATHER_NOT = gettext_lazy("Prefer not to say")
WAVE = "equality"

Counts = Mapping[str, int]
"""Of one question, by answer."""


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    options: tuple[tuple[str, str], ...]
    """Code and label; that somebody prefers not to say is always the last."""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _label in self.options)

    @property
    def statistic(self) -> str:
        return f"{WAVE}.{self.code}"


class Kept(TypedDict):
    """What a release keeps of one question: what it tells, and what the next is held against."""

    cells: list[Cell]
    counts: dict[str, int]


@cache
def equality_questions() -> tuple[Question, ...]:
    return tuple(
        Question(
            each["code"],
            each["text"],
            (
                *((option["code"], option["label"]) for option in each["options"]),
                (NOT_SAID, str(RATHER_NOT)),
            ),
        )
        for each in json.loads(FILE.read_text())
    )


@dataclass(frozen=True)
class Told:
    """What the report says of those who answered."""

    sentences: tuple[str, ...]
    tables: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Each question with its answers and how many gave them."""


def kept_for_release(
    counts: Mapping[str, Counts], *, earlier: Sequence[Mapping[str, Kept]], k: int
) -> dict[str, Kept]:
    """Of each question what a new release keeps. `earlier`: the releases of the plan in order."""
    found = {}
    for question in equality_questions():
        before = [one[question.code] for one in earlier if question.code in one]
        kept = _next_of(question, counts.get(question.code, {}), earlier=before, k=k)
        if kept:
            found[question.code] = kept
    return found


def cells_of(kept: Mapping[str, Kept]) -> list[Cell]:
    return [cell for one in kept.values() for cell in one["cells"]]


def told_of(kept: Mapping[str, Kept], *, k: int) -> Told:
    rule = _(
        "Some questions about people themselves could be answered apart from all others. They are "
        "told for everybody together, to the nearest five, and only where at least %(k)d people "
        "gave an answer. They cannot be connected with any other figure."
    ) % {"k": QUOTING * k}
    if not kept:
        return Told((rule, _("Too few have answered them so far.")), ())
    tables = tuple(
        (question.text, _rows(question, kept[question.code]["cells"]))
        for question in equality_questions()
        if question.code in kept
    )
    return Told((rule,), tables)


def _rows(question: Question, cells: Sequence[Cell]) -> tuple[tuple[str, str], ...]:
    shown = {cell["statistic"].partition(":")[2]: cell["value"] for cell in cells}
    return tuple(
        (label, digits(shown.get(code), "") or _("not shown")) for code, label in question.options
    )


def _next_of(question: Question, counts: Counts, *, earlier: Sequence[Kept], k: int) -> Kept | None:
    """Told anew when twice k more have answered and something can be told; else as last time."""
    last = earlier[-1] if earlier else None
    if last and sum(counts.values()) < sum(last["counts"].values()) + QUOTING * k:
        return last
    fresh = Kept(cells=_cells(question, counts, earlier, k), counts=dict(counts))
    return fresh if figures_in(fresh["cells"]) else last


def _cells(question: Question, counts: Counts, earlier: Sequence[Kept], k: int) -> list[Cell]:
    """The total is rounded too: who left one question must not be the difference to another."""
    past = [
        Past(_cut(question, dict(kept)), figures_in(cells)) for kept, cells in _each_once(earlier)
    ]
    cut = _cut(question, counts)
    pattern = suppress_equality(cut, k=k, past=past)
    return [
        {**cell, "n": cell["n"] and rounded(cell["n"])} for cell in released_cells(pattern, {}, {})
    ]


def _each_once(earlier: Sequence[Kept]) -> Iterator[tuple[tuple[tuple[str, int], ...], list[Cell]]]:
    """What a release repeats it has not told again."""
    seen = {tuple(sorted(one["counts"].items())): one["cells"] for one in earlier}
    yield from seen.items()


def _cut(question: Question, counts: Counts) -> Cut:
    """As many made-up people as answered.

    Counts only grow and nobody can take an answer back, so whoever was in an earlier release are
    the first of their answer: that is all an attacker could know of them as well.
    """
    answers = {
        f"{code} {number}": code for code in question.codes for number in range(counts.get(code, 0))
    }
    return Cut(
        people={one: {} for one in answers},
        contributors={question.statistic: answers.keys()},
        answers={question.statistic: answers},
        options={question.statistic: question.codes},
    )
