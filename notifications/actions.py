from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.letters import compose
from accounts.models import Person
from notifications.kinds import find_kind
from notifications.models import Message

BATCH = 10
LEASE = timedelta(minutes=5)
"""As long as the hard limit of a task: a sweep that is still alive has not lost its claim."""
TRIES = 6
State, Why = Message.State, Message.Why

logger = logging.getLogger(__name__)


def notify(
    *,
    kind: str,
    key: str,
    reason: str,
    due_at: datetime,
    person: Person | None = None,
    address: str = "",
    expires_at: datetime | None = None,
    context: dict | None = None,
) -> Message:
    """Ask for one message. The key makes it the only one: asking again returns the first."""
    known = find_kind(kind)
    if known is None:
        raise LookupError(f"No app registered the kind {kind}.")
    message, _ = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "person": person,
            "address": address,
            "template": known.template,
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
    return bool(open_messages.update(state=State.CANCELLED, ended_at=timezone.now()))


def sweep_messages(*, at: datetime, batch: int = BATCH) -> int:
    """Claim what is due and send it. Any number may run at once, be repeated or be killed.

    At least once only between the mail server's yes and the stamp; the second copy would carry the
    same Message-ID.
    """
    Message.objects.abandoned(at=at).update(
        state=State.WAITING, claim_token=None, lease_ends_at=None
    )
    token = uuid4()
    claimed = _claim(token=token, at=at, batch=batch)
    for message_id in claimed:
        _deliver(message_id, token=token, at=at)
    return len(claimed)


@transaction.atomic
def _claim(*, token: UUID, at: datetime, batch: int) -> list[int]:
    """SQLite knows no row locks: there the condition in the UPDATE decides who claims a row."""
    due = Message.objects.due(at=at).select_for_update(skip_locked=True)
    candidates = list(due.values_list("pk", flat=True)[:batch])
    Message.objects.waiting().filter(pk__in=candidates).update(
        state=State.CLAIMED,
        claim_token=token,
        lease_ends_at=at + LEASE,
        tries=F("tries") + 1,
    )
    mine = Message.objects.filter(pk__in=candidates, claim_token=token)
    return list(mine.order_by("try_at", "pk").values_list("pk", flat=True))


def _deliver(message_id: int, *, token: UUID, at: datetime) -> None:
    """Look again, send outside any transaction, and stamp only what this sweep still holds."""
    held = Message.objects.filter(pk=message_id, state=State.CLAIMED, claim_token=token)
    message = held.select_related("person").first()
    if message is None:
        return
    if message.tries > TRIES:
        _stamp(message, State.FAILED, token=token, at=at, why=Why.UNREACHABLE)
        return
    try:
        skipped_because = _send(message, at=at)
    except OSError as problem:
        logger.warning("message %s was not taken: %s", message_id, type(problem).__name__)
        _stamp_for_another_try(message, token=token, at=at)
    except Exception:
        logger.exception("message %s could not be written", message_id)
        _stamp(message, State.FAILED, token=token, at=at, why=Why.BROKEN)
    else:
        state = State.SKIPPED if skipped_because else State.SENT
        _stamp(message, state, token=token, at=at, why=skipped_because)


def _send(message: Message, *, at: datetime) -> str:
    """Send, or say why not. Everything that made the message right is looked up again here."""
    if message.expires_at and message.expires_at <= at:
        return Why.TOO_LATE
    if message.person and (message.person.erased_at or message.person.merged_into_id):
        return Why.GONE
    if not message.recipient:
        return Why.NO_ADDRESS
    kind = find_kind(message.kind)
    if kind is None:
        return Why.UNKNOWN_KIND
    words = kind.words(message)
    if words is None:
        return Why.NOT_WANTED
    compose(
        template=message.template,
        to=message.recipient,
        words={"person": message.person, "reason": message.reason, **words},
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    ).send()
    return ""


def _stamp(message: Message, state: str, *, token: UUID, at: datetime, why: str = "") -> None:
    """Only the holder of the token may say how it ended; a lost lease belongs to the next sweep.

    What left is *sent*, even when it was withdrawn while it was on the wire.
    """
    held = Message.objects.filter(pk=message.pk, claim_token=token)
    if state != State.SENT:
        held = held.filter(state=State.CLAIMED)
    held.update(state=state, why=why, ended_at=at, claim_token=None, lease_ends_at=None)


def _stamp_for_another_try(message: Message, *, token: UUID, at: datetime) -> None:
    """Wait 1, 4, 16, 64 and 256 minutes between tries, then give up where a person sees it."""
    if message.tries == TRIES:
        _stamp(message, State.FAILED, token=token, at=at, why=Why.UNREACHABLE)
        return
    Message.objects.filter(pk=message.pk, state=State.CLAIMED, claim_token=token).update(
        state=State.WAITING,
        try_at=at + timedelta(minutes=4 ** (message.tries - 1)),
        claim_token=None,
        lease_ends_at=None,
    )
