"""Read the file of an instrument, and say everything that is wrong with it at once.

Functions of their arguments only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from evaluation.instrument_files import (
    CHOSEN,
    FORMAT,
    MEASURED,
    Condition,
    InstrumentFile,
    InstrumentFileError,
    Item,
    ItemType,
    MissingRule,
    Option,
    OptionKind,
    Purpose,
    ResponseSet,
    Scale,
    Section,
    Total,
)
from evaluation.item_codes import CODE
from evaluation.scoring import Missing

Part = TypeVar("Part")
STAND_FOR_NOTHING = frozenset(Missing)
TAKEN = "the numbers -99 to -96 stand for no answer in downloads, so no answer can have them."


def read_document(document: object) -> InstrumentFile:
    """Raises InstrumentFileError with every problem found, never another error."""
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise InstrumentFileError([f"This is not an instrument file: its format is not {FORMAT}."])
    reading = _Reading(document)
    instrument = reading.instrument()
    problems = reading.problems or _problems_of(instrument)
    if problems:
        raise InstrumentFileError(problems)
    return instrument


class _Reading:
    """One walk through a document; a part that cannot be read is named and left out."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.problems: list[str] = []
        self.sets: dict[str, ResponseSet] = {}

    def instrument(self) -> InstrumentFile:
        given = self.document
        self.sets = {
            one.slug: one for one in self._each(given.get("response_sets"), self._set, "answers")
        }
        sections = self._each(given.get("sections"), self._section, "section")
        total = self._each([given["total"]], _total, "total") if given.get("total") else [None]
        return InstrumentFile(
            slug=self._text(given, "slug"),
            title=self._text(given, "title"),
            intro=self._text(given, "intro", ""),
            who_sees=self._text(given, "who_sees", ""),
            minutes=self._whole(given, "minutes", 1),
            version=self._whole(given, "version", 1),
            sections=tuple(sections),
            scales=tuple(self._each(given.get("scales"), _scale, "scale")),
            total=total[0] if total else None,
            licence=_licence(given.get("licence")),
        )

    def _each(
        self, rows: object, read: Callable[[Mapping[str, Any]], Part], what: str
    ) -> list[Part]:
        if not isinstance(rows, Sequence) or isinstance(rows, str):
            if rows is not None:
                self.problems.append(f"“{what}” must be a list.")
            return []
        parts = []
        for number, row in enumerate(rows, 1):
            try:
                parts.append(read(row))
            except (KeyError, TypeError, ValueError, AttributeError) as problem:
                self.problems.append(f"{what} {number} cannot be read: {_said(problem)}.")
        return parts

    def _text(self, row: Mapping[str, Any], name: str, otherwise: str | None = None) -> str:
        value = row.get(name, otherwise)
        if not isinstance(value, str):
            self.problems.append(f"“{name}” must be words.")
            return ""
        return value

    def _whole(self, row: Mapping[str, Any], name: str, otherwise: int) -> int:
        value = row.get(name, otherwise)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.problems.append(f"“{name}” must be a whole number.")
            return otherwise
        return value

    def _set(self, row: Mapping[str, Any]) -> ResponseSet:
        options = tuple(
            Option(
                _code(given["code"]), str(given["label"]), OptionKind(given.get("kind", "scored"))
            )
            for given in row["options"]
        )
        return ResponseSet(str(row["slug"]), str(row.get("label", "")), options)

    def _section(self, row: Mapping[str, Any]) -> Section:
        items = self._each(row["items"], self._item, f"item of section “{row.get('title', '')}”")
        return Section(
            str(row["code"]), str(row.get("title", "")), tuple(items), str(row.get("intro", ""))
        )

    def _item(self, row: Mapping[str, Any]) -> Item:
        named = row.get("response_set")
        if named and named not in self.sets:
            raise ValueError(f"there are no answers called {named}")
        when = row.get("shown_when")
        return Item(
            code=str(row["code"]),
            type=ItemType(row["type"]),
            text=str(row["text"]),
            hint=str(row.get("hint", "")),
            response_set=self.sets[named] if named else None,
            is_reversed=bool(row.get("is_reversed")),
            kirkpatrick=row.get("kirkpatrick"),
            is_sensitive=bool(row.get("is_sensitive")),
            purpose=Purpose(row.get("purpose", "")),
            shown_when=Condition(str(when["item"]), tuple(map(_code, when["codes"])))
            if when
            else None,
            lowest=_number(row.get("lowest")),
            highest=_number(row.get("highest")),
        )


