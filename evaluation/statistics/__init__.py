"""What the scores say. Functions of their arguments only; what is undefined is None, never NaN.

docs/statistics.md names every quantity with its formula.
"""

from evaluation.statistics.alpha import Alpha, cronbach_alpha
from evaluation.statistics.describe import Description, describe, mean, standard_deviation
from evaluation.statistics.effect_sizes import Interval
from evaluation.statistics.kept import KeptGain, KeptStatus, kept_gain
from evaluation.statistics.paired import (
    DEFAULT_RELIABILITY,
    Pair,
    PairedAnalysis,
    PairedChange,
    PairedStatus,
    analyse_groups,
    analyse_pairs,
    paired_change,
)
from evaluation.statistics.reliable_change import reliable_directions
from evaluation.statistics.shifts import Shift, item_shift
from evaluation.statistics.signed_ranks import RankStatus
from evaluation.statistics.two_groups import Comparison, compare_groups

__all__ = [
    "DEFAULT_RELIABILITY",
    "Alpha",
    "Comparison",
    "Description",
    "Interval",
    "KeptGain",
    "KeptStatus",
    "Pair",
    "PairedAnalysis",
    "PairedChange",
    "PairedStatus",
    "RankStatus",
    "Shift",
    "analyse_groups",
    "analyse_pairs",
    "compare_groups",
    "cronbach_alpha",
    "describe",
    "item_shift",
    "kept_gain",
    "mean",
    "paired_change",
    "reliable_directions",
    "standard_deviation",
]
