"""A chart follows the reader's colours and says its own name."""

import re
from pathlib import Path
from xml.etree import ElementTree

import altair as alt
import pytest

from evaluation.charts import ROLES, Point, change_over_time, to_svg

parsed = ElementTree.fromstring  # our own picture, not a stranger’s

STYLES = Path(__file__).parents[2] / "portal/static/portal/css"
POINTS = (
    Point("Before", 2.9, 2.75, 3.05),
    Point("After", 3.9, 3.78, 4.02),
    Point("2 months", 3.7, 3.55, 3.85),
)


@pytest.fixture(scope="module")
def svg():
    chart = change_over_time(POINTS, lowest=2, highest=4)
    return to_svg(chart, title="Knowledge", description="2.9 before & 3.9 after")


def test_nothing_in_the_picture_names_a_colour_or_a_style(svg):
    assert not re.search(r"style|#[0-9a-f]{3}|rgb", svg)


def test_each_class_of_the_picture_reads_a_token():
    sheet = (STYLES / "figures.css").read_text()
    for role in ROLES.values():
        assert f".cp-chart .fill-{role} " in sheet
        assert f".cp-chart .stroke-{role} " in sheet


def test_the_colours_of_the_theme_are_the_light_tokens():
    tokens = (STYLES / "tokens.css").read_text().split("@media")[0]
    names = {"soft": "ink-soft"}
    for colour, role in ROLES.items():
        assert f"--{names.get(role, role)}: {colour};" in tokens


def test_the_picture_is_one_thing_with_one_name(svg):
    root = parsed(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Knowledge: 2.9 before & 3.9 after"
    assert [child.tag for child in root][:2] == ["title", "desc"]
    assert not [e for e in root.iter() if e is not root and (e.get("role") or e.get("aria-label"))]


def test_it_keeps_its_shape_at_any_width(svg):
    root = parsed(svg)
    assert root.get("width") is None
    assert [float(part) for part in root.get("viewBox").split()][2:] == pytest.approx(
        [300, 236], abs=20
    )


def test_every_number_and_wave_is_written_out(svg):
    words = [element.text for element in parsed(svg).iter("text")]
    assert {"Before", "After", "2 months", "2.90", "3.90", "3.70"} <= set(words)


def test_a_colour_of_ones_own_is_refused():
    chart = alt.Chart(alt.Data(values=[{"a": 1}])).mark_point(fill="#ff0000").encode(x="a:Q")
    with pytest.raises(ValueError, match="#ff0000 is not a colour of the house theme"):
        to_svg(chart, title="Red")


def test_a_picture_stays_small(svg):
    assert len(svg) < 4_000
