"""What the scales and items of a plan are called, and how far their scores reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from evaluation.instrument_files import InstrumentFile
from evaluation.models import Plan
from evaluation.scoring import ItemRule


@dataclass(frozen=True)
class ScaleLabel:
    title: str
    lowest: float
    highest: float


@dataclass
class Labels:
    scales: dict[str, ScaleLabel] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)

    def scale(self, code: str) -> str:
        return self.scales[code].title if code in self.scales else code

    def item(self, code: str) -> str:
        return self.items.get(code, code)


def labels_of(plan: Plan) -> Labels:
    """In the newest wording of the newest version that the plan asks."""
    labels = Labels()
    waves = plan.waves.prefetch_related("measures__version__wordings")
    versions = {measure.version for wave in waves for measure in wave.measures.all()}
    for version in sorted(versions, key=lambda one: (one.number, one.pk)):
        _add(labels, version.file)
    return labels


def _add(labels: Labels, file: InstrumentFile) -> None:
    labels.items |= {code: item.text for code, item in file.asked.items()}
    for scale in file.scales:
        rules = [file.asked[code].rule for code in scale.items]
        labels.scales[scale.code] = _label(scale.title, rules)
    if file.total:
        parts = [labels.scales[code] for code in file.total.scales]
        labels.scales[file.total.code] = _label(file.total.title, parts)


def _label(title: str, parts: Iterable[ItemRule | ScaleLabel]) -> ScaleLabel:
    """A score is a mean, so it reaches from the mean of the lowest to that of the highest."""
    lows, highs = zip(*((part.lowest, part.highest) for part in parts), strict=True)
    return ScaleLabel(title, sum(lows) / len(lows), sum(highs) / len(highs))
