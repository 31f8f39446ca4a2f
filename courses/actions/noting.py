"""Keep a private note beside a piece of learning."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Person
from courses.models import Attendance, CpdNote, DeclaredLearning, Enrolment, Recognition

ABOUT = {
    Enrolment: "enrolment",
    Attendance: "attendance",
    Recognition: "recognition",
    DeclaredLearning: "declared",
}
Noted = Enrolment | Attendance | Recognition | DeclaredLearning


@transaction.atomic
def keep_note(*, person: Person, about: Noted, words: str, section: str) -> None:
    """An empty one is none."""
    if about.person_id != person.pk:
        raise PermissionDenied
    key = {ABOUT[type(about)]: about}
    if words or section:
        CpdNote.objects.update_or_create(**key, defaults={"words": words, "section": section})
    else:
        CpdNote.objects.filter(**key).delete()


def join_notes(*, kept: Noted, other: Noted) -> None:
    """Before `other` goes with its note: no word of either is lost."""
    theirs = getattr(other, "cpd_note", None)
    if theirs is None:
        return
    ours = getattr(kept, "cpd_note", None)
    words = "\n\n".join(note.words for note in (ours, theirs) if note and note.words)
    section = (ours and ours.section) or theirs.section
    keep_note(person=kept.person, about=kept, words=words, section=section)
