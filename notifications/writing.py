"""One source for each message, in Markdown: its subject, its text and its HTML follow from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False})
_SPECIAL = re.compile(r"([\\`*_\[\]<>#&~|])")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#&~|])")
_LINK = re.compile(r"(?<!\\)\[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<url>[^)\s]+)\)")
_STRONG = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")


@dataclass(frozen=True)
class Words:
    """What one message says."""

    title: str
    body: str
    """Markdown."""
    path: str

    @property
    def text(self) -> str:
        text = _LINK.sub(lambda link: f"{link['label']}:\n{absolute(link['url'])}", self.body)
        return _ESCAPED.sub(r"\1", _STRONG.sub(r"\1", text))

    @property
    def html(self) -> str:
        return _markdown.render(
            _LINK.sub(lambda link: f"[{link['label']}]({absolute(link['url'])})", self.body)
        )


def write(*, template: str, words: Mapping[str, Any]) -> Words:
    """The first paragraph of the source is the subject."""
    source = render_to_string(
        f"emails/{template}.md", {name: _as_written(word) for name, word in words.items()}
    )
    title, _, body = source.strip().partition("\n\n")
    return Words(
        title=_ESCAPED.sub(r"\1", " ".join(title.split())),
        body=body.strip(),
        path=str(words.get("path", "/")),
    )


def absolute(url: str) -> str:
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


def _as_written(word: Any) -> Any:
    """What somebody typed stays as typed, whatever it means in Markdown; an address stays whole."""
    if not isinstance(word, str):
        return word
    if word.startswith("/"):
        return mark_safe(word)
    return mark_safe(_SPECIAL.sub(r"\\\1", word))
