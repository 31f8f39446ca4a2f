"""Keep and remove what somebody writes for themselves."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Person
from courses.diary import opened, sealed
from courses.models import LessonPage, Reflection


def keep_reflection(
    *, person: Person, lesson: LessonPage, block: str, question: str, words: str, at: datetime
) -> None:
    """Empty words remove it. Nothing of it goes into a log or the audit trail."""
    if not words.strip():
        Reflection.objects.filter(person=person, lesson=lesson, block=block).delete()
        return
    facts = {"question": question, "sealed": sealed(words), "written_at": at}
    Reflection.objects.update_or_create(person=person, lesson=lesson, block=block, defaults=facts)


def join_reflections(kept: Reflection, other: Reflection) -> None:
    """Of two that turn out to be one person's, both texts stay, the older first."""
    entries = sorted(map(opened, (kept, other)), key=lambda entry: entry.written_at)
    kept.sealed = sealed("\n\n".join(entry.words for entry in entries if entry.words))
    kept.written_at = entries[-1].written_at
    kept.save(update_fields=["sealed", "written_at"])


def remove_reflection(*, person: Person, key: int) -> None:
    Reflection.objects.filter(person=person, pk=key).delete()
