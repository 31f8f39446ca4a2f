"""The report of a release on paper. Its words travel as data, so that nothing in them is run."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.spreadsheets import tidy
from evaluation.models import Release
from evaluation.reports import Report, Table, report_of

HERE = Path(__file__).parent
ACCESSIBLE = "ua-1"


def released_report_pdf(release: Release) -> bytes:
    """The same release gives the same bytes.

    A letter that none of the fonts here has cannot be promised to every reader: that paper is
    tagged all the same and does not call itself PDF/UA.
    """
    report = report_of(release)
    options = {
        "root": str(HERE),
        "font_paths": [str(HERE / "fonts")],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(_tidied(_words(report)))},
        "timestamp": datetime.combine(report.released_on, time(), tzinfo=UTC),
    }
    source = str(HERE / "report.typ")
    try:
        return typst.compile(source, pdf_standards=[ACCESSIBLE], **options)
    except typst.TypstError as problem:
        if "could not be displayed" not in str(problem):
            raise
        return typst.compile(source, **options)


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
        "numeric_from": str(table.numeric_from),
    }


def _tidied(value: Any) -> Any:
    """Without control signs and code points that stand for nothing, however deep they lie."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {key: _tidied(inner) for key, inner in value.items()}
    return [_tidied(inner) for inner in value]
