"""A post's Markdown as safe HTML. Functions of their arguments only."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
WORDS_ONLY = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "html_block", "html_inline"]
)


def as_html(text: str) -> str:
    """Pictures, headings and HTML stay plain words; what still gets through is cut to the list."""
    return nh3.clean(
        WORDS_ONLY.render(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )


def as_excerpt(text: str, *, length: int = 160) -> str:
    """The first words without any markup, cut between two words."""
    words = " ".join(nh3.clean(WORDS_ONLY.render(text), tags=set()).split())
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0] + "…"
