"""Pictures of the documentation: described, there, small, and taken by one command."""

import re
from pathlib import Path

import pytest

from tools.pictures import PICTURES

DOCS = Path(__file__).resolve().parents[2] / "docs"
SHOWN = [
    (page.name, *found)
    for page in sorted(DOCS.glob("*.md"))
    for found in re.findall(r"!\[(.*?)\]\((\S+?)\)", page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("page", "words", "path"), SHOWN)
def test_each_picture_is_described_and_small(page, words, path):
    assert len(words) > 40
    assert (DOCS / path).stat().st_size < 120 * 1024


def test_each_picture_that_is_taken_is_shown_and_the_reverse():
    shown = {Path(path).stem for _page, _words, path in SHOWN}
    assert shown == set(PICTURES) == {kept.stem for kept in (DOCS / "pictures").glob("*.png")}
