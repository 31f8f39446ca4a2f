"""The people of a plan, as disclosure control and statistics see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluation.by_moment import panels_of
from evaluation.disclosure import (
    SHIFT,
    Cut,
    Figure,
    Lattice,
    Past,
    figures_in,
    fitted,
    shared_people,
)
from evaluation.labels import Labels, labels_of
from evaluation.matching import Scores, matched_scores, scores_of_plan
from evaluation.models import Participant, Plan, Release, Wave
from evaluation.readings import Readings, readings_of
from evaluation.told import Counts, Panel, Sums, alpha, attrition, kept, reliable

Pairs = dict[str, tuple[float, float]]
"""By participant: before and after."""
LATER = {Wave.FOLLOW_UP: "kept", Wave.LATER: "kept_later"}
MOST_OF_A_FORM = 0.8
"""Questions asked together share their people where it costs each no more than a fifth of them."""
OF_THE_WHOLE = "."
"""In the name of every statistic that is told of everybody together only."""


@dataclass(frozen=True)
class Material:
    """Everything that a release may be made of, before anything is left out."""

    people: dict[str, dict[str, str]]
    scales: dict[str, Pairs]
    scores: Scores
    items: dict[str, Pairs]
    labels: Labels
    readings: Readings
    reliability: float


@dataclass(frozen=True)
class Frozen:
    """One cut, with what its statistics are worked out from."""

    cut: Cut
    scales: Mapping[str, Pairs]
    sums: Mapping[str, Sums] = field(default_factory=dict)

    @property
    def changed(self) -> set[str]:
        """Whoever is in a figure about change; where there is none, everybody."""
        return change_in(self.cut.contributors) or self.cut.matched

    def pairs_in(self, figure: Figure) -> list[tuple[float, float]]:
        """Of those who are at the place of a figure."""
        pairs, wanted = self.scales[figure.statistic], dict(figure.at).items()
        inside = sorted(self.cut.contributors[figure.statistic])
        return [pairs[one] for one in inside if wanted <= self.cut.people[one].items()]


def material_of(plan: Plan) -> Material:
    scores, readings = scores_of_plan(plan), readings_of(plan)
    scales = {scale: matched_scores(waves) for scale, waves in sorted(scores.items())}
    labels = labels_of(plan)
    return Material(
        people=_groups(plan),
        scales={scale: pairs for scale, pairs in scales.items() if pairs},
        scores=scores,
        items=_shifts(labels, readings),
        labels=labels,
        readings=readings,
        reliability=float(plan.reliability),
    )


def freeze(material: Material, *, k: int, past: Sequence[Past] = ()) -> Frozen:
    """The change is told of everybody who is matched; all else fits itself to that."""
    shared = shared_people({scale: pairs.keys() for scale, pairs in material.scales.items()})
    scales = {
        scale: {one: pairs[one] for one in sorted(shared[scale])}
        for scale, pairs in material.scales.items()
    }
    panels = _panels(material, scales)
    told = {name: one for panel in panels for name, one in panel.items()}
    known = [people for one in past for people in _told_in(one)]
    wanted = {name: people for panel in panels for name, people in _shared(panel).items()}
    fits = fitted(wanted, beside=[*shared.values(), *known], k=k)
    return Frozen(
        _cut(material, {**shared, **fits}, scales, told),
        scales,
        {name: one for name, one in told.items() if isinstance(one, Sums)},
    )


def change_in(contributors: Mapping[str, Iterable[str]]) -> set[str]:
    """Whoever is in a scale or a statement that was asked before and after."""
    return {
        one for name, people in contributors.items() if OF_THE_WHOLE not in name for one in people
    }


def _cut(
    material: Material,
    contributors: Mapping[str, frozenset[str]],
    scales: Mapping[str, Pairs],
    told: Mapping[str, Sums | Counts],
) -> Cut:
    counts = {name: one for name, one in told.items() if isinstance(one, Counts)}
    scores = {
        scale: {one: (pre, post, post - pre) for one, (pre, post) in pairs.items()}
        for scale, pairs in scales.items()
    }
    scores |= {
        name: one.scores_of(contributors[name])
        for name, one in told.items()
        if isinstance(one, Sums)
    }
    inside = frozenset().union(*contributors.values())
    return Cut(
        {one: material.people.get(one, {}) for one in sorted(inside)},
        contributors,
        {
            name: {person: one.answers[person] for person in contributors[name]}
            for name, one in counts.items()
        },
        {name: one.options for name, one in counts.items()},
        scores,
        frozenset(_without_groups(contributors, scales)),
    )


def _without_groups(
    contributors: Mapping[str, frozenset[str]], scales: Mapping[str, Pairs]
) -> Iterator[str]:
    """Statements too, but where the same people moved on a scale: that parts nobody off."""
    shared = {contributors[scale] for scale in scales}
    for name, people in contributors.items():
        if OF_THE_WHOLE in name or people not in shared:
            yield name


def _panels(material: Material, scales: Mapping[str, Pairs]) -> list[Panel]:
    """What matters most to a reader first: it keeps most of its people."""
    shifts = {
        item: Counts({one: direction(*pair) for one, pair in pairs.items()}, SHIFT)
        for item, pairs in material.items.items()
    }
    return [
        *_kept(material.scores, scales),
        *panels_of(material.labels.questions, material.readings),
        {
            f"{scale}.reliable": reliable(pairs, reliability=material.reliability)
            for scale, pairs in scales.items()
        },
        shifts,
        _attrition(material.scores, scales),
        *_alphas(material),
    ]


def _kept(scores: Scores, scales: Mapping[str, Pairs]) -> Iterator[Panel]:
    for wave, name in LATER.items():
        panel: Panel = {}
        for scale, pairs in scales.items():
            later = scores[scale].get(wave, {})
            people = {one: (*pair, later[one]) for one, pair in pairs.items() if one in later}
            if later:
                panel[f"{scale}.{name}"] = kept(people, later=wave.value)
        yield panel


def _attrition(scores: Scores, scales: Mapping[str, Pairs]) -> Panel:
    found: Panel = {}
    for scale, pairs in scales.items():
        after = scores[scale].get(Wave.POST, {})
        before = scores[scale].get(Wave.PRE, {})
        only = {one: score for one, score in before.items() if one not in after}
        found[f"{scale}.attrition"] = attrition(only, [pre for pre, _post in pairs.values()])
    return found


def _alphas(material: Material) -> Iterator[Panel]:
    for wave in (Wave.PRE, Wave.POST):
        panel: Panel = {}
        for scale, label in material.labels.scales.items():
            columns = [material.readings.at(code, wave) for code in label.items]
            if len(columns) > 1 and all(columns):
                whole = set(columns[0]).intersection(*columns)
                rows = {one: tuple(column[one] for column in columns) for one in whole}
                panel[f"{scale}.alpha_{wave}"] = alpha(rows)
        yield panel


def _shared(panel: Panel) -> dict[str, frozenset[str]]:
    people = {name: one.people for name, one in panel.items()}
    return shared_people(people, least_share=MOST_OF_A_FORM)


def _told_in(past: Past) -> Iterator[frozenset[str]]:
    for name in {figure.statistic for figure in past.published}:
        yield past.cut.contributors[name]


def lattice_of(plan: Plan) -> Lattice:
    """The whole, then each dimension, then what the plan crosses."""
    names = tuple(plan.dimensions)
    crossings = tuple(tuple(crossed) for crossed in plan.crossings)
    groups = _groups(plan).values()
    levels = {
        name: tuple(sorted({group[name] for group in groups if name in group})) for name in names
    }
    return Lattice(names, ((), *((name,) for name in names), *crossings), levels)


def kept_cut(cut: Cut) -> dict[str, Any]:
    """As a release keeps it: no scores and no words, only which answer of a counted question."""
    return {
        "people": {one: dict(groups) for one, groups in cut.people.items()},
        "contributors": {name: sorted(people) for name, people in cut.contributors.items()},
        "answers": {name: dict(given) for name, given in cut.answers.items()},
        "options": {name: list(cut.options_of(name)) for name in cut.answers},
    }


def past_of(releases: Iterable[Release]) -> list[Past]:
    return [
        Past(
            Cut(
                release.cut["people"],
                {name: frozenset(one) for name, one in release.cut["contributors"].items()},
                release.cut["answers"],
                {name: tuple(one) for name, one in release.cut.get("options", {}).items()},
            ),
            figures_in(release.cells),
        )
        for release in releases
    ]


def direction(pre: float, post: float) -> str:
    if post == pre:
        return "same"
    return "up" if post > pre else "down"


def _groups(plan: Plan) -> dict[str, dict[str, str]]:
    """A value that fewer than k share is not told at all: even its name would tell who began."""
    rows = Participant.objects.filter(plan=plan, withdrawn_on=None).values_list("pk", "groups")
    found = {
        str(pk): {name: groups[name] for name in plan.dimensions if groups.get(name)}
        for pk, groups in rows.iterator()
    }
    shared = Counter(one for groups in found.values() for one in groups.items())
    return {
        pk: {name: value for name, value in groups.items() if shared[name, value] >= plan.k}
        for pk, groups in found.items()
    }


def _shifts(labels: Labels, readings: Readings) -> dict[str, Pairs]:
    """Items that count in a scale and were answered before and after."""
    codes = sorted({code for label in labels.scales.values() for code in label.items})
    found = {}
    for code in codes:
        waves = {wave: readings.at(code, wave) for wave in (Wave.PRE, Wave.POST)}
        if pairs := matched_scores(waves):
            found[code] = pairs
    return found
