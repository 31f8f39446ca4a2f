"""ONE suppression pattern for a release: which figures stand, and which are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from evaluation.disclosure.cuts import Cut, Past, Population, check_alike
from evaluation.disclosure.lattice import Figure, Lattice
from evaluation.disclosure.sameness import atoms_alike, scores_by_kind
from evaluation.disclosure.search import MOST_STEPS
from evaluation.disclosure.space import Key, Space, keys_of, with_answers
from evaluation.disclosure.thresholds import QUOTING, K


class Status(Enum):
    """All but the first are printed as *suppressed*: which of them it is tells about people."""

    PUBLISHED = "published"
    PRIMARY = "primary"
    """Too few people, or all of them alike."""
    COMPLEMENTARY = "complementary"
    """Enough people, but with what stands already it would tell about too few."""
    WAITING = "waiting"
    """It stood in an earlier release, and too few people came or went since."""


class Scope(Enum):
    """How far down a release goes, for the page to word."""

    NOTHING = "nothing"
    WHOLE_ONLY = "whole_only"
    GROUPS = "groups"


@dataclass(frozen=True)
class Pattern:
    k: int
    counts: Mapping[Figure, int]
    """People behind each figure, exactly: not to be shown where it is not published."""
    status: Mapping[Figure, Status]

    @property
    def published(self) -> frozenset[Figure]:
        return frozenset(one for one, is_ in self.status.items() if is_ is Status.PUBLISHED)

    @property
    def scope(self) -> Scope:
        groups = {figure.at for figure in self.published}
        if not groups:
            return Scope.NOTHING
        return Scope.WHOLE_ONLY if groups == {()} else Scope.GROUPS


def suppress(
    cut: Cut,
    lattice: Lattice,
    *,
    k: int = K,
    past: Sequence[Past] = (),
    most_steps: int = MOST_STEPS,
) -> Pattern:
    """Keep as many of the declared figures as leave nothing to be worked out about under k people.

    Figures are kept in the order of the lattice, then of the statistics, larger groups first.
    Whatever `past` has published stays known. A figure whose safety is not settled in
    `most_steps` is left out.
    """
    return _Suppression(cut, lattice, k, past, most_steps).pattern()


def suppress_equality(cut: Cut, *, k: int = K, past: Sequence[Past] = ()) -> Pattern:
    """Equality questions: the whole programme alone, and twice k throughout."""
    return suppress(cut, Lattice(()), k=QUOTING * k, past=past)


class _Suppression:
    """The steps of `suppress`, which share what was counted."""

    def __init__(
        self, cut: Cut, lattice: Lattice, k: int, past: Sequence[Past], most_steps: int
    ) -> None:
        for values in cut.people.values():
            lattice.check_values(values)
        for one in past:
            check_alike(one.cut, cut)
        self.cut, self.lattice, self.k, self.past = cut, lattice, k, past
        self.most_steps = most_steps
        self.now = len(past)
        self.population = Population([*(one.cut for one in past), cut])
        combinations = [
            {tuple(name for name, _ in figure.at) for figure in one.published} for one in past
        ]
        combinations.append({tuple(sorted(one)) for one in lattice.published})
        self.keys = [frozenset(keys_of(kind, combinations)) for kind in self.population.kinds]
        self.counts: Counter[Key] = Counter()
        for kind, keys in enumerate(self.keys):
            self.counts.update(dict.fromkeys(keys, self.population.sizes[kind]))
        self.status: dict[Key, Status] = {}

    def pattern(self) -> Pattern:
        self._settle_groups()
        for statistic in self.cut.answers:
            self._settle_answers(statistic)
        figures = {key: Figure(*key[1:]) for key in self.status}
        return Pattern(
            self.k,
            {figure: self.counts[key] for key, figure in figures.items()},
            {figure: self.status[key] for key, figure in figures.items()},
        )

    def _settle_groups(self) -> None:
        """Which people are summed up at all: all statistics at once, for they differ by people."""
        large = {key for key in self._groups if self.counts[key] >= self.k}
        before = self._published_before()
        members = [(self.population.sizes[kind], keys) for kind, keys in enumerate(self.keys)]
        space = Space(members, large | before, self.k, most_steps=self.most_steps)
        shared = scores_by_kind(self.population, self.cut)
        space.alike = atoms_alike(space.atom_of_member, shared)
        alike = {key for key in large if space.is_alike(key)}
        self._settle(space, sorted(before), self._groups, alike)

    def _settle_answers(self, statistic: str) -> None:
        """Within the groups that stand, how many gave each answer."""
        members = []
        answered = self.population.count_by_answer(statistic)
        for (kind, answers), size in answered.items():
            keys = with_answers(self.keys[kind], statistic, answers)
            members.append((size, keys))
            self.counts.update({key: size for key in keys if key[3] is not None})
        groups = [key for key in self._groups if key[2] == statistic]
        standing = [key for key in groups if self.status[key] is Status.PUBLISHED]
        options = self.cut.options_of(statistic)
        wanted = [(*key[:3], one) for key in standing for one in self._common_first(key, options)]
        before = {key for key in self._published_before(counted=True) if key[2] == statistic}
        space = Space(members, {*before, *standing, *wanted}, self.k, most_steps=self.most_steps)
        self._settle(space, [*sorted(before, key=str), *standing], wanted, set())
        for key in groups:
            for one in options:
                self.status.setdefault((*key[:3], one), self.status[key])

    def _settle(
        self, space: Space, known: Sequence[Key], wanted: Sequence[Key], alike: set[Key]
    ) -> None:
        for key in known:
            space.admit(key)
        for key in wanted:
            if self.counts[key] < self.k or key in alike:
                self.status[key] = Status.PRIMARY
            elif self._stood_for_nearly_as_many(key):
                self.status[key] = Status.WAITING
            elif space.may_admit(key):
                space.admit(key)
                self.status[key] = Status.PUBLISHED
            else:
                stood = any(Figure(*key[1:]) in one.published for one in self.past)
                self.status[key] = Status.WAITING if stood else Status.COMPLEMENTARY

    @cached_property
    def _groups(self) -> list[Key]:
        """Every declared figure of this cut that is no count of an answer, first things first."""
        statistics = list(self.cut.contributors)
        found = {key for key in self.counts if key[0] == self.now and key[3] is None}
        declared = self.lattice.declared_groups()
        found |= {(self.now, at, one, None) for at in declared for one in statistics}
        place = {one: number for number, one in enumerate(statistics)}
        return sorted(
            (key for key in found if not key[1] or key[2] not in self.cut.whole_only),
            key=lambda key: (
                self.lattice.rank_of(key[1]),
                place[key[2]],
                -self.counts[key],
                key[1],
            ),
        )

    def _common_first(self, key: Key, options: tuple[str, ...]) -> list[str]:
        return sorted(options, key=lambda one: (-self.counts[(*key[:3], one)], one))

    def _published_before(self, *, counted: bool = False) -> set[Key]:
        return {
            (number, figure.at, figure.statistic, figure.answer)
            for number, one in enumerate(self.past)
            for figure in one.published
            if counted or figure.answer is None
        }

    def _stood_for_nearly_as_many(self, key: Key) -> bool:
        """So that not even the counts of two releases differ by a number under k."""
        return any(
            0 < abs(self.counts[key] - self.counts[(number, *key[1:])]) < self.k
            for number, one in enumerate(self.past)
            if Figure(*key[1:]) in one.published
        )
