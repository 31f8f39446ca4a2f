"""The texts of questions as safe HTML, whichever format they came in. Functions of arguments."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt

from courses.packages.checks import SHOWN
from courses.packages.questions import Text, TextFormat

INLINE = {"a", "b", "br", "code", "em", "i", "img", "s", "span", "strong", "sub", "sup", "u"}
BLOCKS = INLINE | {
    "blockquote",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True})

ENDS_LINE = re.compile(r"</(p|li|div|h[1-6]|tr)>", re.IGNORECASE)
PICTURE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
ALT = re.compile(r"""\salt\s*=\s*(?:"\s*[^"\s]|'\s*[^'\s]|[^\s"'>])""", re.IGNORECASE)
DECORATES = re.compile(r"""\srole\s*=\s*["']?(?:presentation|none)\b""", re.IGNORECASE)
LAST_BREAKS = re.compile(r"(<br>|\s)+$")

Address = Callable[[str], str]
"""Of a file, by its folder and name; empty where there is none."""


def as_html(text: Text, address: Address) -> str:
    return _clean(_to_html(text), address, BLOCKS)


def as_line(text: Text, address: Address) -> str:
    """For a label: of paragraphs and lists the words stay, each on a line."""
    lines = _clean(ENDS_LINE.sub(r"\g<0><br>", _to_html(text)), address, INLINE)
    return LAST_BREAKS.sub("", lines)


def as_words(text: Text) -> str:
    """Without any markup, for a menu or a list."""
    return " ".join(nh3.clean(_to_html(text), tags=set()).split())


def has_picture_without_words(text: Text) -> bool:
    """Whoever cannot see it could not answer; one that only decorates says so by its role."""
    return any(
        not (ALT.search(tag) or DECORATES.search(tag)) for tag in PICTURE.findall(_to_html(text))
    )


def _to_html(text: Text) -> str:
    match text.format:
        case TextFormat.MARKDOWN:
            return MARKDOWN.render(text.words)
        case TextFormat.PLAIN:
            return escape(text.words).replace("\n", "<br>")
        case TextFormat.MOODLE:
            return text.words.replace("\n", "<br>")
        case _:
            return text.words


def _clean(html: str, address: Address, tags: set[str]) -> str:
    shown = SHOWN.sub(lambda found: escape(address(unquote(found[1]))), html)
    return nh3.clean(
        shown,
        tags=tags,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
