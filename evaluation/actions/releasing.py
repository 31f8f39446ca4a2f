from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import Person
from evaluation.actions.scoring import score_responses
from evaluation.disclosure import enough_new
from evaluation.matching import matched_scores, scores_of_plan
from evaluation.models import Plan, Release
from evaluation.permissions import can_see_results
from evaluation.statistics import paired_change


@transaction.atomic
def release_results(*, by: Person, plan: Plan, at: datetime | None = None) -> Release | None:
    """Freeze the matched change if enough people are new in it; else nothing happens.

    Locks the plan, so that two leads at once make one release.
    """
    if not can_see_results(by):
        raise PermissionDenied
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    score_responses()
    last = plan.releases.order_by("-number").first()
    pairs = {scale: matched_scores(waves) for scale, waves in scores_of_plan(plan).items()}
    members = sorted({one for matched in pairs.values() for one in matched})
    counted = {scale: matched for scale, matched in pairs.items() if len(matched) >= plan.k}
    if not counted or not enough_new(
        n_matched=len(members), n_last_release=last.n_matched if last else 0, k=plan.k
    ):
        return None
    release = Release.objects.create(
        plan=plan,
        number=last.number + 1 if last else 1,
        k=plan.k,
        n_matched=len(members),
        lattice={"dimensions": [], "crossings": []},
        cells=[cell for scale, matched in counted.items() for cell in _cells(scale, matched)],
        flow={},
        members=members,
        released_at=at or timezone.now(),
    )
    record(actor=by, verb="release_results", target=release)
    return release


def _cells(scale: str, matched: dict[str, tuple[float, float]]) -> list[dict[str, object]]:
    change = asdict(paired_change(list(matched.values())))
    n = change.pop("n_matched")
    return [
        {
            "dimensions": {},
            "scale": scale,
            "statistic": statistic,
            "n": n,
            "value": value,
            "status": "published",
        }
        for statistic, value in change.items()
    ]
