"""Scores that somebody brings along: id, before, after and perhaps a group. No database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.spreadsheets import Row, SpreadsheetError, Table, read_table
from evaluation.statistics import Pair, PairedAnalysis, analyse_groups, analyse_pairs

MAX_ROWS = 500_000
MAX_BYTES = 100_000_000
PAIR_COLUMNS = {"id": (), "pre": (), "post": (), "group": ()}
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
MAYBE_THOUSANDS = re.compile(r"[+-]?\d+,\d{3}", re.ASCII)
"""They are asked about, but for a file whose cells are parted by something else for this reason."""
PARTED_FOR_DECIMAL_COMMAS = ";"
MINUS = "\N{MINUS SIGN}"
LARGEST = 1e306
"""Beyond it a difference, a spread or the end of an interval may be larger than any float."""
FORMULA = re.compile(r"[=@]|[+-].*[(|!]")


@dataclass(frozen=True)
class CellProblem:
    row: int
    """As the spreadsheet counts them: the headings are row 1."""
    column: str
    message: str


class OutsideDataError(Exception):
    """The file cannot be used. Without problems of single cells the message says all."""

    def __init__(self, message: str, problems: Iterable[CellProblem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)

    def as_json(self) -> dict[str, object]:
        return {"message": str(self), "rows": [asdict(problem) for problem in self.problems]}


class UnusableCellError(Exception):
    pass


@dataclass(frozen=True)
class OutsideAnalysis:
    overall: PairedAnalysis
    groups: Mapping[str, PairedAnalysis]


def analyse_content(content: bytes, *, reliability: float) -> OutsideAnalysis:
    """Raises OutsideDataError with everything that is wrong in the table."""
    rows = read_pairs(content)
    return OutsideAnalysis(
        analyse_pairs(rows, reliability=reliability), analyse_groups(rows, reliability=reliability)
    )


def read_pairs(content: bytes) -> list[Pair]:
    table = open_table(content, columns=PAIR_COLUMNS, required=("id", "pre", "post"))
    problems = check_rows(table, keys=("id",), words=("id", "group"))
    pairs = []
    for row in table.rows:
        numbers = {}
        for column in ("pre", "post"):
            try:
                numbers[column] = read_number(row.cells[column], delimiter=table.delimiter)
            except UnusableCellError as problem:
                problems.append(CellProblem(row.number, column, str(problem)))
        if len(numbers) == 2:
            pairs.append(Pair(**numbers, group=row.cells.get("group", "")))
    refuse(problems)
    return pairs


def open_table(
    content: bytes, *, columns: Mapping[str, tuple[str, ...]], required: Iterable[str]
) -> Table:
    try:
        return read_table(
            content,
            columns=columns,
            required=required,
            most_rows=MAX_ROWS,
            most_bytes=MAX_BYTES,
            may_be_empty=True,
        )
    except SpreadsheetError as problem:
        raise OutsideDataError(str(problem)) from problem


def check_rows(table: Table, *, keys: tuple[str, ...], words: tuple[str, ...]) -> list[CellProblem]:
    """Each row is somebody, once, in values and not in formulas."""
    problems: list[CellProblem] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        problems += [CellProblem(row.number, *found) for found in _problems_of_words(row, words)]
        key = tuple(row.cells[column] for column in keys)
        for column, cell in zip(keys, key, strict=True):
            if not cell:
                problems.append(CellProblem(row.number, column, _("This cell must not be blank.")))
        if all(key) and key in seen:
            message = _("“%(key)s” stands in row %(row)s already. One row for each.") % {
                "key": ", ".join(key),
                "row": seen[key],
            }
            problems.append(CellProblem(row.number, keys[0], message))
        seen.setdefault(key, row.number)
    return problems


def _problems_of_words(row: Row, words: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    if row.is_too_long:
        yield "", _("This row has more cells than there are headings. Check its commas.")
    for column in words:
        # A name may begin with any other sign: every table that is written makes it harmless.
        if row.cells.get(column, "").startswith("="):
            yield column, _("This cell holds a formula. Write the value itself.")


def read_number(cell: str, *, delimiter: str = ",") -> float | None:
    """Blank is missing. Raises UnusableCellError for what is no finite number."""
    if not cell:
        return None
    plain = cell.replace(MINUS, "-")
    is_decimal = delimiter == PARTED_FOR_DECIMAL_COMMAS or not MAYBE_THOUSANDS.fullmatch(plain)
    if DECIMAL_COMMA.fullmatch(plain) and is_decimal:
        plain = plain.replace(",", ".")
    if NUMBER.fullmatch(plain):
        number = float(plain)
        if abs(number) <= LARGEST:
            return number
        raise UnusableCellError(_("This number is too large to work with. Check its digits."))
    if FORMULA.match(cell):
        raise UnusableCellError(_("This cell holds a formula. Write the value itself."))
    if "," in cell:
        message = _("“%(cell)s” may be thousands or a fraction. Write it with a point or without.")
    else:
        message = _("“%(cell)s” is not a number. Leave the cell blank where it is missing.")
    raise UnusableCellError(message % {"cell": cell[:40]})


def refuse(problems: list[CellProblem]) -> None:
    if problems:
        problems.sort(key=lambda problem: problem.row)
        count = len(problems)
        message = ngettext(
            "%(count)s cell cannot be used. Nothing was worked out.",
            "%(count)s cells cannot be used. Nothing was worked out.",
            count,
        )
        raise OutsideDataError(message % {"count": count}, problems)
