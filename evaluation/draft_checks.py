"""Codes for what has none, and what in a draft makes no sense, said beside the field it is in.

The values are those of the blocks in `evaluation/blocks.py`, which Wagtail has cleaned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from evaluation.instrument_files import CHOSEN, ItemType
from evaluation.item_codes import code_from, listed, numbers_in

Problems = dict[int, dict[str, str]]
"""The number of a block, and what is wrong in which of its fields."""


def check_sections(sections: StreamValue) -> StreamValue:
    _name([section.value for section in sections], "title", "section")
    items = [item for section in sections for item in section.value["items"]]
    _name([item.value for item in items], "text", "item")
    seen: dict[str, Any] = {}
    wrong: dict[int, Problems] = defaultdict(dict)
    for number, section in enumerate(sections):
        for place, item in enumerate(section.value["items"]):
            problems = _problems_of(item, section.value, seen)
            if problems:
                wrong[number][place] = problems
            seen.setdefault(item.value["code"], item)
    if wrong:
        raise StreamBlockValidationError(
            {number: _within("items", problems) for number, problems in wrong.items()}
        )
    return sections


def check_scales(scales: StreamValue) -> StreamValue:
    """By themselves; whether their items are there is seen beside the sections."""
    _name([scale.value for scale in scales], "title", "scale")
    wrong: Problems = defaultdict(dict)
    seen: set[str] = set()
    for number, block in enumerate(scales):
        code, missing = block.value["code"], block.value.get("missing")
        if code in seen:
            wrong[number]["code"] = _("Another scale has this code.")
        seen.add(code)
        if missing in {"count", "share"} and not block.value["least"]:
            wrong[number]["least"] = _("Say how many, or what share.")
        elif missing == "share" and block.value["least"] > 1:
            wrong[number]["least"] = _("A share is between 0 and 1: 0.75 is three quarters.")
        elif missing == "count" and block.value["least"] % 1:
            wrong[number]["least"] = _("This must be a whole number of items.")
    if wrong:
        raise _beside(wrong)
    return scales


def problems_between(
    sections: StreamValue, scales: StreamValue
) -> StreamBlockValidationError | None:
    """What a scale or the total names and is not there, or cannot be counted."""
    counted = [item.value["code"] for item in _items(sections) if _counts(item)]
    known = [block.value["code"] for block in scales if block.block_type == "scale"]
    asked = {item.value["code"] for item in _items(sections)}
    wrong: Problems = {}
    for number, block in enumerate(scales):
        if block.value["code"] in asked:
            wrong[number] = {"code": _("A question has this code. Give the scale another one.")}
        elif block.block_type == "total":
            problem = _unknown(listed(block.value["scales"]), known, _("There is no scale %s."))
            wrong |= {number: {"scales": problem}} if problem else {}
        elif problem := _problem_of_items(block.value, counted):
            wrong[number] = problem
    return _beside(wrong) if wrong else None


def _name(values: Iterable[Any], words: str, otherwise: str) -> None:
    values = list(values)
    taken = {value["code"] for value in values if value["code"]}
    for value in values:
        if not value["code"]:
            value["code"] = code_from(value[words], taken, otherwise=otherwise)
            taken.add(value["code"])


def _problems_of(item: Any, section: Any, seen: dict[str, Any]) -> dict[str, str]:
    value, problems = item.value, {}
    if value["code"] in seen:
        problems["code"] = _("Another item has this code. Each item needs its own.")
    if item.block_type == ItemType.LIKERT and not (
        value["response_set"] or section["response_set"]
    ):
        problems["response_set"] = _("Choose the answers here, or for all statements of the page.")
    return problems | _problems_of_condition(value, seen)


def _problems_of_condition(value: Any, seen: dict[str, Any]) -> dict[str, str]:
    after, codes = value["after"], numbers_in(value["after_codes"])
    if not after:
        if value["after_codes"]:
            return {"after": _("Say which item must have been answered so.")}
        return {}
    choices = [code for code, item in seen.items() if item.block_type in CHOSEN]
    if after not in choices:
        words = _unknown([after], choices, _("%s is not a question with answers asked before."))
        return {"after": words}
    if not codes:
        return {"after_codes": _("Give the codes of its answers as whole numbers: 1, 2")}
    offered = _offered(seen[after])
    if offered and not set(codes) <= set(offered):
        shown = ", ".join(f"{code} ({label})" for code, label in offered.items())
        words = _("The answers of %(item)s are: %(codes)s.")
        return {"after_codes": words % {"item": after, "codes": shown}}
    return {}


def _offered(item: Any) -> dict[int, str]:
    chosen = item.value["response_set"]
    return {option.code: option.label for option in chosen.options.all()} if chosen else {}


def _problem_of_items(value: Any, counted: list[str]) -> dict[str, str]:
    codes = listed(value["items"])
    unknown = _unknown(codes, counted, _("%s is no item that can be counted."))
    if unknown:
        return {"items": unknown}
    if len(set(codes)) < len(codes):
        return {"items": _("An item is counted twice.")}
    if value["missing"] == "count" and value["least"] > len(codes):
        return {"least": _("That is more than the scale has items.")}
    return {}


def _items(sections: StreamValue) -> Iterator[Any]:
    return (item for section in sections for item in section.value["items"])


def _counts(item: Any) -> bool:
    return "is_reversed" in item.value


def _unknown(codes: list[str], known: list[str], words: str) -> str:
    missing = [code for code in codes if code not in known]
    if not missing:
        return ""
    if not known:
        return f"{words % missing[0]} {_('There is none yet.')}"
    return f"{words % missing[0]} {_('There are: %s.') % ', '.join(known)}"


def _within(name: str, problems: Problems) -> StructBlockValidationError:
    return StructBlockValidationError({name: _beside(problems)})


def _beside(problems: Problems) -> StreamBlockValidationError:
    return StreamBlockValidationError(
        {
            number: StructBlockValidationError(
                {field: ValidationError(words) for field, words in fields.items()}
            )
            for number, fields in problems.items()
        }
    )
