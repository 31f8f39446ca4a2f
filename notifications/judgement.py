"""Should this message still go, and by which way? Asked once more at the moment of sending."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from notifications.circumstances import Circumstances
from notifications.kinds import Kind, find_kind
from notifications.models import Message
from notifications.writing import Words, write

TRIES = 6
State, Why = Message.State, Message.Why

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ready:
    message: Message
    kind: Kind
    words: Words
    by_mail: bool


@dataclass(frozen=True)
class Over:
    """It goes no more. With words: so many reminders went that somebody should hear of it."""

    message: Message
    state: str
    why: str
    words: Words | None = None


def judge(message: Message, known: Circumstances) -> Ready | Over:
    kind = find_kind(message.kind)
    if message.tries > TRIES:
        return Over(message, State.FAILED, Why.UNREACHABLE)
    if why := _why_not(message, kind, known):
        return Over(message, State.SKIPPED, why)
    try:
        words = kind.words(message)
        source = known.wordings.get(kind.code, "")
        written = None if words is None else write(kind=kind, words=words, source=source)
    except Exception:
        logger.exception("message %s could not be written", message.pk)
        return Over(message, State.FAILED, Why.BROKEN)
    if written is None:
        return Over(message, State.SKIPPED, Why.NOT_WANTED)
    if message.series and known.reminders.get(message.series, 0) >= known.most_reminders:
        return Over(message, State.SKIPPED, Why.UNANSWERED, written)
    return Ready(message, kind, written, _is_reachable(message, kind, known))


def _why_not(message: Message, kind: Kind | None, known: Circumstances) -> str:
    if message.expires_at and message.expires_at <= known.at:
        return Why.TOO_LATE
    if message.person and (message.person.erased_at or message.person.merged_into_id):
        return Why.GONE
    if kind is None:
        return Why.UNKNOWN_KIND
    choice = known.choice(message)
    if not kind.is_transactional and not (choice.by_email or choice.in_portal):
        return Why.MUTED
    if not message.person and not _is_reachable(message, kind, known):
        return Why.NO_ADDRESS if choice.by_email else Why.MUTED
    return ""


def _is_reachable(message: Message, kind: Kind, known: Circumstances) -> bool:
    wants = kind.is_transactional or known.choice(message).by_email
    return wants and known.is_reachable(message.recipient)
