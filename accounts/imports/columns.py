"""Which columns a list has, and how one cell becomes a value. No database here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.spreadsheets import Row, is_formula

PEOPLE = {
    "name": ("full name", "display name"),
    "e-mail": ("email", "e-mail address", "email address", "work email"),
    "organisation": ("organization", "workplace", "employer", "school"),
    "profession": ("role", "job", "job title"),
    "how employed": ("employment type", "how they work", "contract"),
    "locality": ("area", "workplace area"),
    "level": ("practice level", "practice level expected"),
    "line manager": ("manager", "line manager e-mail"),
    "starts": ("start", "start date", "from"),
    "ends": ("end", "end date", "last day", "until"),
    "staff number": ("employee number", "payroll number", "assignment number"),
}
PEOPLE_REQUIRED = ("name", "organisation")
LEAVERS = {
    "name": PEOPLE["name"],
    "e-mail": PEOPLE["e-mail"],
    "organisation": PEOPLE["organisation"],
    "staff number": PEOPLE["staff number"],
    "last day": ("end", "ends", "end date", "leaving date", "left on"),
}
LEAVERS_REQUIRED = ("organisation", "last day")
LONGEST = {"name": 120, "e-mail": 254, "staff number": 40}
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
EARLIEST, LATEST = date(1950, 1, 1), date(2099, 12, 31)
"""Outside of these it is a slip, such as a year of two digits."""


class CellError(Exception):
    """One cell, or with an empty column the whole row, cannot be used."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


def check_cells(row: Row) -> list[CellError]:
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
        elif len(cell) > LONGEST.get(column, 160):
            problems.append(CellError(column, _("This is too long. Check that it is one cell.")))
    return problems


def read_email(cells: Mapping[str, str]) -> str:
    email = cells.get("e-mail", "").lower()
    if email:
        try:
            validate_email(email)
        except ValidationError as problem:
            sentence = _("“%(cell)s” is not a whole e-mail address.") % {"cell": email}
            raise CellError("e-mail", sentence) from problem
    return email


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


def example_rows(kind: str) -> list[list[str]]:
    """One made-up row, so that nobody wonders what goes where."""
    if kind == "leavers":
        return [["Sam Carter", "sam.carter@example.org", "Wenlow Primary", "A1042", "31/08/2026"]]
    return [
        [
            "Sam Carter",
            "sam.carter@example.org",
            "Wenlow Primary",
            "Teacher",
            "Employed",
            "",
            "",
            "ruth.bell@example.org",
            "01/09/2026",
            "",
            "A1042",
        ]
    ]
