"""CSV in and out: whatever Excel, a payroll system or somebody's hands made of it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MAX_BYTES = 2_000_000
MAX_ROWS = 5_000
DELIMITERS = ",;\t|"
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Names in several scripts need them."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
DASHES = {"-", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}"}


class SpreadsheetError(Exception):
    """The file as a whole cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    number: int
    """As the spreadsheet counts them: the headings are row 1."""
    cells: Mapping[str, str]
    is_too_long: bool = False


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: tuple[str, ...] = ()
    """Headings nobody asked for. Their cells are dropped here and kept nowhere."""
    delimiter: str = ","


def read_table(
    content: bytes,
    *,
    columns: Mapping[str, Sequence[str]],
    required: Iterable[str],
    most_rows: int = MAX_ROWS,
    most_bytes: int = MAX_BYTES,
    may_be_empty: bool = False,
) -> Table:
    """`columns` maps each column that is wanted to the headings it may stand under."""
    lines, delimiter, skipped = _lines(decode(content, most_bytes=most_bytes), columns)
    records = _records(lines, delimiter)
    headings = next(records, [])
    places, left_out = _places(headings, columns, required)
    rows = []
    for number, record in enumerate(records, start=2 + skipped):
        if any(tidy(cell) for cell in record):
            rows.append(_row(number, record, places, width=len(headings)))
        if len(rows) > most_rows:
            raise SpreadsheetError(
                _(
                    "This file has more than %(limit)s rows. Split it into smaller files and "
                    "upload them one after the other."
                )
                % {"limit": f"{most_rows:,}"}
            )
    if not rows and not may_be_empty:
        raise SpreadsheetError(_("This file has headings but no rows beneath them."))
    return Table(tuple(places), tuple(rows), left_out, delimiter)


def decode(content: bytes, *, most_bytes: int = MAX_BYTES) -> str:
    if not content.strip():
        raise SpreadsheetError(_("This file is empty."))
    if len(content) > most_bytes:
        raise SpreadsheetError(
            _("This file is larger than %(limit)s MB. Split it into smaller files.")
            % {"limit": most_bytes // 1_000_000}
        )
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise SpreadsheetError(
            _("This is a workbook. Open it, choose Save as, then “CSV UTF-8”, and upload that.")
        )
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SpreadsheetError(
        _("We cannot read the letters in this file. Save it as “CSV UTF-8” and upload that.")
    )


def safe_cell(value: object) -> str:
    """Spreadsheets run a cell that begins like a formula; an apostrophe in front stops that."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_table(headings: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """With a byte order mark, so that Excel reads accents."""
    return "".join(stream_table(headings, rows))


def stream_table(headings: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The same line by line, for a table that is too long to be held."""
    yield "\N{BOM}"
    line = io.StringIO()
    writer = csv.writer(line)
    for row in chain([headings], rows):
        writer.writerow([safe_cell(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def is_formula(cell: str) -> bool:
    return cell.startswith(FORMULA_STARTS)


def tidy(cell: str) -> str:
    """Visible letters, one space between words, none around; a lone dash means nothing."""
    if not (cell.isascii() and cell.isprintable()):
        cell = unicodedata.normalize("NFC", "".join(map(_visible, cell)))
    text = " ".join(cell.split())
    return "" if text in DASHES else text


def _visible(sign: str) -> str:
    if sign.isprintable() or sign in JOINERS:
        return sign
    return "" if unicodedata.category(sign) == "Cf" else " "


def plain(heading: str) -> str:
    """What is left when capitals, spaces, hyphens and brackets do not count."""
    return re.sub(r"[\W_]", "", heading.casefold())


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")


def _lines(text: str, columns: Mapping[str, Sequence[str]]) -> tuple[str, str, int]:
    """The text from its headings on, its delimiter, and how many lines stood above them."""
    if told := re.match(r"sep=(.)\r?\n", text):
        return text[told.end() :], told[1], 1
    first = text.splitlines()[0] if text.strip() else ""
    known = _known(columns)

    def fits(delimiter: str) -> int:
        return sum(plain(heading) in known for heading in first.split(delimiter))

    return text, max(DELIMITERS, key=fits), 0


def _records(text: str, delimiter: str) -> Iterable[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as problem:
        raise SpreadsheetError(
            _(
                "Near line %(line)s a quotation mark is opened and not closed, or a cell is far "
                "too long. Mend that line and upload the file again."
            )
            % {"line": reader.line_num}
        ) from problem


def _known(columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {plain(name): column for column, names in columns.items() for name in (column, *names)}


def _places(
    headings: Sequence[str], columns: Mapping[str, Sequence[str]], required: Iterable[str]
) -> tuple[dict[str, int], tuple[str, ...]]:
    known, places, left_out = _known(columns), {}, []
    for place, heading in enumerate(headings):
        column = known.get(plain(heading))
        if column in places:
            raise SpreadsheetError(
                _("Two columns are headed “%(column)s”. Keep one of them.") % {"column": column}
            )
        if column:
            places[column] = place
        elif tidy(heading):
            left_out.append(tidy(heading)[:80])
    missing = [column for column in required if column not in places]
    if missing:
        raise SpreadsheetError(_missing_columns(missing))
    return places, tuple(left_out)


def _missing_columns(missing: Sequence[str]) -> str:
    return ngettext(
        "The first row needs the heading %(columns)s. Start from the template if that is easier.",
        "The first row needs the headings %(columns)s. Start from the template if that is easier.",
        len(missing),
    ) % {"columns": ", ".join(f"“{column}”" for column in missing)}


def _row(number: int, record: Sequence[str], places: Mapping[str, int], *, width: int) -> Row:
    cells = {
        column: tidy(record[place]) if place < len(record) else ""
        for column, place in places.items()
    }
    return Row(number, cells, is_too_long=any(tidy(cell) for cell in record[width:]))
