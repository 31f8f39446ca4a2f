"""What of the gain was still there at the follow-up, over the people who have all waves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evaluation.statistics.exact import as_float, columns


class KeptStatus(StrEnum):
    OK = "ok"
    NO_MATCHED = "no_matched"
    NO_GAIN = "no_gain"


@dataclass(frozen=True)
class KeptGain:
    n: int
    status: KeptStatus
    gain: float | None = None
    """Mean of post - pre."""
    kept: float | None = None
    """Mean of follow-up - pre."""
    share: float | None = None
    """kept / gain; None where the mean did not rise, since there is nothing to keep a share of."""


def kept_gain(people: Sequence[tuple[float, float, float]]) -> KeptGain:
    """Each is (pre, post, follow-up)."""
    if not people:
        return KeptGain(0, KeptStatus.NO_MATCHED)
    before, after, later = columns(*zip(*people, strict=True))
    gain, kept = after.mean - before.mean, later.mean - before.mean
    known = {"gain": as_float(gain), "kept": as_float(kept)}
    if gain <= 0:
        return KeptGain(len(people), KeptStatus.NO_GAIN, **known)
    return KeptGain(len(people), KeptStatus.OK, **known, share=as_float(kept / gain))
