"""The tables of a pack, written row by row from one reading of the answers."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TextIO
from uuid import UUID, uuid4

from django.db.models import CharField, Value
from django.db.models.functions import MD5, Cast, Concat

from accounts.spreadsheets import safe_cell
from evaluation.answered import scale_scores
from evaluation.instrument_files import InstrumentFile
from evaluation.models import InstrumentVersion, Plan, Response
from evaluation.models.responses import ASKED_AT
from evaluation.packs.cells import answer_to, items_in_pack
from evaluation.packs.people import GROUPS, Someone

WHO = ("participant", *GROUPS)
WHEN = ("response", "moment", "month", "instrument", "version")
LONG = (*WHO, *WHEN, "item", "code", "status", "value", "scored")
SCORES = (*WHO, *WHEN, "scale", "value")
CHUNK = 200
MOMENTS = [moment for moment, _ in ASKED_AT]


@dataclass(frozen=True)
class Sheet:
    """A version of an instrument, as the tables call it."""

    slug: str
    number: int
    file: InstrumentFile

    def columns(self, moment: str) -> list[str]:
        name = f"{moment}_{self.slug}_v{self.number}"
        return [re.sub(r"\W", "_", f"{name}_{item.code}") for item in items_in_pack(self.file)]


@dataclass(frozen=True)
class Source:
    """What is written down, and in which columns of the wide table."""

    plan: Plan
    people: Mapping[UUID, Someone]
    sheets: Mapping[int, Sheet]
    blocks: tuple[tuple[str, int], ...]
    """A moment and a version each."""


def sheets_of(plan: Plan) -> dict[int, Sheet]:
    answered = Response.objects.counted().filter(participant__plan=plan).order_by()
    versions = (
        InstrumentVersion.objects.filter(pk__in=answered.values("version"))
        .select_related("instrument")
        .prefetch_related("wordings")
        .order_by("instrument__slug", "number")
    )
    return {one.pk: Sheet(one.instrument.slug, one.number, one.file) for one in versions}


def blocks_of(plan: Plan, sheets: Mapping[int, Sheet]) -> tuple[tuple[str, int], ...]:
    answered = Response.objects.counted().filter(participant__plan=plan)
    asked = set(answered.order_by().values_list("wave", "version_id").distinct())
    return tuple((wave, pk) for wave in MOMENTS for pk in sheets if (wave, pk) in asked)


def write_tables(
    source: Source,
    tell: Callable[[int], None],
    *,
    long: TextIO,
    wide: TextIO,
    scores: TextIO,
) -> None:
    """Holds the answers of one participant at a time. `tell` hears how many are written."""
    to_long, to_wide, to_scores = (csv.writer(text) for text in (long, wide, scores))
    to_long.writerow(LONG)
    to_scores.writerow(SCORES)
    columns = [name for moment, pk in source.blocks for name in source.sheets[pk].columns(moment)]
    to_wide.writerow([*WHO, *columns])
    written = told = 0
    for number, responses in enumerate(_by_participant(source), start=1):
        someone = source.people[responses[0].participant_id]
        who = [number, *someone.groups]
        for place, response in enumerate(responses, start=1):
            sheet = source.sheets[response.version_id]
            month = someone.months.get(response.wave, "")
            row = [*who, place, response.wave, month, sheet.slug, sheet.number]
            to_long.writerows(_long_rows(row, sheet, response))
            to_scores.writerows(_score_rows(row, sheet, response))
        to_wide.writerow(_inert([*who, *_wide_cells(responses, source)]))
        written += len(responses)
        if written >= told + CHUNK:
            tell(written)
            told = written


def _by_participant(source: Source) -> Iterator[list[Response]]:
    """In an order, and so under numbers, that no two packs share.

    The hash only shuffles, and the database sorts by it; both it and its salt are then forgotten.
    """
    salt = Value(uuid4().hex)
    rows = (
        Response.objects.counted()
        .filter(participant__plan=source.plan, version__in=list(source.sheets))
        .annotate(shuffled=MD5(Concat(Cast("participant_id", CharField()), salt)))
        .order_by("shuffled", "answered_on", "pk")
    )
    groups = groupby(rows.iterator(chunk_size=CHUNK), key=lambda row: row.participant_id)
    return (list(responses) for one, responses in groups if one in source.people)


def _long_rows(row: list[Any], sheet: Sheet, response: Response) -> Iterator[list[Any]]:
    for item in items_in_pack(sheet.file):
        answer = answer_to(item, response.answers)
        cells = [item.code, answer.code, answer.status.value, answer.value, answer.scored]
        yield _inert([*row, *cells])


def _score_rows(row: list[Any], sheet: Sheet, response: Response) -> Iterator[list[Any]]:
    for scale, value in scale_scores(sheet.file, response.answers).items():
        yield _inert([*row, scale, "" if value is None else value])


def _wide_cells(responses: list[Response], source: Source) -> Iterator[Any]:
    """Of two answers at one moment the first, as results count them."""
    first: dict[tuple[str, int], Response] = {}
    for response in responses:
        first.setdefault((response.wave, response.version_id), response)
    for block in source.blocks:
        response = first.get(block)
        for item in items_in_pack(source.sheets[block[1]].file):
            yield answer_to(item, response.answers).in_one_cell if response else ""


def _inert(cells: list[Any]) -> list[Any]:
    """Words are never run as a formula; a number below zero stays a number."""
    return [cell if isinstance(cell, int | float) else safe_cell(cell) for cell in cells]
