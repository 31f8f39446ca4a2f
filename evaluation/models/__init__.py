from evaluation.models.equality import EqualityTally
from evaluation.models.exports import Export
from evaluation.models.instruments import Instrument, InstrumentVersion, Licence, Wording
from evaluation.models.occasions import Invitation, Occasion
from evaluation.models.outside import OutsideReport
from evaluation.models.plans import (
    SMALLEST_K,
    THEN,
    ConsentText,
    Linkage,
    Plan,
    PlannedMeasure,
    PlannedWave,
    SmallBecause,
    Wave,
)
from evaluation.models.preparations import Preparation
from evaluation.models.releases import Chart, Release
from evaluation.models.response_sets import ResponseOption, ResponseSet
from evaluation.models.responses import Comment, Participant, Response, Score, Way
from evaluation.models.rooms import AccessCode, Room

__all__ = [
    "SMALLEST_K",
    "THEN",
    "AccessCode",
    "Chart",
    "Comment",
    "ConsentText",
    "EqualityTally",
    "Export",
    "Instrument",
    "InstrumentVersion",
    "Invitation",
    "Licence",
    "Linkage",
    "Occasion",
    "OutsideReport",
    "Participant",
    "Plan",
    "PlannedMeasure",
    "PlannedWave",
    "Preparation",
    "Release",
    "Response",
    "ResponseOption",
    "ResponseSet",
    "Room",
    "Score",
    "SmallBecause",
    "Wave",
    "Way",
    "Wording",
]
