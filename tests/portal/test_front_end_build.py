"""What `npm run build` made. Without a build these say so and are skipped."""

import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
BUILT = ROOT / "build/static/portal"
IMAGES = ROOT / "portal/static/portal"
FIRST_LOAD_KB = 150
PAGE_KB = 20
"""Room for the lesson's own markup, compressed."""
built = pytest.mark.skipif(
    not (BUILT / "dist/portal.css").exists(), reason="run “npm ci” and “npm run build” first"
)


def compressed(path):
    return len(brotli.compress(path.read_bytes())) / 1024


@built
def test_the_sheet_asks_no_other_host_for_anything():
    sheet = (BUILT / "dist/portal.css").read_text()
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", sheet)
    assert "@import" not in sheet


@built
def test_the_script_asks_no_other_host_for_anything():
    script = (BUILT / "dist/portal.js").read_text()
    assert not re.search(r"[\"'`](?:https?:|wss?:)?//", script)
    assert "eval(" not in script


@built
def test_every_file_that_the_sheet_names_exists():
    sheet = (BUILT / "dist/portal.css").read_text()
    for name in set(re.findall(r"url\([\"']?\.\./([^)\"']+)", sheet)):
        assert (BUILT / name).exists() or (IMAGES / name).exists(), name
    assert len(re.findall(r"url\(", sheet)) == len(re.findall(r"url\([\"']?\.\./", sheet))


@built
def test_cascade_layers_arrive_in_their_order():
    sheet = (BUILT / "dist/portal.css").read_text()
    first = re.search(r"@layer ([a-z,]+);", sheet)
    assert first[1] == "govuk,tokens,base,layout,parts,page,state,print"


@built
def test_what_a_page_put_away_stays_away_whatever_its_class_says():
    assert "[hidden]{display:none!important}" in (BUILT / "dist/portal.css").read_text()


@built
def test_a_lesson_weighs_little_on_first_load():
    shared = [
        BUILT / "dist/portal.css",
        BUILT / "dist/portal.js",
        IMAGES / "images/mark.svg",
        IMAGES / "images/line.svg",
        IMAGES / "images/shore.svg",
    ]
    font = BUILT / "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    weight = sum(map(compressed, shared)) + font.stat().st_size / 1024 + PAGE_KB
    assert weight < FIRST_LOAD_KB


def test_the_lock_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if package.get("resolved")]
    assert all(package.get("integrity") for name, package in lock["packages"].items() if name)
