"""Who of a pack is in which figure of the newest release, so that its figures can be found anew.

Figures fit themselves in, by lot where they must: nobody could work out from the rows who is in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from evaluation.disclosure import figures_in
from evaluation.models import Plan, Release, Response
from evaluation.packs.people import GROUPS

COLUMNS = ("statistic", "participant")


@dataclass(frozen=True)
class InFigures:
    number: int | str = ""
    reliability: float | str = ""
    groups: str = ""
    """Columns of the pack, with a space between those that are crossed."""
    statistics: Mapping[str, list[str]] = field(default_factory=dict)
    """By participant."""

    def of(self, participant: UUID) -> list[str]:
        return self.statistics.get(str(participant), [])

    @property
    def about(self) -> list[tuple[str, object]]:
        return [
            ("release", self.number),
            ("release_reliability", self.reliability),
            ("release_groups", self.groups),
        ]


def in_figures_of(plan: Plan) -> InFigures:
    """Nothing before the first release, and while fewer than k have answered since the newest.

    Who is in no figure yet would else be known to have answered since: a date of theirs.
    """
    release = plan.releases.order_by("number").last()
    if release is None or 0 < _answered_since(release) < plan.k:
        return InFigures()
    told = {figure.statistic for figure in figures_in(release.cells)}
    statistics: dict[str, list[str]] = defaultdict(list)
    for name, people in release.cut["contributors"].items():
        for one in people if name in told else ():
            statistics[one].append(name)
    return InFigures(
        release.number, release.cut["reliability"], ";".join(_groups(release)), statistics
    )


def _answered_since(release: Release) -> int:
    """Of the day of the release, whoever is not in it: no answer has a time."""
    day = timezone.localdate(release.released_at)
    responses = Response.objects.counted().filter(participant__plan=release.plan_id)
    since = responses.filter(answered_on__gte=day).order_by()
    rows = since.values_list("participant_id", "answered_on").distinct()
    inside = release.cut["people"]
    return len({one for one, on in rows.iterator() if on > day or str(one) not in inside})


def _groups(release: Release) -> list[str]:
    columns = {dimension: column for column, dimension in GROUPS.items()}
    return [
        " ".join(columns[name] for name in crossed)
        for crossed in release.lattice["published"]
        if crossed and columns.keys() >= set(crossed)
    ]
