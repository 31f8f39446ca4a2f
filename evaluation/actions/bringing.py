"""Scores from an earlier survey, brought in a file: worked out, told by our rules, forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.audit import record
from accounts.models import Person
from evaluation.actions.releasing import MEASURES
from evaluation.digits import shown
from evaluation.disclosure import Cut, Figure, Lattice, Pattern, released_cells, rounded, suppress
from evaluation.models import OutsideReport
from evaluation.permissions import can_see_results
from evaluation.statistics import Pair, analyse_pairs

SCALE, GROUP = "score", "group"


@transaction.atomic
def work_out_outside_data(
    *,
    by: Person,
    measure: str,
    pairs: Sequence[Pair],
    k: int,
    reliability: float,
    lowest: float | None = None,
    highest: float | None = None,
    at: datetime,
) -> OutsideReport:
    """Keeps what may be told for a day, and nothing of the rows."""
    if not can_see_results(by):
        raise PermissionDenied
    matched = {str(place): one for place, one in enumerate(pairs) if _is_matched(one)}
    lattice = _lattice(pairs)
    pattern = suppress(_cut(matched), lattice, k=k)
    report = OutsideReport.objects.create(
        made_by=by,
        measure=measure,
        k=k,
        reliability=reliability,
        lowest=lowest,
        highest=highest,
        lattice={
            "dimensions": list(lattice.dimensions),
            "published": [list(one) for one in lattice.published],
            "levels": {name: list(levels) for name, levels in lattice.levels.items()},
        },
        cells=_cells(pattern, matched, reliability),
        flow=_flow(pairs, matched, k),
        released_at=at,
    )
    record(actor=by, verb="work_out_outside_data", target=report)
    return report


def take_outside_report(*, by: Person, report: OutsideReport, kind: str) -> None:
    if not can_see_results(by) or report.made_by_id != by.pk:
        raise PermissionDenied
    record(actor=by, verb="download_outside_report", target=report, reason_code=kind)


def forget_outside_data(*, at: datetime) -> int:
    return OutsideReport.objects.run_out(at=at).delete()[0]


def _is_matched(one: Pair) -> bool:
    return one.pre is not None and one.post is not None


def _lattice(pairs: Sequence[Pair]) -> Lattice:
    levels = tuple(sorted({one.group for one in pairs if one.group}))
    return Lattice((GROUP,), ((), (GROUP,)), {GROUP: levels}) if levels else Lattice(())


def _cut(matched: dict[str, Pair]) -> Cut:
    scores = {place: (one.pre, one.post, one.post - one.pre) for place, one in matched.items()}
    people = {place: {GROUP: one.group} if one.group else {} for place, one in matched.items()}
    return Cut(people, {SCALE: frozenset(matched)}, scores={SCALE: scores})


def _cells(pattern: Pattern, matched: dict[str, Pair], reliability: float) -> list[dict]:
    values: dict[tuple[Figure, str], float | None] = {}
    for figure in pattern.published:
        group = dict(figure.at).get(GROUP)
        inside = [one for one in matched.values() if group is None or one.group == group]
        change = asdict(analyse_pairs(inside, reliability=reliability))
        values |= {(figure, name): shown(change[name], f"/{name}") for name in MEASURES}
    return list(released_cells(pattern, values, {SCALE: MEASURES}))


def _flow(pairs: Sequence[Pair], matched: dict[str, Pair], k: int) -> dict[str, int]:
    answered = sum(one.pre is not None or one.post is not None for one in pairs)
    counts = {"complete": answered, "matched_pre_post": len(matched)}
    return {name: rounded(count) for name, count in counts.items() if count >= k}
