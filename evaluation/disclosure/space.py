"""Figures over atoms: people whom no figure in question parts are counted together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from evaluation.disclosure.cuts import Kind
from evaluation.disclosure.lattice import Group
from evaluation.disclosure.search import MOST_STEPS
from evaluation.disclosure.span import Span

Key = tuple[int, Group, str, str | None]
"""A figure of one of several cuts: the number of the cut, and what `Figure` holds."""


def keys_of(kind: Kind, combinations: Sequence[Set[tuple[str, ...]]]) -> Iterator[Key]:
    """Figures that people of this kind are in, counts of single answers apart."""
    for number, entry in enumerate(kind):
        if entry is None:
            continue
        values, statistics = dict(entry[0]), entry[1]
        for names in combinations[number]:
            if all(values.get(name) is not None for name in names):
                at = tuple((name, values[name]) for name in names)
                yield from ((number, at, statistic, None) for statistic in statistics)


def with_answers(keys: Iterable[Key], statistic: str, answers: Sequence[str | None]) -> Set[Key]:
    """Of these, what concerns one counted statistic, and the counts of its answers."""
    mine = {key for key in keys if key[2] == statistic and answers[key[0]] is not None}
    return mine | {(number, at, statistic, answers[number]) for number, at, _, _ in mine}


class Space:
    """What has been published in it so far, and what may come to it."""

    def __init__(
        self,
        members: Iterable[tuple[int, Set[Key]]],
        wanted: Set[Key],
        k: int,
        *,
        most_steps: int = MOST_STEPS,
    ) -> None:
        sizes: Counter[frozenset[Key]] = Counter()
        parts = [(size, frozenset(keys & wanted)) for size, keys in members]
        for size, keys in parts:
            sizes[keys] += size
        sizes.pop(frozenset(), None)
        numbers = {keys: atom for atom, keys in enumerate(sizes)}
        self.atom_of_member = [numbers.get(keys) for _size, keys in parts]
        self.atoms_of: dict[Key, list[int]] = {key: [] for key in wanted}
        for keys, atom in numbers.items():
            for key in keys:
                self.atoms_of[key].append(atom)
        self.span = Span(list(sizes.values()), k, most_steps=most_steps)
        self.alike: Mapping[str, Sequence[Set[int]]] = {}
        """By statistic, atoms whose people have all the same score."""
        self._spans: dict[str, Span] = {}
        """Scores follow from figures of the same statistic only."""

    def admit(self, key: Key) -> None:
        self.span.admit(self.atoms_of[key])
        if self.alike:
            self._span_of(key).admit(self.atoms_of[key])

    def may_admit(self, key: Key) -> bool:
        atoms = self.atoms_of[key]
        return self.span.is_safe_with(atoms) and not any(
            self._span_of(key).would_tell_of(secret, with_figure=atoms)
            for secret in self.alike.get(key[2], ())
        )

    def is_alike(self, key: Key) -> bool:
        atoms = set(self.atoms_of[key])
        return any(atoms <= secret for secret in self.alike.get(key[2], ()))

    def _span_of(self, key: Key) -> Span:
        return self._spans.setdefault(key[2], Span(self.span.sizes, self.span.k))
