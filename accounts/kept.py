"""Words that were sent after the session had ended, kept an hour for whoever wrote them.

Sealed to one person, shown to that person only, and sent on only by a button they press. Nothing
that opens a door (passwords, codes) is ever kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core.cache import cache

from accounts.sealing import SealError, seal, unseal

LASTS = timedelta(hours=1)
MOST = 3
LONGEST = 200_000
NEVER = ("csrfmiddlewaretoken", "password", "code", "credential", "secret", "token", "phrase")


@dataclass(frozen=True)
class Field:
    name: str
    value: str

    @property
    def is_long(self) -> bool:
        """Somebody's own words rather than a choice they ticked."""
        return len(self.value) > 20 or " " in self.value.strip()


@dataclass(frozen=True)
class Words:
    path: str
    """Where the form goes to."""
    page: str
    """Where it was filled in."""
    fields: tuple[tuple[str, str], ...]
    is_draft: bool = False

    @property
    def shown(self) -> list[Field]:
        return [Field(name, value) for name, value in self.fields]


def keep(user_id: int, words: Words) -> bool:
    if not words.fields or sum(len(value) for _, value in words.fields) > LONGEST:
        return False
    others = [other for other in kept_for(user_id) if other.path != words.path]
    _write(user_id, [words, *others][:MOST])
    return True


def kept_for(user_id: int) -> list[Words]:
    """Newest first."""
    sealed = cache.get(_key(user_id))
    if sealed is None:
        return []
    try:
        rows = unseal(sealed, purpose=_key(user_id))
    except SealError:
        return []
    return [Words(**row | {"fields": tuple(map(tuple, row["fields"]))}) for row in rows]


def let_go(user_id: int, path: str) -> None:
    _write(user_id, [words for words in kept_for(user_id) if words.path != path])


def keepable(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, value)
        for name, value in pairs
        if not any(part in name.lower() for part in NEVER) and value.strip()
    )


def _write(user_id: int, words: list[Words]) -> None:
    if not words:
        cache.delete(_key(user_id))
        return
    sealed = seal([asdict(each) for each in words], purpose=_key(user_id))
    cache.set(_key(user_id), sealed, timeout=LASTS.total_seconds())


def _key(user_id: int) -> str:
    return f"kept:{user_id}"
