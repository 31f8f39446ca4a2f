"""What the page of a plan shows: what is asked when, who is told what, and where it is used."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.actions.moments import moments_to_keep
from evaluation.flow import in_words
from evaluation.grouping import DIMENSIONS, crossing_in_words
from evaluation.models import Occasion, Plan, PlannedMeasure, PlannedWave, Wave

MOST_OCCASIONS = 20
IN_WORDS = {
    "invited": gettext_lazy("People asked by name"),
    "bounced": gettext_lazy("Of these, people whom letters do not reach"),
    "started": gettext_lazy("People who began to answer, by name or by a code"),
    "partial": gettext_lazy("Of these, people who have sent nothing yet"),
    "complete": gettext_lazy("People who sent their answers at one moment at least"),
    "matched_pre_post": gettext_lazy("People who did so before and after: change is theirs"),
    "matched_all": gettext_lazy("People who did so at every moment of the plan"),
    "withdrawn": gettext_lazy("People who took their answers back"),
    "expired": gettext_lazy("Times that questions reached their last day, answered or not"),
}
"""What each count of a flow says."""


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


def flow_in_words(plan: Plan) -> list[tuple[str, str]]:
    """As it was counted last; no row where there are too few people."""
    return [
        (str(words), in_words(plan.flow[name], k=plan.k))
        for name, words in IN_WORDS.items()
        if name in plan.flow
    ]


def use_of(plan: Plan) -> Use:
    occasions = Occasion.objects.filter(plan=plan)
    return Use(occasions.count(), list(occasions[:MOST_OCCASIONS]))


def groups_in_words(plan: Plan) -> str:
    single = [str(DIMENSIONS[name]) for name in plan.dimensions]
    crossed = [crossing_in_words(pair) for pair in plan.crossings]
    return ", ".join([*single, *crossed]) or _("Only everybody together")
