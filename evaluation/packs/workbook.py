"""The tables of a pack as one workbook, sheet after sheet, without ever holding one.

The workbooks of releases are openpyxl's. A million rows would take it a quarter of an hour; these
plain cells without a style take it a minute. Functions of their arguments only.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import BinaryIO, TextIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

MOST_LETTERS = 32_767
"""As far as a cell of a spreadsheet program reaches."""
SHORT = 40
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]+(e-?[0-9]+)?)?")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True)
class Reach:
    """As far as a sheet of a spreadsheet program reaches, and rows written between two beats."""

    rows: int = 1_048_576
    columns: int = 16_384
    batch: int = 1_000


A_SHEET = Reach()


def write_workbook(
    tables: Iterable[tuple[str, TextIO]],
    to: BinaryIO,
    *,
    beat: Callable[[], None],
    reach: Reach = A_SHEET,
) -> None:
    """Each table under its name; one longer than a sheet goes on in the next. `beat`: still at it.

    One with more columns than a sheet has is left out.
    """
    names: list[str] = []
    with ZipFile(to, "w", ZIP_DEFLATED, compresslevel=3) as book:
        for table, text in tables:
            text.flush()
            text.seek(0)
            for name, rows in _sheets(table, csv.reader(text), reach):
                names.append(name)
                _write_sheet(book, len(names), rows, beat, batch=reach.batch)
        _write_rest(book, names)


def _sheets(
    table: str, rows: Iterator[list[str]], reach: Reach
) -> Iterator[tuple[str, Iterable[list[str]]]]:
    headings = next(rows)
    if len(headings) > reach.columns:
        return
    number, first = 1, next(rows, None)
    while first is not None or number == 1:
        body = chain([first], islice(rows, reach.rows - 2)) if first else iter(())
        yield (table if number == 1 else f"{table} {number}"), chain([headings], body)
        number, first = number + 1, next(rows, None)


def _write_sheet(
    book: ZipFile,
    number: int,
    rows: Iterable[list[str]],
    beat: Callable[[], None],
    *,
    batch: int,
) -> None:
    rows = iter(rows)
    with book.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as sheet:
        sheet.write(f"{HEAD}<worksheet {MAIN}><sheetData>".encode())
        while some := list(islice(rows, batch)):
            sheet.write("".join(map(_row, some)).encode())
            beat()
        sheet.write(b"</sheetData></worksheet>")


def _row(cells: Sequence[str]) -> str:
    written = (_short(text) if len(text) < SHORT else _cell(text) for text in cells)
    return f"<row>{''.join(written)}</row>"


@lru_cache(maxsize=10_000)
def _short(text: str) -> str:
    """Codes, groups and months stand in thousands of rows."""
    return _cell(text)


def _cell(text: str) -> str:
    if not text:
        return "<c/>"
    if NUMBER.fullmatch(text):
        return f"<c><v>{text}</v></c>"
    words = escape(ILLEGAL.sub("", text)[:MOST_LETTERS])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _write_rest(book: ZipFile, names: Sequence[str]) -> None:
    """Which sheets there are, and where: three lists that say the same in three ways."""
    numbered = list(enumerate(names, start=1))
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in numbered
    )
    places = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number, _ in numbered
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{TYPES}.worksheet+xml"/>'
        for number, _ in numbered
    )
    relationships = f'<Relationships xmlns="{PACKAGE}/relationships">'
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{sheets}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f"{relationships}{places}</Relationships>",
        "_rels/.rels": f'{relationships}<Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>{kinds}'
        "</Types>",
    }
    for name, content in parts.items():
        book.writestr(name, HEAD + content)
