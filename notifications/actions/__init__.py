"""What callers ask of this app."""

from notifications.actions.asking import Ask, cancel, notify, notify_many, reschedule

__all__ = ["Ask", "cancel", "notify", "notify_many", "reschedule"]
