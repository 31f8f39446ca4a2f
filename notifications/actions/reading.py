"""What a reader does with what was sent to them."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Person
from notifications.models import Message


def mark_read(*, message: Message, at: datetime) -> None:
    Message.objects.unread().filter(pk=message.pk).update(read_at=at)


def mark_all_read(*, person: Person, at: datetime) -> int:
    return Message.objects.visible_to(person).unread().update(read_at=at)
