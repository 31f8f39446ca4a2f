from evaluation.models.instruments import Instrument, InstrumentVersion, Licence, Wording
from evaluation.models.occasions import Invitation, Occasion
from evaluation.models.plans import (
    SMALLEST_K,
    THEN,
    ConsentText,
    Plan,
    PlannedMeasure,
    PlannedWave,
    Wave,
)
from evaluation.models.releases import Release
from evaluation.models.responses import Comment, Participant, Response, Score, Way

__all__ = [
    "SMALLEST_K",
    "THEN",
    "Comment",
    "ConsentText",
    "Instrument",
    "InstrumentVersion",
    "Invitation",
    "Licence",
    "Occasion",
    "Participant",
    "Plan",
    "PlannedMeasure",
    "PlannedWave",
    "Release",
    "Response",
    "Score",
    "Wave",
    "Way",
    "Wording",
]
