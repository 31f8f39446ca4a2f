"""Turns a starter text in Markdown into blocks that an editor can change."""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt

HEADING = re.compile(r"^(##|###) (.+)$", re.MULTILINE)


def blocks_of(text: str) -> list[tuple[str, Any]]:
    """`##` and `###` lines become headings, everything between them rich text."""
    markdown = MarkdownIt("commonmark", {"html": False})
    parts = HEADING.split(text)
    blocks = _written(markdown, parts[0])
    for marks, heading, words in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        blocks.append(("heading", {"text": heading.strip(), "level": str(len(marks))}))
        blocks += _written(markdown, words)
    return blocks


def _written(markdown: MarkdownIt, words: str) -> list[tuple[str, Any]]:
    return [("text", markdown.render(words.strip()))] if words.strip() else []
