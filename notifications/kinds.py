"""The kinds of message there are. Each app registers its own in `ready()`; nothing here knows them.

A kind answers one question at the moment of sending: what does this message say, or is it no longer
wanted?
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from notifications.models import Message


@dataclass(frozen=True)
class Kind:
    code: str
    label: Promise
    template: str
    """Names `templates/emails/<template>.{subject.txt,txt,html}`."""
    words: Callable[[Message], dict[str, Any] | None]
    """What the template says, looked up now; None when the message is no longer wanted."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if kind.code in _kinds:
        raise ValueError(f"The kind {kind.code} is registered twice.")
    _kinds[kind.code] = kind


def find_kind(code: str) -> Kind | None:
    return _kinds.get(code)


def all_kinds() -> list[Kind]:
    return [_kinds[code] for code in sorted(_kinds)]
