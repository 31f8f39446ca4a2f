"""A number before every paragraph, heading, item and row of a piece of HTML. Pure.

The HTML is our own templates', so that every tag is closed. Whatever lies in an element with the
attribute `data-unnumbered` keeps no number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from textwrap import shorten

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
NUMBERED = HEADINGS | {"p", "li", "dt", "dd", "tr", "blockquote"}
NUMBERED |= {"caption", "figcaption", "figure", "footer", "summary"}
CELLS = {"td", "th"}
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "source", "track", "wbr"}
SILENT = {"audio", "button", "script", "style", "svg", "video"}
EXCERPT = 120


@dataclass
class Element:
    tag: str
    is_silent: bool
    slot: int | None = None
    """Where in the output its number goes."""
    paragraph: int | None = None


@dataclass(frozen=True)
class Numbered:
    html: str
    paragraphs: list[str]
    """How each begins, in the order of their numbers."""


def number_paragraphs(html: str, *, first: int, mark: Callable[[int], str]) -> Numbered:
    """Numbers follow the order in which the words are read."""
    writer = _Writer(first, mark)
    writer.feed(html)
    writer.close()
    texts = (" ".join(unescape("".join(pieces)).split()) for pieces in writer.paragraphs)
    return Numbered(
        "".join(writer.out), [shorten(text, EXCERPT, placeholder="…") for text in texts]
    )


class _Writer(HTMLParser):
    """Copies what it reads, and fills a slot with a number once its element turns out to speak."""

    def __init__(self, first: int, mark: Callable[[int], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.first, self.mark = first, mark
        self.out: list[str] = []
        self.paragraphs: list[list[str]] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")
        if tag in VOID:
            self._see_picture(tag)
            return
        is_silent = tag in SILENT or "data-unnumbered" in dict(attrs)
        within = self.open[-1] if self.open else None
        element = Element(tag, is_silent or bool(within and within.is_silent))
        self.open.append(element)
        if tag in NUMBERED and tag != "tr":
            self._make_slot(element)
        elif tag in CELLS and within and within.tag == "tr" and within.slot is None:
            self._make_slot(within)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")
        self._see_picture(tag)

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._see_words(data)

    def handle_entityref(self, name: str) -> None:
        self._see_words(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._see_words(f"&#{name};")

    def _make_slot(self, element: Element) -> None:
        element.slot = len(self.out)
        self.out.append("")

    def _see_picture(self, tag: str) -> None:
        element = self._nearest()
        if tag == "img" and element and element.tag == "figure" and not element.is_silent:
            self._count(element)

    def _see_words(self, words: str) -> None:
        is_silent = bool(self.open and self.open[-1].is_silent)
        if not is_silent and unescape(words).strip():
            self._count(self._nearest() or self._bare())
        element = self._nearest()
        if element and element.paragraph is not None and not is_silent:
            self.paragraphs[element.paragraph].append(words)
        self.out.append(words)

    def _nearest(self) -> Element | None:
        return next((each for each in reversed(self.open) if each.slot is not None), None)

    def _bare(self) -> Element:
        """Words in nothing that carries a number: the number stands right before them."""
        element = self.open[-1] if self.open else Element("", is_silent=False)
        if element.paragraph is None:
            self._make_slot(element)
        return element

    def _count(self, element: Element) -> None:
        if element.paragraph is not None or element.slot is None:
            return
        element.paragraph = len(self.paragraphs)
        self.paragraphs.append([])
        self.out[element.slot] = self.mark(self.first + element.paragraph)
