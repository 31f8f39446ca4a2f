"""Prompts in square brackets that somebody still has to replace by words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from resources.search_text import words_of

if TYPE_CHECKING:
    from wagtail.models import AbstractPage

GAP = re.compile(r"\[[^\[\]]{3,}\]")
MOST_SHOWN = 80


def gap_in(words: str) -> str:
    """The first, short enough for a list; empty where there is none."""
    return next(_gaps_in(words), "")


def _gaps_in(words: str) -> Iterator[str]:
    return (found[0][:MOST_SHOWN] for found in GAP.finditer(words))


def _words_by_field(page: AbstractPage) -> tuple[tuple[str, str], ...]:
    """The lead sentence stands apart from the words that search and readability read."""
    return (("lead", getattr(page, "lead", "")), ("body", words_of(page)))


def gaps_of(page: AbstractPage) -> list[str]:
    """All of them, as often as each stands there."""
    return [gap for _field, words in _words_by_field(page) for gap in _gaps_in(words)]


def gaps_by_field(page: AbstractPage) -> Iterator[tuple[str, str]]:
    """The first of each field."""
    for field, words in _words_by_field(page):
        if gap := gap_in(words):
            yield field, gap


def gaps_before_first(page: AbstractPage) -> list[str]:
    """What keeps a page from being published for the first time; later ones are only warned of."""
    return [] if page.live else [gap for _field, gap in gaps_by_field(page)]
