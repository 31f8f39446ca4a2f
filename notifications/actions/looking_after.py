"""What those who look after the portal do with messages that did not go, or should not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import Person
from notifications.models import Message

State, Why = Message.State, Message.Why


@transaction.atomic
def try_again(*, by: Person, message: Message, at: datetime) -> bool:
    """Once more from the start. Judged again when it goes, so it may still turn out too late."""
    moved = _failed_or_held().filter(pk=message.pk)
    if is_moved := bool(_wait_again(moved, at=at)):
        audit.record(actor=by, verb="message.tried_again", target=message)
    return is_moved


@transaction.atomic
def try_all_again(*, by: Person, kind: str, at: datetime) -> int:
    """Everything of one kind that could not be sent, as after a mail server was down."""
    failed = Message.objects.filter(state=State.FAILED, kind=kind)
    one = failed.first()
    if one is None:
        return 0
    audit.record(actor=by, verb="message.all_tried_again", target=one, reason_code=kind)
    return _wait_again(failed, at=at)


@transaction.atomic
def hold_back(*, by: Person, message: Message, at: datetime) -> bool:
    """It does not go unless somebody tries it again. What is on the wire cannot be held."""
    waiting = Message.objects.filter(pk=message.pk, state__in=[State.WAITING, State.FAILED])
    held = waiting.update(state=State.SKIPPED, why=Why.SUPPRESSED, ended_at=at)
    if held:
        audit.record(actor=by, verb="message.held_back", target=message)
    return bool(held)


def may_be_tried_again(message: Message) -> bool:
    return message.state == State.FAILED or message.why == Why.SUPPRESSED


def may_be_held_back(message: Message) -> bool:
    return message.state in {State.WAITING, State.FAILED}


def _failed_or_held():
    failed = Message.objects.filter(state=State.FAILED)
    return failed | Message.objects.filter(state=State.SKIPPED, why=Why.SUPPRESSED)


def _wait_again(messages, *, at: datetime) -> int:
    return messages.update(state=State.WAITING, why="", tries=0, try_at=at, ended_at=None)
