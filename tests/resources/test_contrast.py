import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from resources.brand import Colours
from resources.contrast import SURFACES, TRACKS, nearest_readable, ratio, worst_shortfall
from resources.models import Partnership

OWN = Colours(
    action_light="#0b5c63",
    action_dark="#8fd0ca",
    accent_light="#6b3f69",
    accent_dark="#d8b2d4",
)


def test_black_on_white_measures_twenty_one_to_one():
    assert round(ratio("#000000", "#ffffff"), 1) == 21.0
    assert round(ratio("#0b5c63", "#fbfaf7"), 1) == 7.4


def test_the_surfaces_are_those_of_the_style_sheet():
    tokens = (Path(settings.BASE_DIR) / "portal/static/portal/css/tokens.css").read_text()
    light, dark = tokens.split("@media print")[0].split("prefers-color-scheme: dark")
    for sheet, scheme in ((light, "light"), (dark, "dark")):
        written = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", sheet))
        assert written["track"] == TRACKS[scheme]
        for name, colour in SURFACES[scheme].items():
            assert written[name] == colour


@pytest.mark.parametrize(
    ("colour", "scheme"),
    [("#0b5c63", "light"), ("#8fd0ca", "dark"), ("#6b3f69", "light"), ("#d8b2d4", "dark")],
)
def test_our_own_colours_pass_everywhere(colour, scheme):
    assert worst_shortfall(colour, scheme) is None


@pytest.mark.parametrize(
    ("colour", "scheme"), [("#ffcc00", "light"), ("#5b8def", "light"), ("#0b5c63", "dark")]
)
def test_the_colour_offered_instead_passes_everywhere(colour, scheme):
    assert worst_shortfall(colour, scheme) is not None
    assert worst_shortfall(nearest_readable(colour, scheme), scheme) is None


def test_a_pale_colour_is_refused_with_its_ratio_and_another(db):
    partnership = Partnership(name="Wenlow", action_light="#FFCC00")

    with pytest.raises(ValidationError) as refused:
        partnership.full_clean()

    (message,) = refused.value.message_dict["action_light"]
    assert re.search(r"measures 1\.\d to 1, and 4\.5 to 1 is needed", message)
    assert re.search(r"darker colour, for example #[0-9a-f]{6}\.", message)


@pytest.mark.parametrize("colour", ["teal", "#0b5c6", "#0b5c63;}", "#ggg000"])
def test_only_six_digits_make_a_colour(db, colour):
    with pytest.raises(ValidationError) as refused:
        Partnership(action_light=colour).clean()
    assert "six digits" in str(refused.value)


def test_no_colours_make_no_style_sheet():
    assert Colours().key == ""


def test_the_style_sheet_is_named_by_its_content(client, db):
    Partnership.objects.create(action_light=OWN.action_light, accent_dark=OWN.accent_dark)
    key = Colours(action_light=OWN.action_light, accent_dark=OWN.accent_dark).key

    sheet = client.get(f"/colours/{key}.css")

    assert sheet["Content-Type"].startswith("text/css")
    assert "immutable" in sheet["Cache-Control"]
    assert b"--action:#0b5c63;" in sheet.content
    assert b"prefers-color-scheme:dark" in sheet.content
    assert client.get("/colours/0000000000000000.css").status_code == 404


def test_a_colour_for_light_pages_leaves_dark_pages_alone():
    sheet = Colours(action_light="#5b21b6").stylesheet
    assert sheet.startswith("@layer tokens{@media (prefers-color-scheme:light){")
    assert "dark" not in sheet
