"""What is asked at one moment, page by page, and which of it an earlier answer leaves out.

Functions of their arguments only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.answered import is_shown
from evaluation.instrument_files import InstrumentFile, Item, Section


@dataclass(frozen=True)
class Measure:
    """An instrument at one moment; `wave` is "then" where it asks about the time before."""

    key: str
    wave: str
    file: InstrumentFile


@dataclass(frozen=True)
class Step:
    """One page: one section of one instrument."""

    number: int
    measure: Measure
    section: Section

    def items(self, answers: Mapping[str, Any]) -> list[Item]:
        """Those to show: not what an answer on an *earlier* page leaves out."""
        here = {item.code for item in self.section.items}
        return [
            item
            for item in self.section.items
            if item.shown_when is None or item.shown_when.item in here or is_shown(item, answers)
        ]


def steps_of(measures: Iterable[Measure]) -> list[Step]:
    pages = [(measure, section) for measure in measures for section in measure.file.sections]
    return [Step(number, *page) for number, page in enumerate(pages, 1)]


def begins(step: Step, steps: Sequence[Step]) -> bool:
    """The first page of its instrument: it says what this is and who sees it."""
    first = next(one for one in steps if one.measure.key == step.measure.key)
    return first.number == step.number


def without_what_is_left_out(file: InstrumentFile, answers: Mapping[str, Any]) -> dict[str, Any]:
    """An answer changed later may leave out what was answered after it."""
    kept: dict[str, Any] = {}
    for item in file.items:
        if item.code in answers and is_shown(item, kept):
            kept[item.code] = answers[item.code]
    return kept


def first_unseen(steps: Sequence[Step], answers: Mapping[str, Mapping[str, Any]]) -> int:
    """The page to go on at: the first of an instrument never opened, or with a question not shown.

    An instrument that was opened has answers, if only none.
    """
    for step in steps:
        given = answers.get(step.measure.key)
        if given is None:
            return step.number
        asked = [item for item in step.items(given) if item.is_asked and is_shown(item, given)]
        if any(item.code not in given for item in asked):
            return step.number
    return len(steps)
