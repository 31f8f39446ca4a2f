"""Ask for a message, move it, withdraw it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from accounts.models import Person
from notifications.kinds import find_kind
from notifications.models import Message


def notify(
    *,
    kind: str,
    key: str,
    reason: str,
    due_at: datetime,
    person: Person | None = None,
    address: str = "",
    expires_at: datetime | None = None,
    series: str = "",
    context: dict | None = None,
) -> Message:
    """Ask for one message. The key makes it the only one: asking again returns the first."""
    if find_kind(kind) is None:
        raise LookupError(f"No app registered the kind {kind}.")
    message, _ = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "person": person,
            "address": address.lower(),
            "series": series,
            "context": context or {},
            "reason": reason,
            "due_at": due_at,
            "try_at": due_at,
            "expires_at": expires_at,
        },
    )
    return message


def reschedule(*, key: str, due_at: datetime, expires_at: datetime | None = None) -> bool:
    """Move a message that still waits. One that was claimed, sent or withdrawn stays as it is."""
    moved = Message.objects.waiting().filter(key=key)
    return bool(moved.update(due_at=due_at, try_at=due_at, expires_at=expires_at))


def cancel(*, key: str) -> bool:
    """Withdraw a message that has not ended. If it is on the wire just now, its stamp says so."""
    open_messages = Message.objects.open().filter(key=key)
    return bool(open_messages.update(state=Message.State.CANCELLED, ended_at=timezone.now()))
