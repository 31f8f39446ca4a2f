"""A release as a workbook: the report on one sheet, each of its figures on another."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from accounts.spreadsheets import safe_cell
from evaluation.downloads import COLUMNS, figure_rows
from evaluation.models import Release
from evaluation.reports import Report, Table, report_of

WIDTHS = (48, 14, 14, 14, 14, 28)
VALUE = COLUMNS.index("value")


def released_figures_xlsx(release: Release) -> bytes:
    return workbook_of(report_of(release), figure_rows(release.plan, release), release.released_at)


def workbook_of(report: Report, figures: Iterable[list[object]], made: datetime) -> bytes:
    book = Workbook(write_only=True)
    book.properties.title = _plain(report.title)
    book.properties.creator = ""
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    _write_report(book.create_sheet(_("Report")), report)
    _write_figures(book.create_sheet(_("Figures")), figures)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_report(sheet: Worksheet, report: Report) -> None:
    _set_widths(sheet, WIDTHS)
    sheet.append([_words(sheet, report.title, is_strong=True)])
    sheet.append([_words(sheet, report.source)])
    for part in report.parts:
        sheet.append([])
        sheet.append([_words(sheet, part.heading, is_strong=True)])
        for sentence in part.sentences:
            sheet.append([_words(sheet, sentence)])
        for table in part.tables:
            _write_table(sheet, table)
    sheet.append([])
    sheet.append([_words(sheet, _("Please bear in mind"), is_strong=True)])
    for caveat in report.caveats:
        sheet.append([_words(sheet, caveat)])


def _write_table(sheet: Worksheet, table: Table) -> None:
    sheet.append([])
    sheet.append([_words(sheet, words, is_strong=True) for words in table.headings])
    for name, *cells in table.rows:
        sheet.append([_words(sheet, name, wraps=True), *(_number(sheet, cell) for cell in cells)])


def _write_figures(sheet: Worksheet, figures: Iterable[list[object]]) -> None:
    _set_widths(sheet, (32, 9, 38, 12, 28, 28, 9, 12, 40))
    sheet.freeze_panes = "A2"
    sheet.append([_words(sheet, column, is_strong=True) for column in COLUMNS])
    for row in figures:
        cells = [_plain(cell) if isinstance(cell, str) else cell for cell in row]
        cells[VALUE] = _number(sheet, row[VALUE])
        sheet.append(cells)


def _number(sheet: Worksheet, digits: str) -> WriteOnlyCell:
    """A number that shows the digits it was given; words stay words."""
    try:
        value = float(digits)
    except ValueError:
        return _words(sheet, digits)
    places = len(digits.partition(".")[2])
    cell = WriteOnlyCell(sheet, value=value if places else int(value))
    cell.number_format = f"0.{'0' * places}" if places else "0"
    return cell


def _words(
    sheet: Worksheet, words: str, *, is_strong: bool = False, wraps: bool = False
) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=safe_cell(_plain(words)))
    cell.font = Font(bold=is_strong)
    cell.alignment = Alignment(wrap_text=wraps, vertical="top")
    return cell


def _plain(words: str) -> str:
    """Without the signs that the format cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", words)


def _set_widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    for letter, width in zip("ABCDEFGHIJ", widths, strict=False):
        sheet.column_dimensions[letter].width = width
