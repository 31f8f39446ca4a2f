"""The report of a release as a document (DOCX), to be written around by whoever quotes it."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Written
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import _Row

from accounts.papers.writing import printable
from evaluation.board import Finding, Panel, board_of
from evaluation.models import Release
from evaluation.reports import Part, Table

LANGUAGE = "en-GB"
PICTURE_WIDTH = Cm(7.5)


def released_report_docx(release: Release) -> bytes:
    board = board_of(release)
    report, written = board.report, _blank(release)
    written.add_heading(printable(report.title), 0)
    written.add_paragraph(report.source)
    if board.finding:
        _add_finding(written, board.finding)
    for part in report.body:
        _add_part(written, part)
    written.add_heading(_("Please bear in mind"), 1)
    for caveat in report.caveats:
        written.add_paragraph(printable(caveat), style="List Bullet")
    if report.annex or board.finding:
        written.add_page_break()
        written.add_heading(_("Annex"), 1)
        if board.finding:
            _add_caption(written, board.finding.table.caption)
            _add_table(written, board.finding.table)
        for part in report.annex:
            _add_part(written, part, level=2)
    content = io.BytesIO()
    written.save(content)
    return content.getvalue()


def _blank(release: Release) -> Written:
    """With a title and a language, which screen readers ask for first."""
    written = Document()
    facts = written.core_properties
    facts.title, facts.language = printable(release.plan.title), LANGUAGE
    facts.author = facts.last_modified_by = facts.comments = ""
    facts.created = facts.modified = release.released_at.replace(tzinfo=None)
    for language in written.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for section in written.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
    return written


def _add_finding(written: Written, finding: Finding) -> None:
    written.add_heading(printable(finding.title), 1)
    written.add_paragraph(finding.note)
    for panel in finding.panels:
        _add_picture(written, panel)


def _add_picture(written: Written, panel: Panel) -> None:
    _add_caption(written, panel.heading)
    written.add_picture(io.BytesIO(panel.png), width=PICTURE_WIDTH)
    drawing = written.inline_shapes[-1]._inline.docPr
    drawing.set("descr", printable(f"{panel.heading}: {panel.series.in_words}"))


def _add_part(written: Written, part: Part, *, level: int = 1) -> None:
    written.add_heading(printable(part.heading), level)
    for sentence in part.sentences:
        written.add_paragraph(printable(sentence))
    for table in part.tables:
        if table.caption != part.heading:
            _add_caption(written, table.caption)
        _add_table(written, table)


def _add_caption(written: Written, words: str) -> None:
    caption = written.add_paragraph(printable(words), style="Caption")
    caption.paragraph_format.keep_with_next = True


def _add_table(written: Written, table: Table) -> None:
    grid = written.add_table(rows=0, cols=len(table.headings), style="Light List Accent 1")
    for cells in (table.headings, *table.rows):
        row = grid.add_row()
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = printable(words)
        _keep_together(row)
    _repeat_on_each_page(grid.rows[0])
    written.add_paragraph()


def _repeat_on_each_page(row: _Row) -> None:
    """It also tells a screen reader that these are the headings."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_together(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
