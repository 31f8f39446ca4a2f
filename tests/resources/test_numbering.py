import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.numbering import number_paragraphs


def numbered(html, first=1):
    return number_paragraphs(html, first=first, mark=lambda number: f"[{number}]")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "<p>[1]One</p><p>[2]Two</p>"),
        ("<h2>Part</h2><p>Words</p>", "<h2>[1]Part</h2><p>[2]Words</p>"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>[1]a</li><li>[2]b</li></ul>"),
        ("<li><p>inside</p></li>", "<li><p>[1]inside</p></li>"),
        (
            "<ul><li>outer<ul><li>inner</li></ul></li></ul>",
            "<ul><li>[1]outer<ul><li>[2]inner</li></ul></li></ul>",
        ),
        (
            "<p><b>Bold</b> and <i>italic</i></p>",
            "<p>[1]<b>Bold</b> and <i>italic</i></p>",
        ),
        (
            "<tr><th>Name</th><td>3</td></tr><tr><th>Other</th><td>4</td></tr>",
            "<tr><th>[1]Name</th><td>3</td></tr><tr><th>[2]Other</th><td>4</td></tr>",
        ),
        (
            '<figure><img alt="A wall"><figcaption>A caption</figcaption></figure>',
            '<figure>[1]<img alt="A wall"><figcaption>[2]A caption</figcaption></figure>',
        ),
        ("<div>Bare words <b>here</b></div>", "<div>[1]Bare words <b>here</b></div>"),
        ("<p> </p><p>&nbsp;</p><p>Words</p>", "<p> </p><p>&nbsp;</p><p>[1]Words</p>"),
        (
            "<div data-unnumbered><p>Call</p></div><p>Words</p>",
            "<div data-unnumbered><p>Call</p></div><p>[1]Words</p>",
        ),
        ("<p>Tea &amp; rest<br>now</p>", "<p>[1]Tea &amp; rest<br>now</p>"),
        ("<p>a</p>tail", "<p>[1]a</p>[2]tail"),
    ],
)
def test_each_thing_that_can_be_spoken_of_has_one_number(html, expected):
    assert numbered(html).html == expected


def test_numbers_go_on_from_where_they_are_told_to():
    assert numbered("<p>One</p>", first=7).html == "<p>[7]One</p>"


def test_it_tells_how_each_paragraph_begins():
    found = numbered("<p>Tea &amp; <b>rest</b></p><li>Sleep</li>").paragraphs

    assert found == ["Tea & rest", "Sleep"]


def test_a_long_beginning_is_cut_between_words():
    (found,) = numbered(f"<p>{'word ' * 100}</p>").paragraphs

    assert len(found) <= 120
    assert found.endswith("word…")


ITEMS = st.lists(st.text("abc &<>\n", min_size=1).filter(str.strip), max_size=6)


@given(ITEMS)
def test_taking_the_numbers_out_again_gives_back_what_was_read(words):
    html = "".join(f"<p>{escape(each)}</p>" for each in words)
    found = numbered(html)

    assert re.sub(r"\[\d+\]", "", found.html) == html
    assert len(found.paragraphs) == len(words)
