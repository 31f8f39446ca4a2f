from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import Person
from evaluation.actions.equality import counts_of
from evaluation.actions.scoring import score_responses
from evaluation.cutting import Matched, kept_cut, lattice_of, matched_of, past_of
from evaluation.disclosure import (
    Cut,
    Figure,
    Lattice,
    Pattern,
    next_release,
    released_cells,
    suppress,
)
from evaluation.equality import Kept, kept_for_release
from evaluation.flow import flow_of
from evaluation.models import Plan, Release
from evaluation.permissions import can_see_results
from evaluation.statistics import Pair, analyse_pairs

MEASURES = (
    "pre_mean", "pre_sd", "post_mean", "post_sd", "mean_diff", "sd_diff", "se_diff", "df", "t",
    "p_t", "ci95_low", "ci95_high", "r_pre_post", "d_z", "g_z", "g_z_ci_ncp_low",
    "g_z_ci_ncp_high", "d_av", "g_av", "d_av_ci_normal_low", "d_av_ci_normal_high",
    "d_becker_pre",
)  # fmt: skip
"""Made of sums, so that what disclosure control says of sums holds for them."""


@transaction.atomic
def release_results(*, by: Person, plan: Plan, at: datetime | None = None) -> Release | None:
    """Freeze the matched change where enough people are new in it; else nothing happens.

    One pattern of what is left out holds for every format. Locks the plan, so that two leads at
    once make one release.
    """
    if not can_see_results(by):
        raise PermissionDenied
    return make_release(plan=plan, by=by, at=at)


@transaction.atomic
def make_release(
    *, plan: Plan, by: Person | None = None, at: datetime | None = None
) -> Release | None:
    """`by` is None only from the command line."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    release = _next(plan, at=at or timezone.now())
    if release:
        record(actor=by, verb="release_results", target=release)
    return release


def _next(plan: Plan, *, at: datetime) -> Release | None:
    score_responses()
    earlier = list(plan.releases.order_by("number"))
    matched, lattice = matched_of(plan), lattice_of(plan)
    cut = matched.cut()
    before = [set(release.cut["people"]) for release in earlier]
    if not next_release(cut.matched, before, plan.k).makes_one:
        return None
    pattern = suppress(cut, lattice, k=plan.k, past=past_of(earlier))
    if not pattern.published:
        return None
    return Release.objects.create(
        plan=plan,
        number=len(earlier) + 1,
        k=plan.k,
        n_matched=len(cut.matched),
        lattice=_declared(lattice),
        cells=_cells(matched, cut, pattern, float(plan.reliability)),
        flow=flow_of(plan),
        equality=_equality(plan, earlier),
        cut=kept_cut(cut),
        released_at=at,
    )


def _cells(matched: Matched, cut: Cut, pattern: Pattern, reliability: float) -> list[dict]:
    values: dict[tuple[Figure, str], float | None] = {}
    for figure in pattern.published:
        if figure.answer is None and figure.statistic in matched.scales:
            pairs = [Pair(*pair) for pair in matched.pairs_in(cut, figure)]
            change = asdict(analyse_pairs(pairs, reliability=reliability))
            values |= {(figure, measure): change[measure] for measure in MEASURES}
    return list(released_cells(pattern, values, dict.fromkeys(matched.scales, MEASURES)))


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
