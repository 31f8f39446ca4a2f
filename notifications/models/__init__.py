from notifications.models.kindness import Kindness, QuietTime
from notifications.models.messages import Message
from notifications.models.preferences import Choice, Rhythm
from notifications.models.wording import Wording

__all__ = ["Choice", "Kindness", "Message", "QuietTime", "Rhythm", "Wording"]
