"""The report of a release on paper. Its words travel as data, so that nothing in them is run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.papers.writing import write_pdf
from evaluation.models import Release
from evaluation.reports import Report, Table, report_of

HERE = Path(__file__).parent


def released_report_pdf(release: Release) -> bytes:
    """The same release gives the same bytes."""
    report = report_of(release)
    return write_pdf(HERE / "report.typ", _words(report), dated=report.released_on)


def _words(report: Report) -> dict[str, Any]:
    language, _dash, region = (get_language() or "en-gb").partition("-")
    return {
        "lang": language,
        "region": region or "gb",
        "title": report.title,
        "kind": _("What changed"),
        "source": report.source,
        "parts": [
            {
                "heading": part.heading,
                "sentences": list(part.sentences),
                "tables": [_table(table) for table in part.tables],
            }
            for part in report.parts
        ],
        "caveats_heading": _("Please bear in mind"),
        "caveats": list(report.caveats),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "headings": list(table.headings),
        "rows": [list(row) for row in table.rows],
    }
