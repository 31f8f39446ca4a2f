"""The key in each letter by which its reader stops that kind, without signing in."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from notifications.models import Message

SALT = "notifications.stop"


@dataclass(frozen=True)
class Stop:
    kind: str
    person: int | None
    address: str


def stop_path(message: Message) -> str:
    facts = [message.kind, message.person_id, message.address]
    return reverse("messages:stop", args=[signing.dumps(facts, salt=SALT)])


def read_stop(token: str) -> Stop | None:
    """It never runs out: a letter may be opened years later."""
    try:
        return Stop(*signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None
