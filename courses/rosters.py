"""Who belongs to a cohort, from a spreadsheet: what each row means, before any is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.cells import CellError, check_cells
from accounts.imports.columns import LONGEST, PEOPLE, read_email
from accounts.models import Person
from accounts.spreadsheets import Row, SpreadsheetError, Table, read_table
from courses.models import Cohort
from courses.querysets import jobs_where_sessions_run, people_to_sit_with

COLUMNS = {column: PEOPLE[column] for column in ("name", "e-mail", "staff number")}
SAY_WHO = ("e-mail", "staff number")
MOST_ROWS = 300


class Outcome(Enum):
    NEW = "new"
    SAME = "same"
    """A member already."""
    PROBLEM = "problem"


@dataclass(frozen=True)
class Line:
    """One row of the list, understood or not."""

    number: int
    name: str
    outcome: Outcome
    person: Person | None = None
    notes: tuple[tuple[str, str], ...] = ()
    """Pairs of column and sentence; an empty column speaks of the whole row."""


@dataclass(frozen=True)
class Roster:
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]

    @property
    def new_people(self) -> list[Person]:
        return [line.person for line in self.lines if line.outcome is Outcome.NEW]

    @property
    def problems(self) -> int:
        return sum(line.outcome is Outcome.PROBLEM for line in self.lines)


def read_roster(content: bytes, *, cohort: Cohort, by: Person, on: date) -> Roster:
    """Raises SpreadsheetError when the file as a whole cannot be read. Writes nothing."""
    table = _table(content)
    reader = _Reader(table.rows, cohort=cohort, by=by, on=on)
    return Roster(tuple(map(reader.line, table.rows)), table.left_out)


def _table(content: bytes) -> Table:
    table = read_table(content, columns=COLUMNS, required=())
    if not set(SAY_WHO) & set(table.columns):
        raise SpreadsheetError(
            _("The first row needs the heading “e-mail” or “staff number”, to say who is meant.")
        )
    if len(table.rows) > MOST_ROWS:
        raise SpreadsheetError(
            _("A cohort is a group that meets: a list has at most %(limit)s rows.")
            % {"limit": MOST_ROWS}
        )
    return table


class _Reader:
    """Knows the people whom its reader may add, in three questions however long the list is."""

    def __init__(self, rows: Iterable[Row], *, cohort: Cohort, by: Person, on: date) -> None:
        self._rows_of: dict[int, int] = {}
        self._members = set(cohort.memberships.current().values_list("person", flat=True))
        reached = people_to_sit_with(by, on=on)
        self._by_email: dict[str, list[Person]] = defaultdict(list)
        emails = {row.cells.get("e-mail", "").lower() for row in rows} - {""}
        for person in reached.annotate(small=Lower("email")).filter(small__in=emails):
            self._by_email[person.small].append(person)
        self._by_number: dict[str, list[Person]] = defaultdict(list)
        numbers = {row.cells.get("staff number", "") for row in rows} - {""}
        jobs = jobs_where_sessions_run(by, on=on).filter(staff_number__in=numbers)
        here = jobs.filter(person__in=reached.values("pk")).select_related("person")
        for job in here:
            if job.person not in self._by_number[job.staff_number]:
                self._by_number[job.staff_number].append(job.person)

    def line(self, row: Row) -> Line:
        if problems := check_cells(row, LONGEST):
            return _refused(row, problems)
        try:
            person = self._person(row)
            self._refuse_twice(person, row)
        except CellError as problem:
            return _refused(row, [problem])
        outcome = Outcome.SAME if person.pk in self._members else Outcome.NEW
        return Line(row.number, str(person), outcome, person)

    def _person(self, row: Row) -> Person:
        by_email = self._one("e-mail", read_email(row.cells), self._by_email)
        by_number = self._one("staff number", row.cells.get("staff number", ""), self._by_number)
        if by_email and by_number and by_email != by_number:
            raise CellError(
                "e-mail", _("The staff number and the address belong to two different people.")
            )
        found = by_email or by_number
        if found is None:
            raise CellError("", _("Say who it is: an address or a staff number."))
        return found

    def _one(self, column: str, cell: str, known: Mapping[str, list[Person]]) -> Person | None:
        if not cell:
            return None
        found = known.get(cell, [])
        if len(found) == 1:
            return found[0]
        raise CellError(column, _why_not_one(column, is_several=bool(found)))

    def _refuse_twice(self, person: Person, row: Row) -> None:
        first = self._rows_of.setdefault(person.pk, row.number)
        if first != row.number:
            raise CellError("", _("Row %(row)s is the same person.") % {"row": first})


def _refused(row: Row, problems: Iterable[CellError]) -> Line:
    name = row.cells.get("name") or row.cells.get("e-mail") or row.cells.get("staff number", "")
    notes = tuple((problem.column, problem.sentence) for problem in problems)
    return Line(row.number, name, Outcome.PROBLEM, notes=notes)


def _why_not_one(column: str, *, is_several: bool) -> str:
    """Somebody out of the reader's sight is nobody to them."""
    if column == "e-mail" and is_several:
        return _("Several people share this address. Write a staff number instead.")
    if column == "e-mail":
        return _("We know nobody at this address whom you can add. Check it, or invite them first.")
    if is_several:
        return _("Several people have this staff number. Write their address instead.")
    return _("We know nobody with this staff number whom you can add.")
