"""Every colour of the tokens with its contrast, measured from the very file that pages use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from resources.contrast import ratio

TOKENS = Path(__file__).resolve().parent.parent / "static/portal/css/tokens.css"
SURFACES = ("paper", "card", "sand", "sage", "mist", "blush")
WORDS = ("ink", "ink-soft", "action", "action-hover", "plum", "leaf", "error")
MARKS = ("line-strong", "chart-1", "chart-2", "chart-3")
"""Edges of controls and marks of charts: 3 to 1 on paper, card and the track of a bar."""
PAIRS = (("on-action", "action"), ("on-focus", "focus"))
DECORATION = ("line", "track")


@dataclass(frozen=True)
class Contrast:
    words: str
    ground: str
    ratio: float
    needed: float

    @property
    def is_enough(self) -> bool:
        return self.ratio >= self.needed


@cache
def schemes() -> dict[str, dict[str, str]]:
    """The light tokens, and the light ones as the dark block changes them."""
    text = TOKENS.read_text()
    start = text.index("@media (prefers-color-scheme: dark)")
    end = text.index("@media print")
    light = _colours(text[:start])
    return {"light": light, "dark": light | _colours(text[start:end])}


def _colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", text))


def contrasts(scheme: str) -> list[Contrast]:
    pairs = [(words, ground, 4.5) for words in WORDS for ground in SURFACES]
    pairs += [(words, ground, 4.5) for words, ground in PAIRS]
    pairs += [(mark, ground, 3.0) for mark in MARKS for ground in ("paper", "card", "track")]
    colours = schemes()[scheme]
    return [
        Contrast(words, ground, ratio(colours[words], colours[ground]), needed)
        for words, ground, needed in pairs
    ]
