"""Put a pack together. What is not finished lies in files without a name, gone with its worker."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from io import TextIOBase
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, TextIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone

from accounts.spreadsheets import safe_cell
from evaluation.models import Export
from evaluation.packs.codebook import codebook_page, write_codebook
from evaluation.packs.in_figures import in_figures_of
from evaluation.packs.people import people_of
from evaluation.packs.sheets import blocks_of, sheets_of
from evaluation.packs.spss import SpssTable
from evaluation.packs.tables import WHO, Source, write_tables
from evaluation.packs.wide import columns_of
from evaluation.packs.workbook import write_workbook

SCRIPTS = [Path(__file__).with_name(name) for name in ("change.R", "report.R")]
CAUTION = "Self-rated, without a comparison group. Never try to find out who somebody is."
TABLES = ("long", "wide", "scores", "in_figures", "codebook")


def write_pack(export: Export, to: BinaryIO, *, tell: Callable[[int], None]) -> None:
    plan = export.plan
    sheets = sheets_of(plan)
    source = Source(plan, people_of(plan), sheets, in_figures_of(plan))
    about = [*_about(export), *source.figures.about]
    with ExitStack() as stack, ZipFile(to, "w", ZIP_DEFLATED) as pack:
        tables = {name: stack.enter_context(_table()) for name in TABLES}
        sav, workbook = (stack.enter_context(TemporaryFile()) for _ in range(2))
        codebook = tables.pop("codebook")
        written = write_tables(source, tell, **tables, spss=_spss(source, sav))
        write_codebook(sheets.values(), codebook)
        tables["codebook"] = codebook
        for name, text in tables.items():
            _add(pack, f"{name}.csv", text)
        _add(pack, "wide.sav", sav)
        write_workbook(tables.items(), workbook, beat=lambda: tell(written))
        _add(pack, "rows.xlsx", workbook)
        pack.writestr("codebook.html", codebook_page(sheets.values(), about=about))
        pack.writestr("about.csv", "\N{BOM}" + _two_columns(about))
        for script in SCRIPTS:
            pack.writestr(script.name, script.read_text())


def _spss(source: Source, to: BinaryIO) -> SpssTable:
    columns = columns_of(source.sheets, blocks_of(source.plan, source.sheets), beside=WHO)
    return SpssTable(
        to,
        columns,
        groups=(one.groups for one in source.people.values()),
        title=source.plan.title,
        made=timezone.localdate(),
    )


def _table() -> TextIO:
    """With the mark at the front that tells spreadsheet programs that this is UTF-8."""
    return TemporaryFile("w+", encoding="utf-8-sig", newline="")


def _add(pack: ZipFile, name: str, file: BinaryIO | TextIO) -> None:
    file.flush()
    content = file.buffer if isinstance(file, TextIOBase) else file
    with pack.open(name, "w", force_zip64=True) as entry:
        content.seek(0)
        shutil.copyfileobj(content, entry)


def _about(export: Export) -> list[tuple[str, object]]:
    plan = export.plan
    return [
        ("plan", plan.title),
        ("k", plan.k),
        ("reliability", float(plan.reliability)),
        ("moments", " ".join(plan.waves.values_list("wave", flat=True))),
        ("made_on", timezone.localdate().isoformat()),
        ("taken_for", export.reason),
        ("delete_by", export.until.isoformat()),
        ("export", export.uuid),
        ("caution", CAUTION),
    ]


def _two_columns(rows: Iterable[tuple[str, object]]) -> str:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["key", "value"])
    table.writerows([key, safe_cell(value)] for key, value in rows)
    return text.getvalue()
