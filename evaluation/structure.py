"""What makes two versions of an instrument the same to count by. Functions of their arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evaluation.instrument_files import InstrumentFile, Item


def is_same_structure(one: InstrumentFile, other: InstrumentFile) -> bool:
    """Only labels differ: codes, types, answers, order, scales and rules are those of before."""
    return _structure(one) == _structure(other)


def comparability(before: InstrumentFile, now: InstrumentFile) -> dict[str, str | None]:
    """For each item of now the one of before that it may be held against: None where it is new."""
    known = before.asked
    return {
        code: code if code in known and _item(known[code]) == _item(item) else None
        for code, item in now.asked.items()
    }


def followed(maps: Sequence[Mapping[str, str | None]]) -> dict[str, str]:
    """Several maps of what may be compared, newest first, as one; without what is new in any."""
    found: dict[str, str] | None = None
    for one in maps:
        known = {code: before for code, before in one.items() if before is not None}
        if found is not None:
            known = {now: known[then] for now, then in found.items() if then in known}
        found = known
    return found or {}


def _structure(file: InstrumentFile) -> tuple[Any, ...]:
    sections = [
        (section.code, [_item(item) for item in section.items]) for section in file.sections
    ]
    scales = [(scale.code, scale.items, scale.least_answered) for scale in file.scales]
    total = file.total and (file.total.code, file.total.scales)
    return sections, scales, total


def _item(item: Item) -> tuple[Any, ...]:
    options = (
        [(option.code, option.kind) for option in item.response_set.options]
        if item.response_set
        else None
    )
    return (
        item.code,
        item.type,
        options,
        item.is_reversed,
        item.shown_when,
        item.lowest,
        item.highest,
        item.purpose,
    )
