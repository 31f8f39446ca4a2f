"""What the scales and items of a plan are called, and how far their scores reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from evaluation.instrument_files import CHOSEN, InstrumentFile, Item, ItemType
from evaluation.models import Plan, PlannedMeasure, Wave
from evaluation.scoring import ItemRule


@dataclass(frozen=True)
class ScaleLabel:
    title: str
    lowest: float
    highest: float
    items: tuple[str, ...] = ()
    """None for a total."""
    levels: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Question:
    """An item at one of the moments at which a plan asks it, told as it was answered there."""

    wave: str
    item: Item
    section: str
    instrument: int

    @property
    def is_rating(self) -> bool:
        """Else its answers are counted."""
        return self.item.rule is not None and self.item.type not in COUNTED


COUNTED = CHOSEN - {ItemType.LIKERT}
"""One of several answers need not be more than another."""


@dataclass
class Labels:
    scales: dict[str, ScaleLabel] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    """By `moment.item`, in the order in which they are asked."""

    def scale(self, code: str) -> str:
        return self.scales[code].title if code in self.scales else code

    def item(self, code: str) -> str:
        return self.items.get(code, code)


def labels_of(plan: Plan) -> Labels:
    """In the newest wording of the newest version that the plan asks."""
    labels = Labels()
    waves = plan.waves.prefetch_related("measures__version__wordings")
    measures = [(wave.wave, measure) for wave in waves for measure in wave.measures.all()]
    versions = {measure.version for _wave, measure in measures}
    for version in sorted(versions, key=lambda one: (one.number, one.pk)):
        _add(labels, version.file)
    asked = [(wave, one) for wave, one in measures if not one.is_then]
    labels.questions = _told_by_moment(asked, labels)
    return labels


def _add(labels: Labels, file: InstrumentFile) -> None:
    labels.items |= {code: item.text for code, item in file.asked.items()}
    for scale in file.scales:
        items = [file.asked[code] for code in scale.items]
        levels = frozenset(item.kirkpatrick for item in items if item.kirkpatrick)
        ends = _ends([item.rule for item in items])
        labels.scales[scale.code] = ScaleLabel(scale.title, *ends, scale.items, levels)
    if file.total:
        parts = [labels.scales[code] for code in file.total.scales]
        levels = frozenset().union(*(part.levels for part in parts))
        labels.scales[file.total.code] = ScaleLabel(file.total.title, *_ends(parts), levels=levels)


def _ends(parts: Iterable[ItemRule | ScaleLabel]) -> tuple[float, float]:
    """A score is a mean, so it reaches from the mean of the lowest to that of the highest."""
    lows, highs = zip(*((part.lowest, part.highest) for part in parts), strict=True)
    return sum(lows) / len(lows), sum(highs) / len(highs)


def _told_by_moment(
    measures: Iterable[tuple[str, PlannedMeasure]], labels: Labels
) -> dict[str, Question]:
    """All but the items of a scale that are asked before and after: those are told as change.

    A later moment adds questions and takes none away, so that every release goes on as it began.
    """
    scored = {code for scale in labels.scales.values() for code in scale.items}
    found: dict[str, Question] = {}
    moments: dict[str, set[str]] = defaultdict(set)
    for wave, measure in measures:
        for section in measure.version.file.sections:
            for item in section.items:
                moments[item.code].add(wave)
                if item.type in CHOSEN or item.rule:
                    found[f"{wave}.{item.code}"] = Question(
                        wave, item, section.title, measure.version.instrument_id
                    )
    change = {code for code in scored if moments[code] >= {Wave.PRE, Wave.POST}}
    return {name: one for name, one in found.items() if one.item.code not in change}
