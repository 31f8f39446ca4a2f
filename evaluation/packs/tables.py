"""The tables of a pack, written row by row from one reading of the answers."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TextIO
from uuid import UUID, uuid4

from django.db.models import CharField, Value
from django.db.models.functions import MD5, Cast, Concat

from evaluation.answered import scale_scores
from evaluation.models import Plan, Response
from evaluation.packs.cells import answer_to, inert, items_in_pack
from evaluation.packs.in_figures import COLUMNS, InFigures
from evaluation.packs.people import GROUPS, Someone
from evaluation.packs.sheets import Sheet
from evaluation.packs.spss import SpssTable
from evaluation.packs.wide import found_in, in_one_cell

WHO = ("participant", *GROUPS)
WHEN = ("response", "moment", "month", "instrument", "version")
LONG = (*WHO, *WHEN, "item", "code", "status", "value", "scored")
SCORES = (*WHO, *WHEN, "scale", "value")
CHUNK = 200


@dataclass(frozen=True)
class Source:
    """What is written down."""

    plan: Plan
    people: Mapping[UUID, Someone]
    sheets: Mapping[int, Sheet]
    figures: InFigures


def write_tables(
    source: Source,
    tell: Callable[[int], None],
    *,
    long: TextIO,
    wide: TextIO,
    scores: TextIO,
    in_figures: TextIO,
    spss: SpssTable,
) -> int:
    """Holds the answers of one participant at a time. `tell` hears how many are written."""
    to_long, to_wide, to_scores, to_figures = map(csv.writer, (long, wide, scores, in_figures))
    to_long.writerow(LONG)
    to_scores.writerow(SCORES)
    to_figures.writerow(COLUMNS)
    to_wide.writerow([*WHO, *(column.name for column in spss.columns)])
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
        found = list(found_in(spss.columns, responses))
        to_wide.writerow(inert([*who, *map(in_one_cell, found)]))
        spss.append(who, found)
        in_them = source.figures.of(responses[0].participant_id)
        to_figures.writerows([name, number] for name in in_them)
        written += len(responses)
        if written >= told + CHUNK:
            tell(written)
            told = written
    spss.finish()
    return written


def _by_participant(source: Source) -> Iterator[list[Response]]:
    """In an order, and so under numbers, that no two packs share.

    The hash only shuffles, and the database sorts by it; both it and its salt are then forgotten.
    """
    salt = Value(uuid4().hex)
    rows = (
        Response.objects.counted()
        .filter(participant__plan=source.plan, version__in=list(source.sheets))
        .of_one_occasion_each()
        .annotate(shuffled=MD5(Concat(Cast("participant_id", CharField()), salt)))
        .order_by("shuffled", "answered_on", "pk")
    )
    groups = groupby(rows.iterator(chunk_size=CHUNK), key=lambda row: row.participant_id)
    return (list(responses) for one, responses in groups if one in source.people)


def _long_rows(row: list[Any], sheet: Sheet, response: Response) -> Iterator[list[Any]]:
    for item in items_in_pack(sheet.file):
        answer = answer_to(item, response.answers)
        cells = [item.code, answer.code, answer.status.value, answer.value, answer.scored]
        yield inert([*row, *cells])


def _score_rows(row: list[Any], sheet: Sheet, response: Response) -> Iterator[list[Any]]:
    for scale, value in scale_scores(sheet.file, response.answers).items():
        yield inert([*row, scale, "" if value is None else value])
