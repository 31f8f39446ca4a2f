"""Answers to single items that somebody brings along, a row a person and wave. No database."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from accounts.spreadsheets import Row, plain
from evaluation.answered import Answers, is_shown
from evaluation.instrument_files import CHOSEN, MEASURED, InstrumentFile, Item, ItemType
from evaluation.outside_data import (
    CellProblem,
    OutsideDataError,
    UnusableCellError,
    check_rows,
    open_table,
    read_number,
    refuse,
)

KEYS = ("id", "wave", "group")


@dataclass(frozen=True)
class ItemRow:
    person: str
    wave: str
    group: str
    answers: Answers


@dataclass(frozen=True)
class ItemTable:
    rows: tuple[ItemRow, ...]
    left_out: tuple[str, ...]
    """Headings that the instrument does not know."""
    hidden: int = 0
    """Answers to items that their own skip logic did not show to that person: not counted."""


def read_items(content: bytes, instrument: InstrumentFile) -> ItemTable:
    """Raises OutsideDataError with everything that is wrong in the table."""
    codes = list(instrument.asked)
    if len({plain(name) for name in [*KEYS, *codes]}) < len(KEYS) + len(codes):
        raise OutsideDataError(
            _("Two items, or an item and “id”, “wave” or “group”, have headings too much alike.")
        )
    scored = [code for scale in instrument.scales for code in scale.items]
    table = open_table(
        content,
        columns=dict.fromkeys([*KEYS, *codes], ()),
        required=("id", "wave", *dict.fromkeys(scored)),
    )
    table = replace(table, rows=tuple(_with_plain_wave(row) for row in table.rows))
    problems = check_rows(table, keys=("id", "wave"), words=KEYS)
    read = [_item_row(row, instrument, problems, table.delimiter) for row in table.rows]
    refuse(problems)
    return ItemTable(
        tuple(row for row, _hidden in read), table.left_out, sum(hidden for _row, hidden in read)
    )


def _with_plain_wave(row: Row) -> Row:
    return replace(row, cells={**row.cells, "wave": row.cells["wave"].casefold()})


def _item_row(
    row: Row, instrument: InstrumentFile, problems: list[CellProblem], delimiter: str
) -> tuple[ItemRow, int]:
    """And how many of its answers were given to what was not shown."""
    answers: dict[str, object] = {}
    hidden = 0
    for code, item in instrument.asked.items():
        if code not in row.cells:
            continue
        try:
            answer = _answer(row.cells[code], item, delimiter)
        except UnusableCellError as problem:
            problems.append(CellProblem(row.number, code, str(problem)))
            continue
        if is_shown(item, answers) or (answer is not None and not _can_tell(item, row)):
            answers[code] = answer
        elif answer is not None:
            hidden += 1
    cells = row.cells
    return ItemRow(cells["id"], cells["wave"], cells.get("group", ""), answers), hidden


def _can_tell(item: Item, row: Row) -> bool:
    """Whether the file says what it depends on: a column that is not scored may be left out."""
    return item.shown_when is None or item.shown_when.item in row.cells


def _answer(cell: str, item: Item, delimiter: str) -> object:
    if not cell:
        return None
    if item.type is ItemType.MULTIPLE:
        return [_code(part, item, delimiter) for part in re.split(r"[;|\s]+", cell) if part]
    if item.type in CHOSEN:
        return _code(cell, item, delimiter)
    if item.type in MEASURED:
        return _measure(cell, item, delimiter)
    return cell


def _code(cell: str, item: Item, delimiter: str) -> int:
    number = read_number(cell, delimiter=delimiter)
    for option in item.response_set.options:
        if option.code == number:
            return option.code
    offered = ", ".join(str(option.code) for option in item.response_set.options)
    raise UnusableCellError(
        _("“%(cell)s” is none of the codes %(codes)s.") % {"cell": cell[:40], "codes": offered}
    )


def _measure(cell: str, item: Item, delimiter: str) -> float:
    number = read_number(cell, delimiter=delimiter)
    if item.lowest <= number <= item.highest:
        return number
    raise UnusableCellError(
        _("“%(cell)s” is not between %(lowest)s and %(highest)s.")
        % {"cell": cell[:40], "lowest": item.lowest, "highest": item.highest}
    )
