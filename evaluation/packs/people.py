"""What may stand beside somebody's answers: their groups, and the months they answered in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from evaluation.models import Participant, Plan, Response
from evaluation.packs.small_groups import levels_shown

GROUPS = {
    "sector": "sector",
    "role": "profession",
    "organisation": "organisation",
    "area": "locality",
}
"""By column, in the order in which they are kept: what a participant has each under."""


@dataclass(frozen=True)
class Someone:
    groups: tuple[str, ...] = ("",) * len(GROUPS)
    months: Mapping[str, str] = field(default_factory=dict)
    """By moment: the month of their first answers. Nothing where too few share all of them."""


def people_of(plan: Plan) -> dict[UUID, Someone]:
    """Everybody whose answers count. Groups and months are cut where fewer than k share them."""
    months = _months(plan)
    groups = Participant.objects.filter(plan=plan, withdrawn_on=None).values_list("pk", "groups")
    levels = {
        one: (*(its.get(name, "") for name in GROUPS.values()), tuple(months[one].items()))
        for one, its in groups.iterator()
        if one in months
    }
    counts = levels_shown(levels, k=plan.k)
    return {one: _someone(levels[one][:count]) for one, count in counts.items()}


def _months(plan: Plan) -> dict[UUID, dict[str, str]]:
    months: dict[UUID, dict[str, str]] = defaultdict(dict)
    counted = Response.objects.counted().filter(participant__plan=plan).of_one_occasion_each()
    days = counted.order_by("wave", "answered_on")
    for one, wave, day in days.values_list("participant_id", "wave", "answered_on").iterator():
        months[one].setdefault(wave, f"{day:%Y-%m}")
    return months


def _someone(shown: tuple) -> Someone:
    groups, months = shown[: len(GROUPS)], shown[len(GROUPS) :]
    blank = ("",) * (len(GROUPS) - len(groups))
    return Someone((*groups, *blank), dict(*months))
