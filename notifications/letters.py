"""A letter of one message, or of several that fell together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from notifications.kinds import Entry
from notifications.models import Message
from notifications.stopping import stop_path
from notifications.writing import Words, absolute


@dataclass(frozen=True)
class Part:
    message: Message
    words: Words
    can_stop: bool
    label: str = ""
    entry: Entry | None = None


def compose(parts: Sequence[Part], *, is_first: bool) -> EmailMultiAlternatives:
    first = parts[0]
    context = {
        "person": first.message.person,
        "parts": [_shown(part) for part in parts],
        "is_first": is_first,
        "site_url": settings.SITE_URL,
    }
    letter = EmailMultiAlternatives(
        subject=_subject(parts),
        body=render_to_string("emails/message.txt", context),
        to=[first.message.recipient],
        headers=_headers(parts),
    )
    letter.attach_alternative(render_to_string("emails/message.html", context), "text/html")
    if len(parts) == 1 and parts[0].entry:
        entry = parts[0].entry
        kind = f"text/calendar; method={entry.method}"
        # Last: of what a mail program understands, it shows the last, and calendars take this one.
        letter.attach_alternative(entry.content.decode(), kind)
    return letter


def message_id(key: str) -> str:
    """Derived from the key, so that a mail server can tell a second copy from a new letter."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:40]
    return f"<{digest}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"


def _subject(parts: Sequence[Part]) -> str:
    if len(parts) == 1:
        return parts[0].words.title
    return ngettext("%d thing from the portal", "%d things from the portal", len(parts)) % len(
        parts
    )


def _headers(parts: Sequence[Part]) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(parts[0].message.key),
        "Auto-Submitted": "auto-generated",
    }
    if len(parts) == 1 and parts[0].can_stop:
        headers["List-Unsubscribe"] = f"<{absolute(stop_path(parts[0].message))}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _shown(part: Part) -> dict[str, str]:
    return {
        "title": part.words.title,
        "text": part.words.text,
        "html": part.words.html,
        "reason": part.message.reason,
        "stop_url": absolute(stop_path(part.message)) if part.can_stop else "",
        "label": part.label,
    }


class Postbox:
    """One connection to the mail server for a whole batch, opened again after a problem."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def __enter__(self) -> Postbox:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._connection.close()

    def post(self, letter: EmailMultiAlternatives) -> None:
        try:
            self._connection.open()
            self._connection.send_messages([letter])
        except BaseException:
            self._connection.close()
            raise
