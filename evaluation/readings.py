"""All answers of a plan that count, item by item."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from evaluation.answered import item_scores
from evaluation.instrument_files import CHOSEN, InstrumentFile
from evaluation.models import Plan, Response

ByMoment = dict[str, dict[str, dict[str, Any]]]
"""By item, then moment, then participant."""


def _nested() -> ByMoment:
    return defaultdict(lambda: defaultdict(dict))


@dataclass
class Readings:
    scores: ByMoment = field(default_factory=_nested)
    """Reversed already, so that up is always better."""
    chosen: ByMoment = field(default_factory=_nested)
    """Codes as they were given, of whoever was shown the item; None where it was left."""

    def at(self, code: str, wave: str) -> dict[str, float]:
        return self.scores.get(code, {}).get(wave, {})

    def given(self, code: str, wave: str) -> dict[str, Any]:
        return self.chosen.get(code, {}).get(wave, {})


def readings_of(plan: Plan) -> Readings:
    """Of one occasion each, where somebody answered on several of one plan."""
    found = Readings()
    rows = (
        Response.objects.counted()
        .filter(participant__plan=plan)
        .of_one_occasion_each()
        .order_by("answered_on", "pk")
        .select_related("version")
    )
    files: dict[int, InstrumentFile] = {}
    for response in rows.iterator(chunk_size=2_000):
        if response.version_id not in files:
            files[response.version_id] = response.version.file
        _add(found, response, files[response.version_id])
    return found


def _add(found: Readings, response: Response, file: InstrumentFile) -> None:
    person, wave = str(response.participant_id), response.wave
    for code, score in item_scores(file, response.answers).items():
        found.scores[code][wave].setdefault(person, score)
    for code, item in file.asked.items():
        if item.type in CHOSEN and code in response.answers:
            found.chosen[code][wave].setdefault(person, response.answers[code])
