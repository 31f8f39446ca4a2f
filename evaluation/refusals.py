"""What may never be asked here: anybody's adverse experiences, or a count of them.

Functions of their arguments only. A list of phrases finds the plain ways of asking; the rule itself
stands in docs/instruments.md, and whoever publishes answers for it.
"""

from __future__ import annotations

import re

from evaluation.instrument_files import InstrumentFile, Item


def _any(*phrases: str) -> str:
    return f"(?:{'|'.join(phrases)})"


SOMEBODY = _any(
    r"yours?", "you", "they", "their", "he", "his", "she", "her", "families", "family'?s?",
    *(rf"{who}'?s?" for who in ("child", "person", "pupil", "parent", "client", "patient")),
)  # fmt: skip
ADVERSE = _any(
    r"aces?\b",
    r"adverse childhood experiences?",
    r"childhood (?:adversit\w+|traumas?|abuse|neglect)",
)
COUNT = r"ace (?:score|count|total|number|history)\b"
EARLIER = _any(
    r"as a child",
    r"in (?:your|their|his|her) childhood",
    r"before (?:you were|they were|the age of|turning|your) ?(?:18|eighteen)",
    r"while you were growing up",
    r"when you were (?:a child|little|young|growing up)",
)
HARM = _any(
    r"abus\w+", r"neglect\w*", r"hit\b", r"beat\w*", r"hurt\b", r"humiliat\w+", r"touched",
    r"assault\w*", r"violen\w+", r"in prison", r"alcohol\w*", r"drugs?\b", r"mental(?:ly)? ill\w*",
    r"divorce\w*", r"separat\w+", r"unloved", r"not enough to eat",
)  # fmt: skip
NEAR, FAR = r"[^.?!]{0,60}", r"[^.?!]{0,120}"
ASKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{SOMEBODY}\b{NEAR}\b{COUNT}",
        rf"\bmy {COUNT}",
        r"\bace (?:score|count) (?:is|was|of)\b",
        rf"\bhow many\b{NEAR}{ADVERSE}",
        rf"\b(?:have|did|do|were|was|has|had)\b{NEAR}\b{SOMEBODY}\b{NEAR}{ADVERSE}",
        rf"\b(?:my|your|their|his|her)\b[^.?!]{{0,20}}{ADVERSE}",
        rf"{EARLIER}{FAR}\b{HARM}",
        rf"\b{HARM}{FAR}{EARLIER}",
    )
)


def refusals(file: InstrumentFile) -> list[str]:
    """Why these questions may not be published; empty where they may."""
    return [
        f"{item.code} asks about somebody's adverse experiences. The portal never collects them: "
        "ask what people know, feel able to do, or would like instead."
        for item in file.items
        if asks_for_adverse_experiences(item)
    ]


def asks_for_adverse_experiences(item: Item) -> bool:
    labels = [option.label for option in item.response_set.options] if item.response_set else []
    return any(form.search(words) for form in ASKS for words in (item.text, item.hint, *labels))
