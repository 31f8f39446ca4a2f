"""What a release tells beside the matched change: sums and counts. Functions of their arguments.

docs/statistics.md has the formulas, docs/disclosure.md why only sums and counts are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from evaluation.statistics import (
    compare_groups,
    cronbach_alpha,
    kept_gain,
    mean,
    reliable_directions,
    standard_deviation,
)

Numbers = tuple[float, ...]
Worked = dict[str, float | None]
RATING = ("mean", "sd", "n")
ALPHA = ("alpha", "low", "high")
ATTRITION = ("t", "df", "p", "g")


@dataclass(frozen=True)
class Sums:
    """Numbers of each person, of which figures are made that speak of all of them at once."""

    numbers: Mapping[str, Numbers]
    measures: tuple[str, ...]
    formula: Callable[[Sequence[Numbers]], Worked]
    alike_by: Mapping[str, Numbers] | None = None
    """What must not be the same for everybody, where that is not all of the numbers."""

    @property
    def people(self) -> Set[str]:
        return self.numbers.keys()

    def scores_of(self, people: Iterable[str]) -> dict[str, Numbers]:
        scores = self.numbers if self.alike_by is None else self.alike_by
        return {one: scores[one] for one in people}

    def of(self, people: Iterable[str]) -> Worked:
        return self.formula([self.numbers[one] for one in sorted(people)])


@dataclass(frozen=True)
class Counts:
    """The answer of each person, of which only is told how many gave it."""

    answers: Mapping[str, str]
    options: tuple[str, ...]

    @property
    def people(self) -> Set[str]:
        return self.answers.keys()


Panel = dict[str, Sums | Counts]
"""Statistics that are to share their people as far as they can."""


def rating(scores: Mapping[str, float]) -> Sums:
    def formula(rows: Sequence[Numbers]) -> Worked:
        values = [value for (value,) in rows]
        return {"mean": mean(values), "sd": standard_deviation(values), "n": len(values)}

    return Sums({one: (score,) for one, score in scores.items()}, RATING, formula)


def kept(people: Mapping[str, tuple[float, float, float]], *, later: str) -> Sums:
    """`people`: before, after and at the later moment, of whoever has all three."""
    names = ("pre", "post", later)
    spread = tuple(f"{name}_{measure}" for name in names for measure in ("mean", "sd"))

    def formula(rows: Sequence[Numbers]) -> Worked:
        found: Worked = {}
        for name, column in zip(names, zip(*(row[:3] for row in rows), strict=True), strict=True):
            found |= {f"{name}_mean": mean(column), f"{name}_sd": standard_deviation(column)}
        stayed = kept_gain([row[:3] for row in rows])
        return found | {"gain": stayed.gain, "kept": stayed.kept, "share": stayed.share}

    numbers = {
        one: (pre, post, after, post - pre, after - pre, after - post)
        for one, (pre, post, after) in people.items()
    }
    return Sums(numbers, (*spread, "gain", "kept", "share"), formula)


def alpha(rows: Mapping[str, Numbers]) -> Sums:
    """`rows`: the scores of one scale's items, of whoever answered all of them."""

    def formula(scores: Sequence[Numbers]) -> Worked:
        items = [str(number) for number in range(len(scores[0]))]
        found = cronbach_alpha([dict(zip(items, row, strict=True)) for row in scores], items)
        return {"alpha": found.alpha, "low": found.interval.low, "high": found.interval.high}

    return Sums(rows, ALPHA, formula, {one: (sum(row),) for one, row in rows.items()})


def attrition(before_only: Mapping[str, float], matched: Sequence[float]) -> Sums:
    """About those who answered only before: the matched are told of already."""

    def formula(rows: Sequence[Numbers]) -> Worked:
        found = compare_groups(matched, [value for (value,) in rows])
        return {"t": found.t, "df": found.df, "p": found.p, "g": found.g}

    return Sums({one: (score,) for one, score in before_only.items()}, ATTRITION, formula)


def reliable(pairs: Mapping[str, tuple[float, float]], *, reliability: float) -> Counts:
    ways = reliable_directions(list(pairs.values()), reliability=reliability)
    answers = dict(zip(pairs, ways, strict=True)) if ways else {}
    return Counts(answers, ("down", "same", "up"))
