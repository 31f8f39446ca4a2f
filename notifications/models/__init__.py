from notifications.models.addresses import AddressTrouble
from notifications.models.kindness import Kindness, QuietTime
from notifications.models.messages import Message
from notifications.models.preferences import Choice, Rhythm

__all__ = ["AddressTrouble", "Choice", "Kindness", "Message", "QuietTime", "Rhythm"]
