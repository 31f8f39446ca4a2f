"""What one cell of an uploaded list becomes, and why it cannot. No database here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from accounts.spreadsheets import Row, is_formula, plain

DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
EARLIEST, LATEST = date(1950, 1, 1), date(2099, 12, 31)
"""Outside of these it is a slip, such as a year of two digits."""
MOST_LETTERS = 160
Named = TypeVar("Named")


class CellError(Exception):
    """One cell, or with an empty column the whole row, cannot be used."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


def check_cells(row: Row, longest: Mapping[str, int]) -> list[CellError]:
    """What can be said about each cell by itself."""
    problems = []
    if row.is_too_long:
        problems.append(
            CellError("", _("This row has more cells than there are headings. Check its commas."))
        )
    for column, cell in row.cells.items():
        if is_formula(cell):
            sentence = _("This cell holds a formula or begins like one. Write the value itself.")
            problems.append(CellError(column, sentence))
        elif len(cell) > longest.get(column, MOST_LETTERS):
            problems.append(CellError(column, _("This is too long. Check that it is one cell.")))
    return problems


def read_date(cells: Mapping[str, str], column: str) -> date | None:
    cell = cells.get(column, "")
    if not cell:
        return None
    for form in DATE_FORMATS:
        try:
            day = datetime.strptime(re.sub(r" 00:00(:00)?$", "", cell), form).date()
        except ValueError:
            continue
        if EARLIEST <= day <= LATEST:
            return day
    raise CellError(
        column,
        _("“%(cell)s” is not a date we can read. Write it like 31/08/2026.") % {"cell": cell},
    )


def by_names(rows: Iterable[Named], *fields: str) -> dict[str, list[Named]]:
    """What each plain word may stand for."""
    found: dict[str, list[Named]] = defaultdict(list)
    for row in rows:
        for name in {plain(str(getattr(row, field))) for field in fields if getattr(row, field)}:
            found[name].append(row)
    return found
