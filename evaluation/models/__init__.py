from evaluation.models.equality import EqualityTally
from evaluation.models.exports import Export
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
from evaluation.models.response_sets import ResponseOption, ResponseSet
from evaluation.models.responses import Comment, Participant, Response, Score, Way
from evaluation.models.rooms import AccessCode, Room

__all__ = [
    "SMALLEST_K",
    "THEN",
    "AccessCode",
    "Comment",
    "ConsentText",
    "EqualityTally",
    "Export",
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
    "ResponseOption",
    "ResponseSet",
    "Room",
    "Score",
    "Wave",
    "Way",
    "Wording",
]
