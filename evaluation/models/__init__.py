from evaluation.models.instruments import Instrument, InstrumentVersion, Licence, Wording
from evaluation.models.occasions import Invitation, Occasion
from evaluation.models.plans import THEN, ConsentText, Plan, PlannedMeasure, PlannedWave, Wave
from evaluation.models.releases import Release
from evaluation.models.response_sets import ResponseOption, ResponseSet
from evaluation.models.responses import Comment, Participant, Response, Score, Way

__all__ = [
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
    "ResponseOption",
    "ResponseSet",
    "Score",
    "Wave",
    "Way",
    "Wording",
]
