"""What callers ask of this app."""

from notifications.actions.asking import cancel, notify, reschedule

__all__ = ["cancel", "notify", "reschedule"]
