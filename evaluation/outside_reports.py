"""The report of scores that somebody brought along: the words of a release, marked as outside."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.caveats import caveats_of_figures, no_comparison
from evaluation.downloads import COLUMNS, figure_rows
from evaluation.labels import Labels, ScaleLabel
from evaluation.models import OutsideReport
from evaluation.reports import Figures, Report
from evaluation.reports.change import changed
from evaluation.reports.groups import by_group
from evaluation.reports.taking_part import took_part
from evaluation.workbooks import workbook_of


@dataclass(frozen=True)
class OutsidePaper(Report):
    @property
    def source(self) -> str:
        facts = {"on": date_format(self.released_on, "j F Y"), "id": self.release_id}
        return _("Outside data, worked out on %(on)s, %(id)s") % facts


@dataclass
class OutsideLabels(Labels):
    measure: str = ""

    def scale(self, code: str) -> str:
        return self.measure


def outside_report_of(report: OutsideReport) -> OutsidePaper:
    figures = Figures(report, _labels(report))
    parts = (
        *(took_part(report) if report.flow else ()),
        *changed(figures),
        by_group(figures),
    )
    return OutsidePaper(
        title=report.title,
        number=0,
        release_id=str(report.uuid),
        released_on=timezone.localdate(report.released_at),
        parts=tuple(part for part in parts if part),
        caveats=(
            _brought_along(),
            no_comparison(),
            *caveats_of_figures(figures.whole, report.flow, figures.labels, figures.told),
        ),
    )


def outside_figures_csv(report: OutsideReport) -> str:
    """The first line says what these are, in whichever program it is opened."""
    text = io.StringIO("\N{BOM}")
    text.seek(0, io.SEEK_END)
    rows = csv.writer(text)
    rows.writerow([outside_report_of(report).source])
    rows.writerow(COLUMNS)
    rows.writerows(figure_rows(report, report))
    return text.getvalue()


def outside_figures_xlsx(report: OutsideReport) -> bytes:
    paper = outside_report_of(report)
    return workbook_of(paper, figure_rows(report, report), report.released_at)


def _labels(report: OutsideReport) -> OutsideLabels:
    if report.lowest is None or report.highest is None:
        return OutsideLabels(measure=report.measure)
    label = ScaleLabel(report.measure, report.lowest, report.highest)
    return OutsideLabels(scales={"score": label}, measure=report.measure)


def _brought_along() -> str:
    return _(
        "This is outside data: the scores came in a file. The portal did not ask for them, and "
        "cannot say who answered, or whether one row is one person."
    )
