"""Reflections: sealed under a key outside the database, opened for their author alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import Person
from accounts.sealing import SealError, seal, unseal

PURPOSE = "reflection"


@dataclass(frozen=True)
class Entry:
    reflection: Any
    words: str
    """Empty where the key it was written under is gone."""
    is_lost: bool = False

    @property
    def written_at(self) -> datetime:
        return self.reflection.written_at

    @property
    def stamp(self) -> str:
        """Of these very words, for a form to say what it was opened with."""
        return self.written_at.isoformat()


def sealed(words: str) -> str:
    return seal(words, purpose=PURPOSE, keys=settings.REFLECTION_KEYS)


def entries_of(person: Person) -> Iterator[Entry]:
    """Whoever calls shows them to this person and to nobody else."""
    for reflection in person.reflections.select_related("lesson"):
        yield opened(reflection)


def words_by_block(person: Person, lesson: Any) -> dict[str, Entry]:
    return {one.block: opened(one) for one in person.reflections.filter(lesson=lesson)}


def opened(reflection: Any) -> Entry:
    try:
        words = unseal(reflection.sealed, purpose=PURPOSE, keys=settings.REFLECTION_KEYS)
    except SealError:
        return Entry(reflection, "", is_lost=True)
    return Entry(reflection, words)
