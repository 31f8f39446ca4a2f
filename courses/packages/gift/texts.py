"""Texts of GIFT, which name their format in brackets where it is not that of the question."""

from __future__ import annotations

import re

from courses.packages.gift.escapes import CONTENT
from courses.packages.questions import WHITE, Text, TextFormat

FORMATTED = re.compile(rf"\[({'|'.join(TextFormat)})\]")
# What would be read as a format, a weight or a comment if it stood first.
MISLEADING = re.compile(rf"{FORMATTED.pattern}|%|//")
ARROW = "->"
# Our own: GIFT has no way to write an arrow that divides no pair.
PLAIN_ARROW = "-\\>"


def read_text(hidden: str, usual: TextFormat) -> Text:
    bare = hidden.strip(WHITE)
    found = FORMATTED.match(bare)
    if not found:
        return Text(CONTENT.show(bare), usual)
    return Text(CONTENT.show(bare[found.end() :]), TextFormat(found[1]))


def write_text(text: Text, usual: TextFormat) -> str:
    if not text.words:
        return ""
    is_named = text.format != usual or MISLEADING.match(text.words)
    return (f"[{text.format}]" if is_named else "") + CONTENT.write(text.words)
