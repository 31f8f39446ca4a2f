"""Each row of a list of people, read: all its problems at once, so that one upload mends them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.imports.book import Book
from accounts.imports.columns import CellError, check_cells, read_date, read_email
from accounts.imports.matching import contradictions
from accounts.models import Organisation
from accounts.spreadsheets import Row


@dataclass(frozen=True)
class Entry:
    """One row, read."""

    name: str
    email: str
    staff_number: str
    organisation: Organisation
    starts: date | None
    ends: date | None
    manager: str
    answers: dict[str, Any]
    """Profession, employment type, locality and level, where the row gives them."""


class RowError(Exception):
    def __init__(self, problems: list[CellError]) -> None:
        super().__init__()
        self.problems = problems


def read_entries(rows: Iterable[Row], book: Book) -> dict[int, Entry | RowError]:
    entries: dict[int, Entry | RowError] = {}
    for row in rows:
        try:
            entries[row.number] = read_entry(row, book)
        except RowError as problems:
            entries[row.number] = problems
    readable = {number: one for number, one in entries.items() if isinstance(one, Entry)}
    clashes = {number: RowError([one]) for number, one in contradictions(readable).items()}
    return entries | clashes


def readable(entry: Entry | RowError) -> Entry:
    if isinstance(entry, RowError):
        raise entry
    return entry


def read_entry(row: Row, book: Book) -> Entry:
    problems, cells = check_cells(row), dict(row.cells)
    if problems:
        raise RowError(problems)

    def read(reader: Any, *args: Any) -> Any:
        try:
            return reader(*args)
        except CellError as problem:
            problems.append(problem)
            return None

    entry = Entry(
        name=cells.get("name", ""),
        email=read(read_email, cells) or "",
        staff_number=cells.get("staff number", ""),
        organisation=read(book.find, "organisations", "organisation", cells),
        starts=read(read_date, cells, "starts"),
        ends=read(read_date, cells, "ends"),
        manager=cells.get("line manager", "").lower(),
        answers={
            field: read(book.find, kind, column, cells)
            for field, kind, column in (
                ("profession", "professions", "profession"),
                ("employment_type", "employment_types", "how employed"),
                ("locality", "localities", "locality"),
                ("level_expected", "levels", "level"),
            )
        },
    )
    for column, value in (("name", entry.name), ("organisation", cells.get("organisation"))):
        if not value:
            problems.append(CellError(column, _("This cell is empty.")))
    if problems:
        raise RowError(problems)
    return entry
