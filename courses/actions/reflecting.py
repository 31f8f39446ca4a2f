"""Keep and remove what somebody writes for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from courses.diary import opened, sealed
from courses.models import LessonPage, Reflection


@dataclass(frozen=True)
class Kept:
    stamp: str
    """Empty when nothing is kept."""
    before: str = ""
    """Words from another window, now above those given."""


@transaction.atomic
def keep_reflection(
    *,
    person: Person,
    lesson: LessonPage,
    block: str,
    question: str,
    words: str,
    at: datetime,
    known: str = "",
) -> Kept:
    """Empty words remove it. Nothing of it goes into a log or the audit trail.

    `known` is the stamp of what was there when the form was opened. Words written in another
    window since then are neither removed nor replaced.
    """
    # Two first words at the same moment find one another.
    Person.objects.select_for_update().get(pk=person.pk)
    key = {"person": person, "lesson": lesson, "block": block}
    mine = Reflection.objects.filter(**key)
    there = next(map(opened, mine.select_for_update()), None)
    is_known = there is None or there.stamp == known
    if not words.strip():
        if not is_known:
            return Kept(there.stamp, there.words)
        mine.delete()
        return Kept("")
    before = "" if is_known or there.words in words else there.words
    words = f"{before}\n\n{words}" if before else words
    facts = {"question": question, "sealed": sealed(words), "written_at": at}
    reflection, _ = Reflection.objects.update_or_create(**key, defaults=facts)
    return Kept(opened(reflection).stamp, before)


def join_reflections(kept: Reflection, other: Reflection) -> None:
    """Of two that turn out to be one person's, both texts stay, the older first."""
    entries = sorted(map(opened, (kept, other)), key=lambda entry: entry.written_at)
    kept.sealed = sealed("\n\n".join(entry.words for entry in entries if entry.words))
    kept.written_at = entries[-1].written_at
    kept.save(update_fields=["sealed", "written_at"])


def remove_reflection(*, person: Person, key: int) -> None:
    Reflection.objects.filter(person=person, pk=key).delete()
