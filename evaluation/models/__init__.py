from evaluation.models.exports import Export
from evaluation.models.instruments import Instrument, InstrumentVersion, Licence, Wording
from evaluation.models.occasions import Invitation, Occasion
from evaluation.models.plans import THEN, ConsentText, Plan, PlannedMeasure, PlannedWave, Wave
from evaluation.models.releases import Release
from evaluation.models.responses import Comment, Participant, Response, Score, Way
from evaluation.models.rooms import AccessCode, Room

__all__ = [
    "THEN",
    "AccessCode",
    "Comment",
    "ConsentText",
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
    "Room",
    "Score",
    "Wave",
    "Way",
    "Wording",
]
