"""What this app keeps about a person: what was sent to them, why and when."""

from __future__ import annotations

from typing import Any

from accounts.actions.merging import repoint
from accounts.models import Person
from notifications.models import Message

KEYS = frozenset({"notifications.Message.person"})


def export_for(person: Person) -> dict[str, Any]:
    return {"messages": list(person.messages.values("kind", "reason", "due_at", "state"))}


def erase(person: Person) -> None:
    person.messages.all().delete()


def merge(*, keep: Person, into_keep: Person) -> None:
    repoint(Message, "person", old=into_keep, new=keep)
