"""Names and labels as statistics programs take them. Functions of their arguments only."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_NAME = 64
RESERVED = frozenset(
    {"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"}
)


def legal_names(wanted: Iterable[str]) -> list[str]:
    """Letters, digits and low lines, a letter first, and no two alike whatever their capitals."""
    taken: set[str] = set()
    names = []
    for words in wanted:
        begun = _legal(words)
        name, number = begun[:LONGEST_NAME], 1
        while name.upper() in taken:
            number += 1
            tail = f"_{number}"
            name = f"{begun[: LONGEST_NAME - len(tail)]}{tail}"
        taken.add(name.upper())
        names.append(name)
    return names


def cut(words: str, *, most_bytes: int) -> str:
    """No more than so many bytes of UTF-8, and no letter in half."""
    return words.encode()[:most_bytes].decode(errors="ignore")


def _legal(words: str) -> str:
    name = re.sub(r"[^A-Za-z0-9_]", "_", words).rstrip("_")
    if not name or not name[0].isalpha() or name.upper() in RESERVED:
        name = f"v_{name}".rstrip("_")
    return name
