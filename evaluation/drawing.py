"""Draws the charts of a release. Importing it is slow: tasks and commands do, pages never."""

from __future__ import annotations

from accounts.papers.writing import FONTS
from evaluation.board import Series, series_of
from evaluation.charts import Point, change_over_time, to_png, to_svg
from evaluation.house_colours import on_paper
from evaluation.labels import labels_of
from evaluation.models import Chart, Release
from evaluation.reports import Figures


def draw(release: Release) -> list[Chart]:
    """From what is released and nothing else. The release need not be saved yet."""
    figures = Figures(release, labels_of(release.plan))
    return [_drawn(release, series) for series in series_of(figures)]


def _drawn(release: Release, series: Series) -> Chart:
    chart = change_over_time(
        [Point(moment, mean) for moment, mean in series.points],
        lowest=series.label.lowest,
        highest=series.label.highest,
    )
    svg = to_svg(chart, title=series.heading, description=series.in_words)
    return Chart(
        release=release, scale=series.scale, svg=svg, png=to_png(on_paper(svg), fonts=FONTS)
    )
