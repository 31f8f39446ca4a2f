"""From what is written in the editor to the file that is published, and back.

Functions of their arguments: `Draft` is the words of an instrument as the editor keeps them. A set
of answers is given and taken by a key (of its row), so that nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.instrument_files import (
    CHOSEN,
    MEASURED,
    Condition,
    InstrumentFile,
    Item,
    ItemType,
    MissingRule,
    Purpose,
    ResponseSet,
    Scale,
    Section,
    Total,
)
from evaluation.item_codes import listed, numbers_in

PRESETS = (0.8, 0.5)
Sets = Mapping[Any, ResponseSet]
"""What each key that a block has chosen stands for."""
Block = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Draft:
    """Lists of (type, value), as Wagtail takes and gives them."""

    sections: list[Block]
    scales: list[Block]


def chosen_in(sections: Iterable[Any]) -> set[Hashable]:
    """The sets of answers that the sections of a draft name."""
    return {
        value.get("response_set")
        for section in sections
        for value in (section.value, *(item.value for item in section.value["items"]))
        if value.get("response_set")
    }


def sections_from(sections: Iterable[Any], sets: Sets) -> tuple[Section, ...]:
    return tuple(_section_from(section.value, sets) for section in sections)


def scales_from(blocks: Iterable[Any]) -> tuple[tuple[Scale, ...], Total | None]:
    blocks = list(blocks)
    scales = tuple(_scale_from(one.value) for one in blocks if one.block_type == "scale")
    totals = [one.value for one in blocks if one.block_type == "total"]
    return scales, _total_from(totals[0], scales) if totals else None


def draft_of(file: InstrumentFile, keys: Mapping[str, Any]) -> Draft:
    """`keys`: what stands in a block for the set of answers of that short name."""
    scales = [("scale", _scale_value(scale)) for scale in file.scales]
    if file.total:
        total = {
            "title": file.total.title,
            "scales": ", ".join(file.total.scales),
            "code": file.total.code,
        }
        scales.append(("total", total))
    return Draft([("section", _section_value(one, keys)) for one in file.sections], scales)


def _section_from(value: Any, sets: Sets) -> Section:
    usual = sets.get(value["response_set"])
    items = tuple(_item_from(item.block_type, item.value, usual, sets) for item in value["items"])
    return Section(value["code"] or "", value["title"] or "", items, value["intro"] or "")


def _item_from(kind: str, value: Any, usual: ResponseSet | None, sets: Sets) -> Item:
    item_type = ItemType(kind)
    answers = sets.get(value.get("response_set"))
    if item_type is ItemType.LIKERT:
        answers = answers or usual
    level = value.get("kirkpatrick")
    return Item(
        code=value["code"] or "",
        type=item_type,
        text=value["text"] or "",
        response_set=answers,
        hint=value.get("hint") or "",
        is_reversed=bool(value.get("is_reversed")),
        kirkpatrick=int(level) if level else None,
        is_sensitive=bool(value.get("is_sensitive")),
        purpose=Purpose(value.get("purpose") or ""),
        shown_when=_condition_from(value),
        lowest=_whole(value.get("lowest")),
        highest=_whole(value.get("highest")),
    )


def _condition_from(value: Any) -> Condition | None:
    if not value["after"]:
        return None
    return Condition(value["after"], tuple(numbers_in(value["after_codes"]) or ()))


def _scale_from(value: Any) -> Scale:
    missing, least = value["missing"], 0
    if missing in ("count", "share"):
        rule, least = MissingRule(missing), _whole(value["least"]) or 0
    elif missing == MissingRule.STRICT:
        rule = MissingRule.STRICT
    else:
        rule, least = MissingRule.SHARE, float(missing)
    return Scale(
        value["code"] or "", value["title"] or "", tuple(listed(value["items"])), rule, least
    )


def _total_from(value: Any, scales: tuple[Scale, ...]) -> Total:
    named = tuple(listed(value["scales"])) or tuple(scale.code for scale in scales)
    return Total(value["title"] or "", named, value["code"] or "total")


def _section_value(section: Section, keys: Mapping[str, Any]) -> dict[str, Any]:
    sets = {
        item.response_set.slug
        for item in section.items
        if item.type is ItemType.LIKERT and item.response_set
    }
    usual = sets.pop() if len(sets) == 1 else None
    return {
        "code": section.code,
        "title": section.title,
        "intro": section.intro,
        "response_set": keys[usual] if usual else None,
        "items": [(item.type.value, _item_value(item, usual, keys)) for item in section.items],
    }


def _item_value(item: Item, usual: str | None, keys: Mapping[str, Any]) -> dict[str, Any]:
    when = item.shown_when
    value = {
        "text": item.text,
        "code": item.code,
        "after": when.item if when else "",
        "after_codes": ", ".join(map(str, when.codes)) if when else "",
    }
    if not item.is_asked:
        return value
    value |= {
        "hint": item.hint,
        "kirkpatrick": str(item.kirkpatrick or ""),
        "is_sensitive": item.is_sensitive,
        "purpose": item.purpose.value,
    }
    if item.type in MEASURED:
        value |= {"lowest": item.lowest, "highest": item.highest}
    if item.type in CHOSEN:
        named = item.response_set.slug if item.response_set else None
        is_usual = item.type is ItemType.LIKERT and named == usual
        value["response_set"] = keys[named] if named and not is_usual else None
    if item.type in MEASURED | CHOSEN - {ItemType.MULTIPLE}:
        value["is_reversed"] = item.is_reversed
    return value


def _scale_value(scale: Scale) -> dict[str, Any]:
    missing, least = scale.rule.value, scale.least
    if scale.rule is MissingRule.SHARE and scale.least in PRESETS:
        missing, least = str(scale.least), None
    return {
        "code": scale.code,
        "title": scale.title,
        "items": ", ".join(scale.items),
        "missing": missing,
        "least": least or None,
    }


def _whole(number: float | None) -> float | None:
    """5 and not 5.0, as it was written."""
    return int(number) if number is not None and float(number).is_integer() else number
