"""What callers ask of this app."""

from notifications.actions.asking import Ask, cancel, notify, notify_many, reschedule, said_of
from notifications.actions.timing import working_day_before

__all__ = ["Ask", "cancel", "notify", "notify_many", "reschedule", "said_of", "working_day_before"]
