"""What this app keeps about a person: what was sent to them, why and when."""

from __future__ import annotations

from typing import Any

from accounts.actions.merging import fold, least, most, repoint
from accounts.models import Person
from notifications.models import Choice, Kindness, Message, Rhythm

KEYS = frozenset(
    {
        "notifications.Choice.person",
        "notifications.Kindness.handed_to",
        "notifications.Message.person",
        "notifications.Rhythm.person",
    }
)


def export_for(person: Person) -> dict[str, Any]:
    rhythm = Rhythm.objects.filter(person=person)
    return {
        "messages": list(person.messages.values("kind", "title", "reason", "due_at", "state")),
        "choices": list(person.message_choices.values("kind", "by_email", "in_portal")),
        "rhythm": rhythm.values("digest_day", "digest_hour", "paused_until").first() or {},
    }


def erase(person: Person) -> None:
    person.messages.all().delete()
    person.message_choices.all().delete()
    Rhythm.objects.filter(person=person).delete()
    Kindness.objects.filter(handed_to=person).update(handed_to=None)


def merge(*, keep: Person, into_keep: Person) -> None:
    repoint(Message, "person", old=into_keep, new=keep)
    repoint(Kindness, "handed_to", old=into_keep, new=keep)
    folded = {"keep": keep, "into_keep": into_keep}
    fold(Choice.objects.all(), "person", **folded, same=["kind"], join=_join_choices)
    fold(Rhythm.objects.all(), "person", **folded, same=[], join=_join_rhythms)


def _join_choices(kept: Choice, other: Choice) -> None:
    """Who said no with either record has said no."""
    kept.by_email &= other.by_email
    kept.in_portal &= other.in_portal
    kept.save()


def _join_rhythms(kept: Rhythm, other: Rhythm) -> None:
    """The longer pause holds; of two days or hours the earlier, whichever record came first."""
    for name in ("digest_day", "digest_hour", "time_zone"):
        setattr(kept, name, least(getattr(kept, name), getattr(other, name)))
    kept.paused_until = most(kept.paused_until, other.paused_until)
    kept.save()
