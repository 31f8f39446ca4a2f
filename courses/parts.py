"""A lesson in parts, each short enough for one sitting. Functions of their arguments only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from typing import Any


@dataclass(frozen=True)
class Part:
    number: int
    title: str
    blocks: list[Any] = field(default_factory=list)


def split_into_parts(blocks: Iterable[Any], *, opening: str) -> list[Part]:
    """Every heading of the second level begins a part; what stands before it is the opening."""
    parts: list[Part] = []
    for block in blocks:
        begins = block.block_type == "heading" and block.value["level"] == "2"
        if begins or not parts:
            title = block.value["text"] if begins else opening
            parts.append(Part(len(parts) + 1, title))
        parts[-1].blocks.append(block)
    return parts or [Part(1, opening)]


def minutes_left(minutes: int, *, part: int, parts: int) -> int:
    """What is left from the beginning of this part, rounded up to a whole minute."""
    return ceil(minutes * (parts - part + 1) / parts)
