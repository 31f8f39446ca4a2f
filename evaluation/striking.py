"""What an editor may do to somebody's words: strike passages out, and nothing else.

Functions of their arguments only.
"""

from __future__ import annotations

STRUCK = "[…]"
TYPED = "[...]"


def tidied(words: str) -> str:
    """On one line, with each passage that was struck out marked in one way."""
    return " ".join(words.replace(TYPED, STRUCK).split())


def is_struck_from(written: str, kept: str) -> bool:
    """Whether `kept` is what was written, but for passages that are marked as struck out."""
    whole = " ".join(written.split())
    first, *others = (piece.strip() for piece in tidied(kept).split(STRUCK))
    if not others:
        return bool(first) and first == whole
    *middle, last = others
    if not whole.startswith(first):
        return False
    place, end = len(first), len(whole) - len(last)
    if not whole.endswith(last) or end < place:
        return False
    for piece in middle:
        place = whole.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return any((first, *others))
