from pathlib import Path

import pytest

from courses.packages.formats import FORMATS, guess_format

FILES = Path(__file__).with_name("files")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ((FILES / "listening.xml").read_bytes(), "moodlexml"),
        ((FILES / "first_meetings.gift").read_bytes(), "gift"),
        (b"\xef\xbb\xbf\n<quiz>", "moodlexml"),
        ('<?xml version="1.0"?>'.encode("utf-16"), "moodlexml"),
        (b"<p>Now?</p>{T}", "gift"),
        (b"", "gift"),
    ],
)
def test_a_format_is_known_by_how_a_file_begins(content, name):
    assert guess_format(content) == name


@pytest.mark.parametrize("name", FORMATS)
def test_a_draft_goes_out_in_the_format_it_came_in(name):
    (content,) = [
        path.read_bytes() for path in FILES.iterdir() if path.suffix == FORMATS[name].suffix
    ]
    package = FORMATS[name].read(content)
    assert {draft.format for draft in package.unsupported} == {name}
    assert FORMATS[name].read(FORMATS[name].write(package).content) == package
