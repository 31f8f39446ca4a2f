from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import Person
from evaluation.actions.equality import counts_of
from evaluation.actions.scoring import score_responses
from evaluation.cutting import (
    Frozen,
    change_in,
    freeze,
    kept_cut,
    lattice_of,
    material_of,
    past_of,
)
from evaluation.digits import shown
from evaluation.disclosure import (
    Figure,
    Lattice,
    Past,
    Pattern,
    next_release,
    released_cells,
    suppress,
)
from evaluation.drawing import draw
from evaluation.equality import Kept, kept_for_release
from evaluation.flow import flow_of
from evaluation.models import Chart, Participant, Plan, Preparation, Release
from evaluation.permissions import can_see_results
from evaluation.quotations import quotations_to_freeze
from evaluation.statistics import Pair, analyse_pairs

MEASURES = (
    "pre_mean", "pre_sd", "post_mean", "post_sd", "mean_diff", "sd_diff", "se_diff", "df", "t",
    "p_t", "ci95_low", "ci95_high", "r_pre_post", "d_z", "g_z", "g_z_ci_ncp_low",
    "g_z_ci_ncp_high", "d_av", "g_av", "d_av_ci_normal_low", "d_av_ci_normal_high",
    "d_becker_pre",
)  # fmt: skip
"""Made of sums, so that what disclosure control says of sums holds for them."""
Step = Preparation.Step


MOST_ATTEMPTS = 3


class ChangedMeanwhileError(Exception):
    """Each time that figures were worked out, somebody had released or withdrawn meanwhile."""


def release_results(*, by: Person, plan: Plan, at: datetime | None = None) -> Release | None:
    """Freeze the matched change where enough people are new in it; else nothing happens.

    One pattern of what is left out holds for every format.
    """
    if not can_see_results(by):
        raise PermissionDenied
    return make_release(plan=plan, by=by, at=at)


def make_release(
    *,
    plan: Plan,
    by: Person | None = None,
    at: datetime | None = None,
    tell: Callable[[Step], object] = lambda step: None,
    end_with: Callable[[Release], object] = lambda release: None,
) -> Release | None:
    """All that is slow is done without a lock, then held against the plan as it is by then.

    `by` is None only from the command line. `tell` hears of each step; `end_with` is called in the
    transaction that keeps the release with its charts, so that it is kept whole or not at all.
    """
    at = at or timezone.now()
    for _attempt in range(MOST_ATTEMPTS):
        plan = Plan.objects.get(pk=plan.pk)
        release = _next(plan, at=at, tell=tell)
        if release is None:
            return None
        tell(Step.DRAWING)
        if _keep(release, draw(release), by=by, end_with=end_with):
            return release
    raise ChangedMeanwhileError


@transaction.atomic
def _keep(
    release: Release,
    charts: Iterable[Chart],
    *,
    by: Person | None,
    end_with: Callable[[Release], object],
) -> bool:
    """Locks the plan: two at once make one release, and nobody is in it who has left."""
    plan = Plan.objects.select_for_update().get(pk=release.plan_id)
    is_next = plan.releases.count() == release.number - 1
    if not is_next or plan.k != release.k or _has_lost_somebody(release):
        return False
    release.save()
    Chart.objects.bulk_create(charts)
    record(actor=by, verb="release_results", target=release)
    end_with(release)
    return True


def _has_lost_somebody(release: Release) -> bool:
    there = Participant.objects.taking_part().filter(plan=release.plan_id)
    still = {str(key) for key in there.values_list("pk", flat=True).iterator()}
    return not release.cut["people"].keys() <= still


def _next(plan: Plan, *, at: datetime, tell: Callable[[Step], object]) -> Release | None:
    """Not saved yet."""
    tell(Step.SCORES)
    while score_responses():
        pass
    tell(Step.MATCHING)
    earlier = list(plan.releases.order_by("number"))
    lattice, past = lattice_of(plan), past_of(earlier)
    frozen = freeze(material_of(plan), k=plan.k, past=past)
    if not next_release(frozen.changed, [_changed(one) for one in past], plan.k).makes_one:
        return None
    tell(Step.PROTECTING)
    pattern = suppress(frozen.cut, lattice, k=plan.k, past=past)
    if not pattern.published:
        return None
    return Release(
        plan=plan,
        number=len(earlier) + 1,
        k=plan.k,
        n_matched=len(frozen.changed),
        lattice=_declared(lattice),
        cells=_cells(frozen, pattern, float(plan.reliability)),
        flow=flow_of(plan),
        equality=_equality(plan, earlier),
        quotations=quotations_to_freeze(plan),
        cut={**kept_cut(frozen.cut), "reliability": float(plan.reliability)},
        released_at=at,
    )


def _changed(past: Past) -> set[str]:
    return change_in(past.cut.contributors) or past.cut.matched


def _cells(frozen: Frozen, pattern: Pattern, reliability: float) -> list[dict]:
    values: dict[tuple[Figure, str], float | None] = {}
    for figure in pattern.published:
        for measure, value in _worked_out(frozen, figure, reliability).items():
            values[figure, measure] = shown(value, f"/{measure}")
    measures = dict.fromkeys(frozen.scales, MEASURES)
    measures |= {name: one.measures for name, one in frozen.sums.items()}
    return list(released_cells(pattern, values, measures))


def _worked_out(frozen: Frozen, figure: Figure, reliability: float) -> dict[str, float | None]:
    if figure.answer is not None:
        return {}
    if figure.statistic in frozen.sums:
        return frozen.sums[figure.statistic].of(frozen.cut.contributors[figure.statistic])
    if figure.statistic not in frozen.scales:
        return {}
    change = asdict(
        analyse_pairs([Pair(*pair) for pair in frozen.pairs_in(figure)], reliability=reliability)
    )
    return {measure: change[measure] for measure in MEASURES}


def _equality(plan: Plan, earlier: list[Release]) -> dict[str, Kept]:
    if not plan.has_equality_questions:
        return {}
    before = [release.equality for release in earlier]
    return kept_for_release(counts_of(plan), earlier=before, k=plan.k)


def _declared(lattice: Lattice) -> dict[str, object]:
    return {
        "dimensions": list(lattice.dimensions),
        "published": [list(combination) for combination in lattice.published],
        "levels": {name: list(values) for name, values in lattice.levels.items()},
    }
