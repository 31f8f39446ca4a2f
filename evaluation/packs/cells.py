"""What one answer is in a table. Functions of their arguments only."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from accounts.spreadsheets import safe_cell
from evaluation.answered import Answers, missing_because
from evaluation.instrument_files import CHOSEN, WRITTEN, InstrumentFile, Item, ItemType, Purpose
from evaluation.scoring import Missing, item_score


class Status(StrEnum):
    ANSWERED = "answered"
    UNANSWERED = "shown_unanswered"
    NOT_SHOWN = "not_shown"
    NOT_APPLICABLE = "not_applicable"
    PREFER_NOT = "prefer_not_to_say"


STATUS = {
    None: Status.ANSWERED,
    Missing.UNANSWERED: Status.UNANSWERED,
    Missing.NOT_SHOWN: Status.NOT_SHOWN,
    Missing.NOT_APPLICABLE: Status.NOT_APPLICABLE,
    Missing.PREFER_NOT: Status.PREFER_NOT,
}


class Answer(NamedTuple):
    """Cells that have nothing to say are empty words."""

    code: int | str
    status: Status
    value: float | str
    scored: float | str
    in_one_cell: float | str
    """For the wide table: the value, or the number that says why there is none."""
    missing: int | None = None


def items_in_pack(file: InstrumentFile) -> list[Item]:
    """Words for others than the total have left the answers, so they are no items of it."""
    return [item for item in file.asked.values() if not is_comment(item)]


def is_comment(item: Item) -> bool:
    return item.type in WRITTEN and item.purpose is not Purpose.NONE


def answer_to(item: Item, answers: Answers) -> Answer:
    because = missing_because(item, answers)
    given = answers.get(item.code)
    words = _one_cell(given)
    code = words if item.type in CHOSEN else ""
    if because is not None:
        return Answer(code, STATUS[because], "", "", int(because), int(because))
    value = "" if item.type is ItemType.DATE else words
    scored = item_score(given, item.rule) if item.rule else ""
    return Answer(code, Status.ANSWERED, value, scored, value)


def _one_cell(given: object) -> float | str:
    if isinstance(given, list):
        return ";".join(map(str, given))
    return "" if given is None else given


def inert(cells: Iterable[object]) -> list[object]:
    """Words are never run as a formula; a number below zero stays a number."""
    return [cell if isinstance(cell, int | float) else safe_cell(cell) for cell in cells]
