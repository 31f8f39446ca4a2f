"""The wide table for SPSS: labels, kinds of measure, and four kinds of missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import BinaryIO

from django.utils.translation import gettext as _

from accounts.spreadsheets import safe_cell
from evaluation.instrument_files import MEASURED, WRITTEN, Item, ItemType, OptionKind
from evaluation.packs.cells import Answer
from evaluation.packs.names import legal_names
from evaluation.packs.people import GROUPS
from evaluation.packs.sav import LONGEST_TEXT, Cell, Measure, SavFile, Variable
from evaluation.packs.wide import Column, Found
from evaluation.scoring import Missing

CODES = (float(min(Missing)), float(max(Missing)))


class SpssTable:
    """Takes the rows of the wide table, and holds none of them."""

    def __init__(
        self,
        to: BinaryIO,
        columns: Sequence[Column],
        *,
        groups: Iterable[Sequence[str]],
        title: str,
        made: date,
    ) -> None:
        self.columns = columns
        variables = [*_about_who(groups), *(one for column in columns for one in _of(column))]
        names = legal_names(variable.name for variable in variables)
        named = [replace(one, name=name) for one, name in zip(variables, names, strict=True)]
        self.file = SavFile(to, named, title=title, made=made)

    def append(self, who: Sequence[float | str], found: Sequence[Found]) -> None:
        cells = (cell for one in zip(self.columns, found, strict=True) for cell in _cells(*one))
        self.file.append([*who, *cells])

    def finish(self) -> None:
        self.file.finish()


def _about_who(groups: Iterable[Sequence[str]]) -> Iterator[Variable]:
    yield Variable("participant", _("Number in this pack alone"), Measure.NOMINAL)
    longest = [1] * len(GROUPS)
    for one in groups:
        longest = [max(most, len(words.encode())) for most, words in zip(longest, one, strict=True)]
    for name, most in zip(GROUPS, longest, strict=True):
        yield Variable(name, name, Measure.NOMINAL, bytes_of_text=min(most, LONGEST_TEXT))


def _of(column: Column) -> list[Variable]:
    """Several choices are a variable each; words have a second one that says why there are none."""
    if column.item is None:
        return [Variable(column.name, column.label, Measure.SCALE, decimals=2)]
    if column.item.type is ItemType.MULTIPLE:
        return list(_choices(column, column.item))
    variable = Variable(column.name, column.label, labels=_missing(), missing=CODES)
    if column.item.type is ItemType.DATE:
        return [_status(variable)]
    if column.item.type in WRITTEN:
        text = Variable(column.name, column.label, Measure.NOMINAL, bytes_of_text=LONGEST_TEXT)
        return [text, _status(replace(variable, name=f"{column.name}_status"))]
    if column.item.type in MEASURED:
        return [replace(variable, measure=Measure.SCALE, decimals=2)]
    return [_chosen(variable, column.item)]


def _choices(column: Column, item: Item) -> Iterator[Variable]:
    for option in item.response_set.options:
        yield Variable(
            f"{column.name}_{option.code}",
            f"{column.label}: {option.label}",
            Measure.NOMINAL,
            labels={0.0: _("not chosen"), 1.0: _("chosen"), **_missing()},
            missing=CODES,
        )


def _status(variable: Variable) -> Variable:
    labels = {1.0: _("answered"), **_missing()}
    return replace(variable, measure=Measure.NOMINAL, labels=labels)


def _chosen(variable: Variable, item: Item) -> Variable:
    """Answers that are none of the scale are coded like what they say: they are missing."""
    options = item.response_set.options
    scored = {float(one.code): one.label for one in options if one.kind is OptionKind.SCORED}
    is_ordered = item.type is ItemType.LIKERT
    measure = Measure.ORDINAL if is_ordered else Measure.NOMINAL
    return replace(variable, measure=measure, labels={**scored, **_missing()})


def _missing() -> dict[float, str]:
    return {
        float(Missing.NOT_SHOWN): _("not shown"),
        float(Missing.UNANSWERED): _("shown and not answered"),
        float(Missing.NOT_APPLICABLE): _("not applicable"),
        float(Missing.PREFER_NOT): _("prefers not to say"),
    }


def _cells(column: Column, found: Found) -> list[Cell]:
    """Nothing at all where nothing was sent at that moment."""
    if column.item is None:
        return [found]
    kind = column.item.type
    count = len(column.item.response_set.options) if kind is ItemType.MULTIPLE else 1
    if not isinstance(found, Answer):
        return ["", None] if kind in WRITTEN else [None] * count
    if kind is ItemType.MULTIPLE:
        return _choices_made(column.item, found)
    if kind is ItemType.DATE:
        return [found.missing or 1]
    if kind in WRITTEN:
        return [safe_cell(found.value), found.missing or 1]
    return [found.in_one_cell]


def _choices_made(item: Item, found: Answer) -> list[Cell]:
    options = item.response_set.options
    if found.missing:
        return [found.missing] * len(options)
    chosen = str(found.value).split(";")
    return [int(str(option.code) in chosen) for option in options]
