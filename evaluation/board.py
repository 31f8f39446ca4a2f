"""What a board sees first of a release: the finding, its chart, and the numbers beneath."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.digits import digits
from evaluation.labels import ScaleLabel, labels_of
from evaluation.models import Chart, Release
from evaluation.reports import Figures, Report, Table, report_of
from evaluation.reports.parts import headline_scale

BEFORE_AND_AFTER = {"pre_mean": gettext_lazy("Before"), "post_mean": gettext_lazy("After")}
KEPT = {
    "kept": {"follow_up_mean": gettext_lazy("2 months")},
    "kept_later": {"later_mean": gettext_lazy("6 months")},
}
"""Of the same people at each of these moments: the cells of `scale.kept` and `scale.kept_later`."""


@dataclass(frozen=True)
class Series:
    """One chart: released means of one scale, of the same people at each moment."""

    scale: str
    """As the cells name it."""
    label: ScaleLabel
    n: int
    points: tuple[tuple[str, float], ...]

    @property
    def heading(self) -> str:
        if len(self.points) == len(BEFORE_AND_AFTER):
            return self.label.title
        return _("%(scale)s, those who answered every time") % {"scale": self.label.title}

    @property
    def in_words(self) -> str:
        return ", ".join(f"{moment} {digits(mean, '/mean')}" for moment, mean in self.points)


@dataclass(frozen=True)
class Panel:
    series: Series
    svg: SafeString
    png: bytes

    @property
    def heading(self) -> str:
        return self.series.heading


@dataclass(frozen=True)
class Finding:
    """The answer, above everything else."""

    title: str
    note: str
    panels: tuple[Panel, ...]
    table: Table

    @property
    def pictures(self) -> list[tuple[str, SafeString]]:
        return [(panel.heading, panel.svg) for panel in self.panels]


@dataclass(frozen=True)
class Board:
    """The one source of the page and of every paper."""

    report: Report
    finding: Finding | None


def board_of(release: Release) -> Board:
    figures = Figures(release, labels_of(release.plan))
    return Board(report_of(release), _finding(figures, list(release.charts.all())))


def series_of(figures: Figures) -> list[Series]:
    """The headline, what was kept of it, then a chart for each other scale."""
    first = headline_scale(figures.whole)
    kept = [f"{first}.{name}" for name in KEPT if figures.told.get(f"{first}.{name}")]
    others = [code for code in figures.whole if code != first]
    found = (_series(figures, code) for code in (*([first] if first else []), *kept, *others))
    return [series for series in found if series]


def _finding(figures: Figures, charts: Sequence[Chart]) -> Finding | None:
    first = headline_scale(figures.whole)
    series = {one.scale: one for one in series_of(figures)}
    if first is None or first not in series:
        return None
    head = series[first]
    facts = {
        "change": _change(figures.whole[first]),
        "low": _number(head.label.lowest),
        "high": _number(head.label.highest),
    }
    note = _(
        "%(change)s A score reaches from %(low)s to %(high)s, and higher is better. The same "
        "people before and after, self-rated, with no comparison group."
    )
    return Finding(
        title=_in_a_sentence(head, figures.whole[first]),
        note=(note % facts).strip(),
        panels=tuple(_panels(series, charts)),
        table=_table(series.values()),
    )


def _series(figures: Figures, code: str) -> Series | None:
    scale, _dot, kept = code.partition(".")
    label, found = (
        figures.labels.scales.get(scale),
        figures.told[code] if kept else figures.whole[code],
    )
    moments = BEFORE_AND_AFTER | KEPT.get(kept, {})
    points = tuple(
        (str(words), found[mean]) for mean, words in moments.items() if found.get(mean) is not None
    )
    if label is None or len(points) < 2:
        return None
    return Series(code, label, found["n"], points)


def _panels(series: Mapping[str, Series], charts: Sequence[Chart]) -> Iterator[Panel]:
    for chart in charts:
        if chart.scale in series:
            # Drawn by our own task, with its words escaped.
            svg = mark_safe(chart.svg)
            yield Panel(series[chart.scale], svg, bytes(chart.png))


def _in_a_sentence(series: Series, found: Mapping[str, float | None]) -> str:
    """An interval with nought in it is no finding of a change."""
    facts = {
        "scale": series.label.title,
        "n": series.n,
        "pre": digits(found["pre_mean"], "/pre_mean"),
        "post": digits(found["post_mean"], "/post_mean"),
    }
    low, high = found.get("ci95_low"), found.get("ci95_high")
    if low is not None and low > 0:
        words = _("“%(scale)s” rose from %(pre)s to %(post)s among %(n)d people")
    elif high is not None and high < 0:
        words = _("“%(scale)s” fell from %(pre)s to %(post)s among %(n)d people")
    else:
        words = _("“%(scale)s”: %(pre)s before, %(post)s after, no clear change among %(n)d people")
    return words % facts


def _change(found: Mapping[str, float | None]) -> str:
    change, low, high = (
        digits(found.get(name), f"/{name}") for name in ("mean_diff", "ci95_low", "ci95_high")
    )
    if not (change and low and high):
        return ""
    words = _("The mean change is %(change)s; its 95%% confidence interval is %(low)s to %(high)s.")
    return words % {"change": change, "low": low, "high": high}


def _table(series: Sequence[Series]) -> Table:
    columns = dict.fromkeys(moment for one in series for moment, _mean in one.points)
    rows = tuple(
        (one.heading, str(one.n), *(_mean_at(one, moment) for moment in columns)) for one in series
    )
    return Table(_("The means that are drawn"), (_("Scale"), _("People"), *columns), rows)


def _mean_at(series: Series, moment: str) -> str:
    return digits(dict(series.points).get(moment), "/mean") or _("none")


def _number(value: float) -> str:
    return f"{value:.0f}" if isclose(value, round(value)) else digits(value, "/mean")
