"""The wide table: a row for each participant, a column for each item and scale at each moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evaluation.answered import scale_scores
from evaluation.instrument_files import InstrumentFile, Item
from evaluation.models import Response
from evaluation.packs.cells import Answer, answer_to, items_in_pack
from evaluation.packs.names import legal_names
from evaluation.packs.sheets import Sheet

Found = Answer | float | None
"""An answer or a score; None where nothing was sent at that moment, or there is no score."""


@dataclass(frozen=True)
class Column:
    """What stands beneath it is an item, or else a scale."""

    moment: str
    version: int
    sheet: Sheet
    words: str
    item: Item | None = None
    scale: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        return f"{self.moment}: {self.words}"

    @property
    def wanted_name(self) -> str:
        what = self.item.code if self.item else f"score_{self.scale}"
        return f"{self.moment}_{self.sheet.slug}_v{self.sheet.number}_{what}"


def columns_of(
    sheets: Mapping[int, Sheet], blocks: Iterable[tuple[str, int]], *, beside: Sequence[str]
) -> list[Column]:
    """Under names that every program takes, and none like those that stand `beside`."""
    columns = [one for moment, pk in blocks for one in _columns(moment, pk, sheets[pk])]
    names = legal_names([*beside, *(one.wanted_name for one in columns)])[len(beside) :]
    return [replace(one, name=name) for one, name in zip(columns, names, strict=True)]


def _columns(moment: str, version: int, sheet: Sheet) -> Iterator[Column]:
    for item in items_in_pack(sheet.file):
        yield Column(moment, version, sheet, item.text, item=item)
    for scale, title in _scales(sheet.file):
        yield Column(moment, version, sheet, title, scale=scale)


def _scales(file: InstrumentFile) -> Iterator[tuple[str, str]]:
    yield from ((scale.code, scale.title) for scale in file.scales)
    if file.total:
        yield file.total.code, file.total.title


def found_in(columns: Iterable[Column], responses: Iterable[Response]) -> Iterator[Found]:
    """Of two answers at one moment the first, as results count them."""
    first: dict[tuple[str, int], Response] = {}
    for response in responses:
        first.setdefault((response.wave, response.version_id), response)
    scores: dict[tuple[str, int], Mapping[str, float | None]] = {}
    for column in columns:
        block = (column.moment, column.version)
        if block not in first:
            yield None
        elif column.item:
            yield answer_to(column.item, first[block].answers)
        else:
            if block not in scores:
                scores[block] = scale_scores(column.sheet.file, first[block].answers)
            yield scores[block][column.scale]


def in_one_cell(found: Found) -> float | str:
    if found is None:
        return ""
    return found.in_one_cell if isinstance(found, Answer) else found
