"""A set of questions as plain values, and as the file in which it travels.

Functions of their arguments only. What is frozen when a version is published, what is asked, what
is scored and what is exported are all this one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from evaluation.scoring import ItemRule

FORMAT = "chatr-instrument-1"


class OptionKind(StrEnum):
    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    PREFER_NOT = "prefer_not_to_say"


class ItemType(StrEnum):
    LIKERT = "likert"
    SINGLE = "single"
    MULTIPLE = "multiple"
    YES_NO = "yes_no"
    NUMBER = "number"
    SLIDER = "slider"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    DATE = "date"
    STATEMENT = "statement"


CHOSEN = frozenset({ItemType.LIKERT, ItemType.SINGLE, ItemType.MULTIPLE, ItemType.YES_NO})
MEASURED = frozenset({ItemType.NUMBER, ItemType.SLIDER})
WRITTEN = frozenset({ItemType.SHORT_TEXT, ItemType.LONG_TEXT})


class Purpose(StrEnum):
    """Whom the words of a written item are for, where it is not only the total."""

    NONE = ""
    FACILITATORS = "facilitators"
    UPSETTING = "upsetting"
    QUOTATION = "quotation"
    IN_SHOW = "commitment"
    """Asks about the text that the caller handed in for this person."""


LEAVES_ITS_WRITER = frozenset({Purpose.FACILITATORS, Purpose.UPSETTING})
"""Read by others than who counts, so kept apart from the answers; a quotation only if ticked."""


class MissingRule(StrEnum):
    STRICT = "strict"
    COUNT = "count"
    SHARE = "share"


@dataclass(frozen=True)
class Option:
    code: int
    label: str
    kind: OptionKind = OptionKind.SCORED


@dataclass(frozen=True)
class ResponseSet:
    slug: str
    label: str
    options: tuple[Option, ...]

    @cached_property
    def scored(self) -> tuple[int, ...]:
        return tuple(option.code for option in self.options if option.kind is OptionKind.SCORED)


@dataclass(frozen=True)
class Condition:
    """Shown when that item, asked before, was answered by one of these codes."""

    item: str
    codes: tuple[int, ...]


@dataclass(frozen=True)
class Item:
    code: str
    type: ItemType
    text: str
    response_set: ResponseSet | None = None
    hint: str = ""
    is_reversed: bool = False
    kirkpatrick: int | None = None
    is_sensitive: bool = False
    purpose: Purpose = Purpose.NONE
    shown_when: Condition | None = None
    lowest: float | None = None
    highest: float | None = None

    @property
    def is_asked(self) -> bool:
        return self.type is not ItemType.STATEMENT

    @property
    def rule(self) -> ItemRule | None:
        """How it counts in a scale; None where it cannot."""
        if self.type in MEASURED and self.lowest is not None and self.highest is not None:
            return ItemRule(self.code, self.lowest, self.highest, self.is_reversed)
        codes = self.response_set.scored if self.response_set else ()
        if self.type in CHOSEN and self.type is not ItemType.MULTIPLE and codes:
            return ItemRule(self.code, min(codes), max(codes), self.is_reversed)
        return None


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    items: tuple[Item, ...]
    intro: str = ""


@dataclass(frozen=True)
class Scale:
    code: str
    title: str
    items: tuple[str, ...]
    rule: MissingRule = MissingRule.STRICT
    least: float = 0
    """A count of items, or a share of them between 0 and 1; nothing for the strict rule."""

    @property
    def least_answered(self) -> int:
        match self.rule:
            case MissingRule.STRICT:
                return len(self.items)
            case MissingRule.COUNT:
                return int(self.least)
            case MissingRule.SHARE:
                whole = self.least * len(self.items)
                return int(whole) + (whole - int(whole) > 1e-9)


@dataclass(frozen=True)
class Total:
    """The mean of these scales, where every one of them has a score."""

    title: str
    scales: tuple[str, ...]
    code: str = "total"


@dataclass(frozen=True)
class InstrumentFile:
    slug: str
    title: str
    intro: str
    who_sees: str
    minutes: int
    sections: tuple[Section, ...]
    version: int = 1
    scales: tuple[Scale, ...] = ()
    total: Total | None = None
    licence: Mapping[str, str] = field(default_factory=dict)

    @property
    def items(self) -> Iterator[Item]:
        return (item for section in self.sections for item in section.items)

    @cached_property
    def asked(self) -> dict[str, Item]:
        return {item.code: item for item in self.items if item.is_asked}

    @cached_property
    def codes(self) -> frozenset[str]:
        """Of items, scales and the total: each names a column or a figure."""
        scored = (*self.scales, *([self.total] if self.total else []))
        return frozenset(one.code for one in (*self.items, *scored))

    @cached_property
    def response_sets(self) -> dict[str, ResponseSet]:
        return {
            item.response_set.slug: item.response_set for item in self.items if item.response_set
        }

    def section(self, number: int) -> Section:
        return self.sections[number - 1]


class InstrumentFileError(Exception):
    """Everything that is wrong with it, each in the words of whoever wrote it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def to_document(instrument: InstrumentFile) -> dict[str, Any]:
    """As it is kept, exported and read again by `read_document`."""
    return {
        "format": FORMAT,
        "slug": instrument.slug,
        "title": instrument.title,
        "version": instrument.version,
        "intro": instrument.intro,
        "who_sees": instrument.who_sees,
        "minutes": instrument.minutes,
        "response_sets": [_set_document(one) for one in instrument.response_sets.values()],
        "sections": [_section_document(section) for section in instrument.sections],
        "scales": [_scale_document(scale) for scale in instrument.scales],
        "total": instrument.total
        and {
            "code": instrument.total.code,
            "title": instrument.total.title,
            "scales": list(instrument.total.scales),
        },
        "licence": dict(instrument.licence),
    }


def _set_document(one: ResponseSet) -> dict[str, Any]:
    options = [
        {"code": option.code, "label": option.label, "kind": option.kind.value}
        for option in one.options
    ]
    return {"slug": one.slug, "label": one.label, "options": options}


def _section_document(section: Section) -> dict[str, Any]:
    items = [_item_document(item) for item in section.items]
    return {"code": section.code, "title": section.title, "intro": section.intro, "items": items}


def _item_document(item: Item) -> dict[str, Any]:
    when = item.shown_when
    return {
        "code": item.code,
        "type": item.type.value,
        "text": item.text,
        "hint": item.hint,
        "response_set": item.response_set.slug if item.response_set else None,
        "is_reversed": item.is_reversed,
        "kirkpatrick": item.kirkpatrick,
        "is_sensitive": item.is_sensitive,
        "purpose": item.purpose.value,
        "shown_when": when and {"item": when.item, "codes": list(when.codes)},
        "lowest": item.lowest,
        "highest": item.highest,
    }


def _scale_document(scale: Scale) -> dict[str, Any]:
    missing = {"rule": scale.rule.value, "least": scale.least}
    return {
        "code": scale.code,
        "title": scale.title,
        "items": list(scale.items),
        "missing": missing,
    }
