from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.markdown import TAGS, as_excerpt, as_html


def elements(html):
    """Every tag of a text with its attributes, as a browser would read them."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, attributes))
    parser.feed(html)
    return found


def test_ordinary_markdown_is_drawn():
    assert as_html("**Hello**\n\n- one\n- two") == (
        "<p><strong>Hello</strong></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](http://elsewhere.example/pixel.png)",
        '<a href="https://example.org" onclick="alert(1)">x</a>',
        "<style>body{display:none}</style>",
        "<https://example.org/\"onmouseover='alert(1)'>",
    ],
)
def test_nothing_active_gets_through(hostile):
    for tag, attributes in elements(as_html(hostile)):
        assert tag in TAGS
        for name, value in attributes:
            assert name in {"href", "rel"}
            assert name == "rel" or value.startswith(("https:", "http:"))


def test_links_lead_away_without_vouching():
    assert 'rel="nofollow noopener noreferrer"' in as_html("[x](https://example.org)")


def test_a_heading_stays_words_so_that_a_post_cannot_shout_or_break_the_outline():
    assert "<h1" not in as_html("# Loud")


def test_an_excerpt_is_words_cut_between_two_of_them():
    assert as_excerpt("**We missed you**, and we would like to see you.", length=20) == (
        "We missed you, and…"
    )


@given(st.text(max_size=400))
def test_any_text_can_be_drawn(text):
    as_html(text)
    as_excerpt(text)
