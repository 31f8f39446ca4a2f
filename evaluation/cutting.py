"""The matched people of a plan, as disclosure control and statistics see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.answered import item_scores
from evaluation.disclosure import Cut, Figure, Lattice, Past, figures_in, shared_people
from evaluation.matching import matched_scores, scores_of_plan
from evaluation.models import Participant, Plan, Release, Response, Wave

Pairs = dict[str, tuple[float, float]]
"""By participant: before and after."""


@dataclass(frozen=True)
class Matched:
    people: dict[str, dict[str, str]]
    scales: dict[str, Pairs]
    items: dict[str, Pairs]
    """Reversed already, so that up is always better."""

    def cut(self) -> Cut:
        shared = shared_people({scale: pairs.keys() for scale, pairs in self.scales.items()})
        answers = {
            item: {one: direction(*pair) for one, pair in pairs.items()}
            for item, pairs in self.items.items()
        }
        contributors = {**shared, **{item: frozenset(given) for item, given in answers.items()}}
        scores = {
            scale: {one: _numbers(*self.scales[scale][one]) for one in people}
            for scale, people in shared.items()
        }
        inside = frozenset().union(*contributors.values())
        people = {one: self.people.get(one, {}) for one in sorted(inside)}
        return Cut(people, contributors, answers, scores=scores)

    def pairs_in(self, cut: Cut, figure: Figure) -> list[tuple[float, float]]:
        """Of those who are at the place of a figure."""
        pairs, wanted = self.scales[figure.statistic], dict(figure.at).items()
        inside = sorted(cut.contributors[figure.statistic])
        return [pairs[one] for one in inside if wanted <= cut.people[one].items()]


def matched_of(plan: Plan) -> Matched:
    scores = scores_of_plan(plan)
    scales = {scale: matched_scores(waves) for scale, waves in sorted(scores.items())}
    return Matched(
        people=_groups(plan),
        scales={scale: pairs for scale, pairs in scales.items() if pairs},
        items=_items(plan),
    )


def lattice_of(plan: Plan) -> Lattice:
    """The whole, then each dimension, then what the plan crosses."""
    names = tuple(plan.dimensions)
    crossings = tuple(tuple(crossed) for crossed in plan.crossings)
    groups = _groups(plan).values()
    levels = {
        name: tuple(sorted({group[name] for group in groups if group.get(name)})) for name in names
    }
    return Lattice(names, ((), *((name,) for name in names), *crossings), levels)


def kept_cut(cut: Cut) -> dict[str, Any]:
    """As a release keeps it: nothing of what anybody answered but which way an item went."""
    return {
        "people": {one: dict(groups) for one, groups in cut.people.items()},
        "contributors": {name: sorted(people) for name, people in cut.contributors.items()},
        "answers": {name: dict(given) for name, given in cut.answers.items()},
    }


def past_of(releases: Iterable[Release]) -> list[Past]:
    return [
        Past(
            Cut(
                release.cut["people"],
                {name: frozenset(one) for name, one in release.cut["contributors"].items()},
                release.cut["answers"],
            ),
            figures_in(release.cells),
        )
        for release in releases
    ]


def direction(pre: float, post: float) -> str:
    if post == pre:
        return "same"
    return "up" if post > pre else "down"


def _numbers(pre: float, post: float) -> tuple[float, float, float]:
    return pre, post, post - pre


def _groups(plan: Plan) -> dict[str, dict[str, str]]:
    rows = Participant.objects.filter(plan=plan, withdrawn_on=None).values_list("pk", "groups")
    names = plan.dimensions
    return {
        str(pk): {name: groups[name] for name in names if groups.get(name)}
        for pk, groups in rows.iterator()
    }


def _items(plan: Plan) -> dict[str, Pairs]:
    """Items that count in a scale and were answered before and after; the first answer holds."""
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    rows = (
        Response.objects.counted()
        .filter(participant__plan=plan, wave__in=(Wave.PRE, Wave.POST))
        .order_by("answered_on", "pk")
        .select_related("version")
    )
    versions: dict[int, Any] = {}
    for response in rows.iterator(chunk_size=2_000):
        file = versions.setdefault(response.version_id, response.version.file)
        scores = item_scores(file, response.answers)
        for code in {code for scale in file.scales for code in scale.items} & scores.keys():
            found[code][response.wave].setdefault(str(response.participant_id), scores[code])
    return {code: _both(waves) for code, waves in sorted(found.items()) if _both(waves)}


def _both(waves: Mapping[str, Mapping[str, float]]) -> Pairs:
    before, after = waves.get(Wave.PRE, {}), waves.get(Wave.POST, {})
    return {one: (before[one], after[one]) for one in sorted(before.keys() & after.keys())}
