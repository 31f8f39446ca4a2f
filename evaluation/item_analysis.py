"""Everything that item-level answers say: scores, alpha, shifts and paired change by scale.

Functions of their arguments only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluation.answered import Answers, item_scores, missing_because, scale_scores
from evaluation.ends import scale_ends
from evaluation.instrument_files import CHOSEN, InstrumentFile, Item, ItemType
from evaluation.scoring import Missing, item_score
from evaluation.statistics import (
    Alpha,
    Description,
    Pair,
    PairedAnalysis,
    Shift,
    analyse_groups,
    analyse_pairs,
    cronbach_alpha,
    describe,
    item_shift,
)

BEFORE, AFTER = "pre", "post"


@dataclass(frozen=True)
class Answered:
    """One person at one wave."""

    person: str
    wave: str
    group: str
    answers: Answers
    scores: Mapping[str, float | None]
    """By scale, and the total."""
    items: Mapping[str, float]
    """Scores of single items, reversed ones turned."""


@dataclass(frozen=True)
class ScaleChange:
    overall: PairedAnalysis
    groups: Mapping[str, PairedAnalysis]


@dataclass(frozen=True)
class ItemAnalysis:
    answered: Sequence[Answered]
    missing: Mapping[str, Mapping[str, Mapping[str, int]]]
    """By wave, then item, how often which kind."""
    described: Mapping[str, Mapping[str, Description]]
    alpha: Mapping[str, Mapping[str, Alpha]]
    """Both by wave, then scale."""
    shifts: Mapping[str, Shift]
    pairs: Mapping[str, ScaleChange]


def answered(
    instrument: InstrumentFile, *, person: str, wave: str, group: str, answers: Answers
) -> Answered:
    return Answered(
        person,
        wave,
        group,
        answers,
        scores=scale_scores(instrument, answers),
        items=item_scores(instrument, answers),
    )


def analyse_items(
    instrument: InstrumentFile, people: Sequence[Answered], *, reliability: float
) -> ItemAnalysis:
    waves: dict[str, list[Answered]] = defaultdict(list)
    for one in people:
        waves[one.wave].append(one)
    before = {one.person: one for one in waves.get(BEFORE, ())}
    after = {one.person: one for one in waves.get(AFTER, ())}
    return ItemAnalysis(
        answered=people,
        missing={wave: _missing(instrument, members) for wave, members in waves.items()},
        described={wave: _described(instrument, members) for wave, members in waves.items()},
        alpha={
            wave: {
                scale.code: cronbach_alpha([one.items for one in members], scale.items)
                for scale in instrument.scales
            }
            for wave, members in waves.items()
        },
        shifts=_shifts(instrument, before, after),
        pairs={code: _change(code, before, after, reliability) for code in scale_codes(instrument)},
    )


def scale_codes(instrument: InstrumentFile) -> list[str]:
    total = [instrument.total.code] if instrument.total else []
    return [scale.code for scale in instrument.scales] + total


def _missing(instrument: InstrumentFile, people: Iterable[Answered]) -> dict[str, dict[str, int]]:
    counts = {code: {kind.name.lower(): 0 for kind in Missing} for code in instrument.asked}
    for one in people:
        for code, item in instrument.asked.items():
            kind = missing_because(item, one.answers)
            if kind is not None:
                counts[code][kind.name.lower()] += 1
    return counts


def _described(instrument: InstrumentFile, people: Sequence[Answered]) -> dict[str, Description]:
    ends = scale_ends(instrument)
    found = {}
    for code in scale_codes(instrument):
        scores = [one.scores[code] for one in people if one.scores[code] is not None]
        lowest, highest = ends[code]
        found[code] = describe(scores, lowest=lowest, highest=highest)
    return found


def _shifts(
    instrument: InstrumentFile, before: Mapping[str, Answered], after: Mapping[str, Answered]
) -> dict[str, Shift]:
    shifts = {}
    for code, item in instrument.asked.items():
        if item.type in CHOSEN and item.type is not ItemType.MULTIPLE and item.rule:
            pairs = [
                (before[one].items[code], after[one].items[code])
                for one in before
                if one in after and code in before[one].items and code in after[one].items
            ]
            shifts[code] = item_shift(pairs, scores=_possible(item))
    return shifts


def _possible(item: Item) -> list[float]:
    return [item_score(code, item.rule) for code in item.response_set.scored]


def _change(
    scale: str,
    before: Mapping[str, Answered],
    after: Mapping[str, Answered],
    reliability: float,
) -> ScaleChange:
    """Whoever says two groups counts in the one that they said before."""
    rows = []
    for one in dict.fromkeys([*before, *after]):
        first, second = before.get(one), after.get(one)
        rows.append(
            Pair(
                pre=first.scores[scale] if first else None,
                post=second.scores[scale] if second else None,
                group=(first and first.group) or (second and second.group) or "",
            )
        )
    return ScaleChange(
        analyse_pairs(rows, reliability=reliability), analyse_groups(rows, reliability=reliability)
    )
