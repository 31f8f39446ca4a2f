"""What may never be asked here: anybody's adverse experiences, or a count of them.

Functions of their arguments only. A list of phrases finds the plain ways of asking; the rule itself
stands in docs/instruments.md, and whoever publishes answers for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.instrument_files import InstrumentFile


def _any(*phrases: str) -> str:
    return f"(?:{'|'.join(phrases)})"


SOMEBODY = _any(
    r"yours?", "you", "they", "their", "he", "his", "she", "her", "families", "family'?s?",
    *(
        rf"{who}['’]?s?"
        for who in ("child", "person", "pupil", "parent", "client", "patient", "learner", "adult")
    ),
)  # fmt: skip
OWN = _any("my", "your", "their", "his", "her", r"\w+['’]s?")
ADVERSE = _any(
    r"a\.?c\.?e\.?s?\b",
    r"adverse childhood experiences?",
    r"childhood (?:adversit\w+|traumas?|abuse|neglect)",
    r"(?:adversit\w+|traumas?|abuse|neglect) in (?:\w+ )?childhood",
)
COUNT = (
    rf"{_any(r'a[.]?c[.]?e[.]?s?', 'adverse childhood experiences?')}[ -]"
    r"(?:scores?|count|total|number|history)\b"
)
EARLIER = _any(
    r"as a child",
    r"(?:in|during) (?:(?:your|their|his|her|my) )?childhood",
    r"before (?:(?:(?:you|they|he|she|I) (?:was|were)|the age of|turning|your|their|my) )?"
    r"(?:18|eighteen)",
    r"(?:while|when) (?:you|they|he|she|I) (?:was|were) (?:a child|little|young|growing up)",
    r"growing up",
)
HARM = _any(
    r"abus\w+", r"neglect\w*", r"hit\b", r"beat\w*", r"hurt\b", r"humiliat\w+", r"touched",
    r"assault\w*", r"violen\w+", r"(?:in|to) prison", r"alcohol\w*", r"problem drink\w+",
    r"drugs?\b", r"mental(?:ly)? ill\w*", r"divorce\w*", r"separat\w+", r"unloved",
    r"swear\w*", r"swore", r"not enough to eat",
)  # fmt: skip
HOME = _any(r"parents?", "mother", "father", "home", "household", "family", "live with")
NEAR, FAR = r"[^.?!]{0,60}", r"[^.?!]{0,120}"
KNOWS = re.compile(
    r"\s*(?:(?:I|we) (?:can|could|know|understand|recognise|feel|am (?:able|confident|aware)"
    r"|believe|think|would|find)\b"
    r"|how (?:confident|well|able|sure|comfortable|much do you know)\b"
    r"|do you (?:know|understand|feel)\b)",
    re.IGNORECASE,
)
"""Begins to ask what somebody knows or feels able to do."""


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


ASKS_OUTRIGHT = _forms(
    rf"\b{SOMEBODY}\b{NEAR}\b{COUNT}",
    rf"\b{OWN} {COUNT}",
    rf"{COUNT} (?:is|was|of)\b",
    rf"\A\W*(?:the )?{COUNT}\W*\Z",
    rf"\b(?:enter|give|write|record|state|add up)\b{NEAR}\b{ADVERSE}",
    rf"\b(?:total|number of|sum of)\b[^.?!]{{0,20}}\b{ADVERSE}",
    rf"\bhow many\b{NEAR}\b{ADVERSE}",
    r"\bI (?:have |['’]ve )?(?:had|experienced|suffered|lived through|been through)\b"
    rf"{NEAR}\b{ADVERSE}",
)
ASKS = _forms(
    rf"\b(?:have|did|do|were|was|has|had)\b{NEAR}\b{SOMEBODY}\b{NEAR}\b{ADVERSE}",
    rf"\b(?:my|your|their|his|her)\b[^.?!]{{0,20}}\b{ADVERSE}",
    rf"\b{ADVERSE}{NEAR}\b(?:happened|appl(?:y|ies|ied)) to\b",
    rf"\b{ADVERSE}{NEAR}\b{SOMEBODY} (?:have |has )?(?:had|experienced|suffered)\b",
    rf"\btell us\b{NEAR}\b{ADVERSE}",
    rf"\b(?:my|your|their|his|her) childhood\b{NEAR}\b{HARM}",
    rf"\b{EARLIER}\b{FAR}\b{HARM}",
    rf"\b{HARM}{FAR}\b{EARLIER}",
    rf"\b(?:have|did|were|was|has|had)\b{NEAR}\b{HOME}\b{NEAR}\b{HARM}",
)


def refusals(file: InstrumentFile) -> list[str]:
    """Why these questions may not be published; empty where they may."""
    return [
        f"{name} asks about somebody's adverse experiences. The portal never collects them: "
        "ask what people know, feel able to do, or would like instead."
        for name, texts in _texts(file)
        if any(map(asks_for_adverse_experiences, texts))
    ]


def asks_for_adverse_experiences(words: str) -> bool:
    if any(form.search(words) for form in ASKS_OUTRIGHT):
        return True
    return not KNOWS.match(words) and any(form.search(words) for form in ASKS)


def _texts(file: InstrumentFile) -> Iterator[tuple[str, list[str]]]:
    """All that people read, by where it stands."""
    yield file.slug, [file.title, file.intro]
    for section in file.sections:
        yield section.title or section.code, [section.title, section.intro]
    for item in file.items:
        options = item.response_set.options if item.response_set else ()
        yield item.code, [item.text, item.hint, *(option.label for option in options)]
    for scale in (*file.scales, *([file.total] if file.total else [])):
        yield scale.title or scale.code, [scale.title]
