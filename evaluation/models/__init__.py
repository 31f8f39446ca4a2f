from evaluation.models.instruments import Instrument, Item, ResponseOption, ResponseSet
from evaluation.models.occasions import Invitation, Occasion, Wave
from evaluation.models.releases import Release
from evaluation.models.responses import Answer, Response

__all__ = [
    "Answer",
    "Instrument",
    "Invitation",
    "Item",
    "Occasion",
    "Release",
    "Response",
    "ResponseOption",
    "ResponseSet",
    "Wave",
]
