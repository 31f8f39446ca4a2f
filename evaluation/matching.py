"""Scores of the same people at two moments, found by pseudonym and never by name."""

from __future__ import annotations

from collections import defaultdict

from evaluation.models import Plan, Response, Score, Wave

Scores = dict[str, dict[str, dict[str, float]]]
"""By scale, then moment, then participant."""


def scores_of_plan(plan: Plan) -> Scores:
    """Whoever answered on two occasions of one plan counts once, by one of them."""
    scores: Scores = defaultdict(lambda: defaultdict(dict))
    counted = Response.objects.counted().filter(participant__plan=plan).of_one_occasion_each()
    rows = Score.objects.filter(response__in=counted, value__isnull=False)
    rows = rows.order_by("response__answered_on", "response_id")
    columns = ("scale", "response__wave", "response__participant_id", "value")
    for scale, wave, participant, value in rows.values_list(*columns).iterator():
        scores[scale][wave].setdefault(str(participant), value)
    return scores


def matched_scores(
    scores: dict[str, dict[str, float]], *, before: str = Wave.PRE, after: str = Wave.POST
) -> dict[str, tuple[float, float]]:
    """(before, after) of everybody who has both, by participant."""
    first, second = scores.get(before, {}), scores.get(after, {})
    return {one: (first[one], second[one]) for one in sorted(first.keys() & second.keys())}
