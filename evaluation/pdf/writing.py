"""The report of a release on paper: two pages for a board, and an annex behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.papers.writing import write_pdf
from evaluation.board import Board, Finding, board_of
from evaluation.house_colours import on_paper
from evaluation.models import Release
from evaluation.reports import Part, Table

HERE = Path(__file__).parent


def released_report_pdf(release: Release) -> bytes:
    """The same release gives the same bytes."""
    board = board_of(release)
    return write_pdf(HERE / "report.typ", _words(board), dated=board.report.released_on)


def _words(board: Board) -> dict[str, Any]:
    language, _dash, region = (get_language() or "en-gb").partition("-")
    report = board.report
    return {
        "lang": language,
        "region": region or "gb",
        "title": report.title,
        "kind": _("What changed"),
        "source": report.source,
        "finding": board.finding and _finding(board.finding),
        "parts": [_part(part) for part in report.body],
        "caveats_heading": _("Please bear in mind"),
        "caveats": list(report.caveats),
        "annex_heading": _("Annex"),
        "annex_tables": [_table(board.finding.table)] if board.finding else [],
        "annex": [_part(part) for part in report.annex],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    panels = [
        {"heading": one.heading, "svg": on_paper(one.svg), "words": one.series.in_words}
        for one in finding.panels
    ]
    return {"title": finding.title, "note": finding.note, "panels": panels}


def _part(part: Part) -> dict[str, Any]:
    return {
        "heading": part.heading,
        "sentences": list(part.sentences),
        "tables": [_table(table) for table in part.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "headings": list(table.headings),
        "rows": [list(row) for row in table.rows],
        "numeric_from": str(table.numeric_from),
    }
