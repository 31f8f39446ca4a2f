"""Which versions of which instruments a pack is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.instrument_files import InstrumentFile
from evaluation.models import InstrumentVersion, Plan, Response
from evaluation.models.responses import ASKED_AT

MOMENTS = [moment for moment, _ in ASKED_AT]


@dataclass(frozen=True)
class Sheet:
    """A version of an instrument, as the tables call it."""

    slug: str
    number: int
    file: InstrumentFile


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
    """A moment and a version each."""
    answered = Response.objects.counted().filter(participant__plan=plan)
    asked = set(answered.order_by().values_list("wave", "version_id").distinct())
    return tuple((wave, pk) for wave in MOMENTS for pk in sheets if (wave, pk) in asked)