def _scale(row: Mapping[str, Any]) -> Scale:
    missing = row.get("missing") or {}
    return Scale(
        str(row["code"]),
        str(row.get("title", "")),
        tuple(map(str, row["items"])),
        MissingRule(missing.get("rule", "strict")),
        _number(missing.get("least")) or 0,
    )


def _total(row: Mapping[str, Any]) -> Total:
    scales = tuple(map(str, row["scales"]))
    return Total(str(row.get("title", "")), scales, str(row.get("code", "total")))


def _licence(given: object) -> dict[str, str]:
    if not isinstance(given, Mapping):
        return {}
    return {str(name): str(value) for name, value in given.items()}


def _code(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"the code {value!r} is not a whole number")
    return value


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= 1e15:
        raise TypeError(f"{value!r} is not a number that can be used")
    return value


def _said(problem: Exception) -> str:
    return f"{problem} is missing" if isinstance(problem, KeyError) else str(problem)


def _problems_of(instrument: InstrumentFile) -> list[str]:
    """What fits its type and still makes no sense."""
    problems = _problems_of_codes(instrument)
    if not instrument.asked:
        problems.append("There is no question yet.")
    seen: set[str] = set()
    for item in instrument.items:
        problems += _problems_of_item(item, seen, instrument)
        seen.add(item.code)
    for scale in instrument.scales:
        problems += _problems_of_scale(scale, instrument)
    known = {scale.code for scale in instrument.scales}
    if instrument.total and not (
        instrument.total.scales and known.issuperset(instrument.total.scales)
    ):
        problems.append("The total names a scale that is not there.")
    return problems


def _problems_of_codes(instrument: InstrumentFile) -> list[str]:
    """A code names a column and a figure, so it stands for one thing only."""
    scored = (*instrument.scales, *filter(None, [instrument.total]))
    codes = Counter(one.code for one in (*instrument.items, *scored))
    twice = [f"Two items or scales are called {code}." for code in codes if codes[code] > 1]
    words = "{!r} is no code: it begins with a letter, then letters, digits and low lines."
    return twice + [words.format(code) for code in codes if not CODE.match(code)]


def _problems_of_item(item: Item, seen: set[str], instrument: InstrumentFile) -> list[str]:
    problems = []
    if item.type in CHOSEN and not (item.response_set and item.response_set.options):
        problems.append(f"{item.code} offers no answers.")
    elif item.type in CHOSEN:
        offered = Counter(option.code for option in item.response_set.options)
        if STAND_FOR_NOTHING.intersection(offered):
            problems.append(f"{item.response_set.slug}: {TAKEN}")
        if max(offered.values()) > 1:
            problems.append(f"Two answers of {item.response_set.slug} carry the same code.")
    if item.type in MEASURED and (
        item.lowest is None or item.highest is None or item.lowest >= item.highest
    ):
        problems.append(f"{item.code} needs a lowest and a higher highest number.")
    elif item.type in MEASURED and any(item.lowest <= one <= item.highest for one in Missing):
        problems.append(f"{item.code}: {TAKEN}")
    if item.kirkpatrick not in (None, 1, 2, 3, 4):
        problems.append(f"The Kirkpatrick level of {item.code} is from 1 to 4.")
    when = item.shown_when
    asked_before = instrument.asked.get(when.item) if when and when.item in seen else None
    if when and asked_before is None:
        problems.append(f"{item.code} depends on {when.item}, which is not asked before it.")
    elif when and asked_before.type not in CHOSEN:
        problems.append(f"{item.code} depends on {when.item}, which offers no answers to choose.")
    return problems


def _problems_of_scale(scale: Scale, instrument: InstrumentFile) -> list[str]:
    named = f"The scale “{scale.title or scale.code}”"
    rules = [instrument.asked.get(code) for code in scale.items]
    if not scale.items or not all(item and item.rule for item in rules):
        return [f"{named} holds an item that cannot be scored."]
    if len(set(scale.items)) < len(scale.items):
        return [f"{named} counts an item twice."]
    if scale.rule is not MissingRule.STRICT and not 1 <= scale.least_answered <= len(scale.items):
        return [f"{named} asks for more answers than it has items, or for none."]
    return []
