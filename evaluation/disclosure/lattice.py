"""Which groups a plan declares, before anybody answered, that it will publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

MOST_DIMENSIONS = 6
MOST_CROSSED = 3

Group = tuple[tuple[str, str], ...]
"""Pairs of dimension and value in the order of the names; `()` is everybody."""


class LatticeError(ValueError):
    """A declaration that cannot be kept. The text is for whoever writes the plan."""


@dataclass(frozen=True, order=True)
class Figure:
    """One number, or one row of numbers about the same people, that could be published."""

    at: Group
    statistic: str
    answer: str | None = None
    """For a count: of those at `at`, how many gave this answer (*up*, *same*, *down*)."""

    @property
    def base(self) -> Figure:
        return Figure(self.at, self.statistic)


@dataclass(frozen=True)
class Lattice:
    dimensions: tuple[str, ...]
    published: tuple[tuple[str, ...], ...] = ((),)
    """The whole first, then combinations: what stands earlier is kept when both cannot stand."""
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """All values of a dimension. Without them a value shows by its absence that nobody has it."""

    def __post_init__(self) -> None:
        if len(set(self.dimensions)) < len(self.dimensions):
            raise LatticeError("A dimension is declared twice.")
        if len(self.dimensions) > MOST_DIMENSIONS:
            raise LatticeError(f"More than {MOST_DIMENSIONS} dimensions.")
        if not self.published or self.published[0] != ():
            raise LatticeError("The whole, (), is published first.")
        if len({frozenset(one) for one in self.published}) < len(self.published):
            raise LatticeError("A combination is declared twice.")
        for combination in self.published:
            self._check(combination)
        if unknown := self.levels.keys() - set(self.dimensions):
            raise LatticeError(f"Levels of unknown dimensions: {sorted(unknown)}.")
        if any(len(set(values)) < len(values) for values in self.levels.values()):
            raise LatticeError("A level is declared twice.")

    def _check(self, combination: tuple[str, ...]) -> None:
        if unknown := set(combination) - set(self.dimensions):
            raise LatticeError(f"Unknown dimensions: {sorted(unknown)}.")
        if len(set(combination)) < len(combination):
            raise LatticeError(f"A dimension is crossed with itself: {combination}.")
        if len(combination) > MOST_CROSSED:
            raise LatticeError(f"More than {MOST_CROSSED} dimensions crossed: {combination}.")

    def check_values(self, values: Mapping[str, str | None]) -> None:
        for name, levels in self.levels.items():
            if values.get(name) is not None and values[name] not in levels:
                raise LatticeError(f"{values[name]} is no level of {name}.")

    def declared_groups(self) -> Iterator[Group]:
        """Groups that are listed even when nobody is in them."""
        for combination in self.published:
            names = sorted(combination)
            for values in product(*(self.levels.get(name, ()) for name in names)):
                yield tuple(zip(names, values, strict=True))

    def rank_of(self, group: Group) -> int:
        names = {name for name, _ in group}
        return next(rank for rank, one in enumerate(self.published) if set(one) == names)
