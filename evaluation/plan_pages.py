"""What the page of a plan shows: what is asked when, who is told what, and where it is used."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluation.actions.moments import moments_to_keep
from evaluation.grouping import DIMENSIONS, crossing_in_words
from evaluation.models import Occasion, Plan, PlannedMeasure, PlannedWave, Wave

MOST_OCCASIONS = 20


@dataclass(frozen=True)
class MomentRow:
    wave: Wave
    planned: PlannedWave | None
    measures: list[PlannedMeasure]
    can_change: bool

    @property
    def minutes(self) -> int:
        return sum(one.version.file.minutes for one in self.measures)


@dataclass(frozen=True)
class Use:
    count: int
    first: list[Occasion]

    @property
    def left_out(self) -> int:
        return self.count - len(self.first)


def moments_of(plan: Plan) -> list[MomentRow]:
    """Every moment there can be, whether the plan asks anything at it or not."""
    waves = plan.waves.prefetch_related("measures__version__wordings")
    there = {planned.wave: planned for planned in waves}
    changeable = moments_to_keep(plan)
    return [
        MomentRow(
            wave=wave,
            planned=there.get(wave),
            measures=list(there[wave].measures.all()) if wave in there else [],
            can_change=wave.value in changeable,
        )
        for wave in Wave
    ]


def use_of(plan: Plan) -> Use:
    occasions = Occasion.objects.filter(plan=plan)
    return Use(occasions.count(), list(occasions[:MOST_OCCASIONS]))


def groups_in_words(plan: Plan) -> str:
    single = [str(DIMENSIONS[name]) for name in plan.dimensions]
    crossed = [crossing_in_words(pair) for pair in plan.crossings]
    return ", ".join([*single, *crossed]) or _("Only everybody together")
