"""What publishing a draft would do, before anybody presses the button. Functions of arguments."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum

from evaluation.instrument_files import InstrumentFile, Item, to_document
from evaluation.structure import comparability, is_same_structure


class Outcome(StrEnum):
    FIRST = "first"
    NOTHING = "nothing"
    CORRECTION = "correction"
    VERSION = "version"


@dataclass(frozen=True)
class Compared:
    """One question of the new version, and whether its answers go on."""

    item: Item
    is_comparable: bool
    is_new: bool


@dataclass(frozen=True)
class Foreseen:
    outcome: Outcome
    number: int
    """Of the version that there will be, or that is corrected."""
    reworded: list[tuple[Item, Item]] = field(default_factory=list)
    compared: list[Compared] = field(default_factory=list)
    left_out: list[Item] = field(default_factory=list)


def foresee(current: InstrumentFile | None, draft: InstrumentFile) -> Foreseen:
    if current is None:
        return Foreseen(Outcome.FIRST, 1)
    if mark_of(current) == mark_of(draft):
        return Foreseen(Outcome.NOTHING, current.version)
    if is_same_structure(current, draft):
        return Foreseen(Outcome.CORRECTION, current.version, reworded=_reworded(current, draft))
    comparable = comparability(current, draft)
    return Foreseen(
        Outcome.VERSION,
        current.version + 1,
        compared=[
            Compared(item, comparable[code] is not None, code not in current.asked)
            for code, item in draft.asked.items()
        ],
        left_out=[item for code, item in current.asked.items() if code not in draft.asked],
    )


def mark_of(file: InstrumentFile) -> str:
    """The same for the same words: what somebody agreed to is what is published."""
    document = {**to_document(file), "version": 0}
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]


def _reworded(current: InstrumentFile, draft: InstrumentFile) -> list[tuple[Item, Item]]:
    """Questions whose own words, or the words of whose answers, differ."""
    pairs = zip(current.items, draft.items, strict=True)
    return [(before, now) for before, now in pairs if before != now]
