"""Charts in the house manner: SVG that follows the reader's colour scheme, made outside requests.

Importing this costs two seconds (Altair), so tasks import it and views never do. The light tokens
stand for their roles while Vega draws; afterwards every colour becomes a class that reads a token,
because the content security policy forbids `style` and a dark page needs other colours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import altair as alt
import vl_convert

from evaluation.digits import digits
from evaluation.house_colours import (
    CHART_1,
    CHART_2,
    CHART_3,
    INK,
    LINE,
    PAPER,
    ROLES,
    SOFT,
    SVG,
)

NO_COLOUR = {"none", "transparent"}
# What a picture with one name for screen readers has no use for, and what the style sheet says.
DROPPED = {
    "aria-hidden",
    "aria-label",
    "aria-roledescription",
    "class",
    "font-family",
    "font-size",
    "font-weight",
    "pointer-events",
    "role",
    "style",
}
WIDTH, HEIGHT = 300, 236
ABOVE = 0.15
MOST_TICKS = 10
SHAPES = ("circle", "circle", "square")


@dataclass(frozen=True)
class Point:
    """One wave: its name under the axis, the mean, and the ends of a range where one is drawn."""

    wave: str
    mean: float
    low: float | None = None
    high: float | None = None


def theme() -> dict:
    """Labels at 14 px, values at 16; hairlines across, none down; no frame, no ticks."""
    plain = {
        "domain": False,
        "ticks": False,
        "labelColor": SOFT,
        "labelFontSize": 14,
        "title": None,
    }
    return {
        "background": None,
        "padding": 0,
        "view": {"stroke": None},
        "axisX": {**plain, "grid": False, "labelAngle": 0, "labelPadding": 14},
        "axisY": {**plain, "gridColor": LINE, "labelAlign": "left", "labelPadding": 20},
        "line": {"stroke": CHART_2, "strokeWidth": 2},
        "rule": {"stroke": CHART_2, "strokeWidth": 1.5},
        "bar": {"fill": CHART_2, "cornerRadiusEnd": 4},
        "text": {"fill": INK, "fontSize": 16},
        "range": {"category": [CHART_1, CHART_2, CHART_3]},
    }


def change_over_time(points: Sequence[Point], *, lowest: float, highest: float) -> alt.LayerChart:
    """Before is hollow, after filled, later square: the shape carries the meaning."""
    rows = [
        {"wave": p.wave, "mean": p.mean, "label": digits(p.mean, "/mean"), **_range(p)}
        for p in points
    ]
    # Room above the topmost number.
    top = highest + ABOVE * (highest - lowest)
    scale = alt.Scale(domain=[lowest, top], nice=False)
    axis = alt.Axis(values=_ticks(lowest, highest), format="~g")
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("wave:N", sort=None, scale=alt.Scale(type="point", padding=0.4)),
        y=alt.Y("mean:Q", scale=scale, axis=axis),
    )
    drawn = [
        base.mark_line(),
        *_ranges(base, scale, rows),
        *_marks(base, points),
        base.mark_text(align="center", dy=-22).encode(text="label:N"),
    ]
    return alt.layer(*drawn).properties(width=WIDTH - 28, height=HEIGHT - 44)


def _range(point: Point) -> dict[str, float]:
    if point.low is None or point.high is None:
        return {}
    return {"low": point.low, "high": point.high}


def _ranges(base: alt.Chart, scale: alt.Scale, rows: Sequence[dict]) -> list[alt.Chart]:
    if not all("low" in row for row in rows):
        return []
    return [base.mark_rule().encode(y=alt.Y("low:Q", scale=scale), y2="high:Q")]


def _marks(base: alt.Chart, points: Sequence[Point]) -> list[alt.Chart]:
    return [
        base.transform_filter(alt.datum.wave == point.wave).mark_point(
            shape=SHAPES[min(place, 2)],
            size=90,
            fill=PAPER if place == 0 else CHART_2,
            stroke=CHART_2,
            strokeWidth=2.5,
            opacity=1,
        )
        for place, point in enumerate(points)
    ]


def _ticks(lowest: float, highest: float) -> list[float]:
    """Each whole step of a short scale, five of a long one."""
    steps = round(highest - lowest)
    if steps < 1 or steps > MOST_TICKS:
        return [lowest + place * (highest - lowest) / 4 for place in range(5)]
    return [lowest + place for place in range(steps + 1)]


def to_svg(chart: alt.TopLevelMixin, *, title: str, description: str = "") -> str:
    """The chart as one picture with one name, for `components/figure.html`."""
    spec = chart.to_dict() | {"config": theme()}
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec))  # noqa: S314 (our own)
    _drop_empty(root)
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
        element.attrib = _rewritten(element.attrib)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib |= {"class": "cp-chart", "role": "img", "aria-label": _name(title, description)}
    for place, (tag, words) in enumerate({"title": title, "desc": description}.items()):
        root.insert(place, _worded(tag, words))
    return ElementTree.tostring(root, encoding="unicode")


def to_png(svg: str, *, fonts: Path) -> bytes:
    """The same picture for programs that draw no SVG, large enough to be printed."""
    vl_convert.register_font_directory(str(fonts))
    return vl_convert.svg_to_png(svg, scale=3)


def _name(title: str, description: str) -> str:
    return f"{title}: {description}" if description else title


def _worded(tag: str, words: str) -> ElementTree.Element:
    element = ElementTree.Element(tag)
    element.text = words
    return element


def _drop_empty(parent: ElementTree.Element) -> None:
    """Vega draws frames of no size; an empty path is also an error in strict readers."""
    for child in list(parent):
        _drop_empty(child)
        kind = child.tag.removeprefix(f"{{{SVG}}}")
        is_frame = kind == "path" and child.get("class") in {"background", "foreground"}
        is_empty_group = kind == "g" and len(child) == 0
        if is_frame or is_empty_group:
            parent.remove(child)


def _rewritten(attributes: dict[str, str]) -> dict[str, str]:
    kept = {name: _rounded(value) for name, value in attributes.items() if name not in DROPPED}
    classes = []
    for paint in ("fill", "stroke"):
        colour = kept.get(paint, "none").lower()
        if colour not in NO_COLOUR:
            classes.append(f"{paint}-{_role(colour)}")
            del kept[paint]
    if kept.get("opacity") == "1":
        del kept["opacity"]
    return kept | ({"class": " ".join(classes)} if classes else {})


def _role(colour: str) -> str:
    if colour not in ROLES:
        raise ValueError(f"{colour} is not a colour of the house theme.")
    return ROLES[colour]


def _rounded(value: str) -> str:
    return re.sub(r"-?\d+\.\d{2,}(e-\d+)?", lambda number: f"{float(number[0]):.1f}", value)
