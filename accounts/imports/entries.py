"""Each row of a list of people, read: all its problems at once, so that one upload mends them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.cells import CellError, check_cells, read_date
from accounts.imports.book import Book
from accounts.imports.columns import LONGEST, read_email
from accounts.imports.matching import Means, contradictions, namesakes
from accounts.spreadsheets import Row


@dataclass(frozen=True, kw_only=True)
class Entry(Means):
    """One row, read."""

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
    apart = namesakes(readable)
    readable = {
        number: replace(one, has_namesake=number in apart) for number, one in readable.items()
    }
    refused = repetitions(readable) | contradictions(readable)
    return entries | readable | {number: RowError([one]) for number, one in refused.items()}


def repetitions(entries: dict[int, Entry]) -> dict[int, CellError]:
    """Rows that speak of a job of which an earlier row speaks, understood or not.

    Were a later row to stand in for one that is refused, the same list would mean more next time.
    """
    earlier: dict[tuple[frozenset[str], int], list[tuple[int, Entry]]] = defaultdict(list)
    found = {}
    for number, entry in entries.items():
        rows = earlier[entry.name_here]
        said = next((other for other, one in rows if _may_be_one_job(entry, one)), None)
        if said:
            found[number] = CellError(
                "", _("Row %(row)s already speaks of this person in this role.") % {"row": said}
            )
        rows.append((number, entry))
    return found


def _may_be_one_job(one: Entry, other: Entry) -> bool:
    professions = {one.answers["profession"], other.answers["profession"]}
    return (
        one.may_mean(other)
        and (len(professions) == 1 or None in professions)
        and not (_ends_before(one, other) or _ends_before(other, one))
    )


def _ends_before(one: Entry, other: Entry) -> bool:
    return bool(one.ends and other.starts and one.ends < other.starts)


def readable(entry: Entry | RowError) -> Entry:
    if isinstance(entry, RowError):
        raise entry
    return entry


def read_entry(row: Row, book: Book) -> Entry:
    problems, cells = check_cells(row, LONGEST), dict(row.cells)
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
