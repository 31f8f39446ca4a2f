"""Which columns a list has, and how one cell becomes a value. No database here."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.cells import CellError

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


def read_email(cells: Mapping[str, str]) -> str:
    email = cells.get("e-mail", "").lower()
    if email:
        try:
            validate_email(email)
        except ValidationError as problem:
            sentence = _("“%(cell)s” is not a whole e-mail address.") % {"cell": email}
            raise CellError("e-mail", sentence) from problem
    return email


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
