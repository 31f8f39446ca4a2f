"""How far the scores of a scale can reach. Functions of their arguments."""

from __future__ import annotations

from collections.abc import Iterable

from evaluation.instrument_files import InstrumentFile


def scale_ends(instrument: InstrumentFile) -> dict[str, tuple[float | None, float | None]]:
    """The lowest and the highest score there can be; None where the items of a scale differ."""
    ends: dict[str, tuple[float | None, float | None]] = {}
    for scale in instrument.scales:
        rules = [instrument.asked[code].rule for code in scale.items]
        ends[scale.code] = _common((rule.lowest, rule.highest) for rule in rules)
    if instrument.total:
        ends[instrument.total.code] = _common(ends[code] for code in instrument.total.scales)
    return ends


def _common(
    ends: Iterable[tuple[float | None, float | None]],
) -> tuple[float | None, float | None]:
    different = set(ends)
    return different.pop() if len(different) == 1 else (None, None)
