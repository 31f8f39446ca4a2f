"""Ask for a message or for many, move it, withdraw it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from accounts.models import Person
from notifications.kinds import find_kind
from notifications.models import Message


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One message to a person, among many that are asked for at once."""

    kind: str
    key: str
    person: Person
    reason: str
    due_at: datetime
    expires_at: datetime | None = None
    context: dict = field(default_factory=dict)


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
    _check(kind)
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


def notify_many(asks: Iterable[Ask]) -> None:
    """In one question however many there are. What was asked for before stays as it is."""
    asks = list(asks)
    for kind in {ask.kind for ask in asks}:
        _check(kind)
    messages = [Message(**vars(ask), try_at=ask.due_at) for ask in asks]
    Message.objects.bulk_create(messages, batch_size=500, ignore_conflicts=True)


def said_of(kind: str, people: Collection[Person]) -> list[tuple[int, dict]]:
    """Person and context of what waits to be said, or was; nothing that was withdrawn."""
    said_or_waiting = (Message.State.WAITING, Message.State.CLAIMED, Message.State.SENT)
    said = Message.objects.filter(kind=kind, person__in=people)
    said = said.filter(state__in=said_or_waiting)
    return list(said.values_list("person", "context"))


def reschedule(*, key: str, due_at: datetime, expires_at: datetime | None = None) -> bool:
    """Move a message that still waits. One that was claimed, sent or withdrawn stays as it is."""
    moved = Message.objects.waiting().filter(key=key)
    return bool(moved.update(due_at=due_at, try_at=due_at, expires_at=expires_at))


def cancel(*, key: str) -> bool:
    """Withdraw a message that has not ended. If it is on the wire just now, its stamp says so."""
    open_messages = Message.objects.open().filter(key=key)
    return bool(open_messages.update(state=Message.State.CANCELLED, ended_at=timezone.now()))


def _check(kind: str) -> None:
    if find_kind(kind) is None:
        raise LookupError(f"No app registered the kind {kind}.")
