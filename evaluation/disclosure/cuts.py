"""The frozen people of a release, and what several cuts have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import reduce

from evaluation.disclosure.lattice import Figure

SHIFT = ("down", "same", "up")


class CutError(ValueError):
    """The caller's records contradict each other."""


@dataclass(frozen=True)
class Cut:
    """Matched people under opaque ids that stay the same from release to release."""

    people: Mapping[str, Mapping[str, str | None]]
    """Each person's values of the dimensions; one that is not known is absent or None."""
    contributors: Mapping[str, Set[str]]
    """Whose answers are in a statistic, in the order in which statistics are to be kept."""
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For statistics that are counted: what each of its contributors answered."""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """All answers there could be to a counted statistic, else those of a shift table."""
    scores: Mapping[str, Mapping[str, Sequence[Hashable]]] = field(default_factory=dict)
    """Optional: numbers of each person, such as (before, after), to find where all are alike."""
    whole_only: Set[str] = frozenset()
    """Statistics that are told of everybody together and of no group."""

    def __post_init__(self) -> None:
        known = self.people.keys()
        for statistic, people in self.contributors.items():
            if not people <= known:
                raise CutError(f"{statistic}: somebody in it is not in the cut.")
            if set(statistic) & set(":/"):
                raise CutError(f"{statistic}: no colon or stroke in a name.")
        for statistic, answers in self.answers.items():
            if answers.keys() != set(self.contributors.get(statistic, ())):
                raise CutError(f"{statistic}: answers and contributors differ.")
            if not set(answers.values()) <= set(self.options_of(statistic)):
                raise CutError(f"{statistic}: an answer that is no option.")
        for statistic, scores in self.scores.items():
            if scores.keys() != set(self.contributors.get(statistic, ())):
                raise CutError(f"{statistic}: scores and contributors differ.")

    def options_of(self, statistic: str) -> tuple[str, ...]:
        return self.options.get(statistic, SHIFT)

    @property
    def matched(self) -> set[str]:
        """Everybody who is in some statistic."""
        return set().union(*self.contributors.values())


def check_alike(earlier: Cut, later: Cut) -> None:
    """A statistic that was counted stays counted: else its earlier groups could not be traced."""
    both = earlier.contributors.keys() & later.contributors.keys()
    if changed := both & (earlier.answers.keys() ^ later.answers.keys()):
        raise CutError(f"Counted in one release and not in the other: {sorted(changed)}.")


@dataclass(frozen=True)
class Past:
    """An earlier release of the same plan: its people, also those who have withdrawn since."""

    cut: Cut
    published: frozenset[Figure]


Kind = tuple[tuple[tuple[tuple[str, str | None], ...], frozenset[str]] | None, ...]
"""For each cut: somebody's values and statistics in it, or None where they are not in it."""


class Population:
    """The people of several cuts, of whom no more is kept than how many there are of a kind."""

    def __init__(self, cuts: Sequence[Cut]) -> None:
        self.cuts = cuts
        kinds: dict[Kind, int] = {}
        self.kind_of: dict[str, int] = {}
        known = [_values_and_statistics(cut) for cut in cuts]
        for person in sorted(set().union(*known)):
            kind = tuple(one.get(person) for one in known)
            self.kind_of[person] = kinds.setdefault(kind, len(kinds))
        self.kinds = list(kinds)
        self.sizes = Counter(self.kind_of.values())

    def count_by_answer(self, statistic: str) -> Counter[tuple[int, tuple[str | None, ...]]]:
        """People by kind and by their answer in each cut.

        Answers that nobody of a kind gave are counted as 0: that nobody did is told as well.
        """
        given = [cut.answers.get(statistic, {}) for cut in self.cuts]
        counts: Counter[tuple[int, tuple[str | None, ...]]] = Counter()
        for person in sorted(set().union(*given)):
            counts[self.kind_of[person], tuple(one.get(person) for one in given)] += 1
        options = {one for cut in self.cuts for one in cut.options_of(statistic)}
        for kind, answers in list(counts):
            for option in options:
                counts[kind, tuple(one and option for one in answers)] += 0
        return counts


def _values_and_statistics(cut: Cut) -> dict[str, tuple]:
    statistics: dict[str, set[str]] = {person: set() for person in cut.matched}
    for statistic, people in cut.contributors.items():
        for person in people:
            statistics[person].add(statistic)
    alike: dict[tuple, tuple] = {}
    found = {}
    for person, mine in statistics.items():
        kind = (tuple(sorted(cut.people[person].items())), frozenset(mine))
        found[person] = alike.setdefault(kind, kind)
    return found


def shared_people(
    contributors: Mapping[str, Set[str]], *, least_share: float = 0.9
) -> dict[str, frozenset[str]]:
    """The same people for as many statistics as can share them.

    Eleven people on one scale and ten of them on another give away the eleventh. Statistics
    whose common people are at least `least_share` of each are worked out on those people alone;
    another begins a group of its own. In the order given.
    """
    groups: list[list[str]] = []
    for statistic, people in contributors.items():
        for group in groups:
            members = [contributors[one] for one in group] + [people]
            common = reduce(lambda left, right: left & right, map(frozenset, members))
            if common and len(common) >= least_share * max(map(len, members)):
                group.append(statistic)
                break
        else:
            groups.append([statistic])
    shared = {}
    for group in groups:
        common = frozenset.intersection(*(frozenset(contributors[one]) for one in group))
        shared.update(dict.fromkeys(group, common))
    return {statistic: shared[statistic] for statistic in contributors}
