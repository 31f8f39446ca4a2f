"""The kinds of message there are. Each app registers its own in `ready()`; nothing here knows them.

A kind answers one question at the moment of sending: what does this message say, or is it no longer
wanted?
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from accounts.models import Person
    from notifications.models import Message


class Pace(Enum):
    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"


def nobody(_message: Message) -> Person | None:
    return None


@dataclass(frozen=True)
class Entry:
    """What a letter tells the calendar of its reader: a file, and what to do with it."""

    content: bytes
    method: str
    """REQUEST puts it in or changes it, CANCEL takes it out."""


def none_hidden(_messages: Collection[Message]) -> Collection[int]:
    return ()


def all_hidden(messages: Collection[Message]) -> set[int]:
    return {message.pk for message in messages}


def no_entry(_message: Message) -> Entry | None:
    return None


@dataclass(frozen=True)
class Kind:
    code: str
    label: Promise
    template: str
    """Names `templates/emails/<template>.md`: its first paragraph is the subject."""
    words: Callable[[Message], Mapping[str, Any] | None]
    """What the template says, `path` among it, looked up now; None when no longer wanted."""
    meaning: Mapping[str, Promise] = field(default_factory=dict)
    """Every word of the template in words, for whoever writes it anew."""
    pace: Pace = Pace.AT_ONCE
    is_transactional: bool = False
    """Answers something the reader just did: sent at any hour, never counted, never muted."""
    goes_along: bool = False
    """Never a letter of its own: a line in the next one, or it waits in the portal."""
    may_be_handed_over: bool = False
    """A lead may print it for somebody without e-mail: nothing in it is only for their eyes."""
    told_instead: Callable[[Message], Person | None] = nobody
    """Who hears of it when reminders stop, where the partnership's own choice does not do."""
    hands_over: bool = False
    hides_readers: Callable[[Collection[Message]], Collection[int]] = none_hidden
    """Keys of those that would tell too much beside a name, out of many of this kind at once."""
    hides_outcome: bool = False
    """Whether one went tells who has done what it asks: the desk neither lists nor counts it."""
    entry: Callable[[Message], Entry | None] = no_entry
    """Goes along for calendars; only with a letter of its own, so with transactional kinds."""
    key: str = ""
    """What makes a message of this kind the only one."""
    when: Promise | str = ""
    expires: Promise | str = ""
    stops: Promise | str = ""
    withdrawn: Promise | str = ""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if kind.code in _kinds:
        raise ValueError(f"The kind {kind.code} is registered twice.")
    _kinds[kind.code] = kind


def find_kind(code: str) -> Kind | None:
    return _kinds.get(code)


def all_kinds() -> Iterable[Kind]:
    return sorted(_kinds.values(), key=lambda kind: kind.code)


def kinds_that_go_along() -> list[str]:
    return [kind.code for kind in _kinds.values() if kind.goes_along]


def kinds_that_hide_outcome() -> list[str]:
    return [kind.code for kind in _kinds.values() if kind.hides_outcome]


def counted_kinds() -> list[str]:
    """Those that the weekly cap counts."""
    return [kind.code for kind in _kinds.values() if not kind.is_transactional]
