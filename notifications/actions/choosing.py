"""What a reader wants to hear of, by which way and when."""

from __future__ import annotations

from accounts.models import Person
from notifications.kinds import Kind
from notifications.models import Choice
from notifications.stopping import Stop


def choose(*, person: Person, kind: Kind, by_email: bool, in_portal: bool) -> Choice:
    choice, _ = Choice.objects.update_or_create(
        person=person,
        kind=kind.code,
        defaults={"by_email": by_email, "in_portal": in_portal},
    )
    return choice


def stop_kind(stop: Stop) -> Choice:
    """By a key in a letter, without signing in: no more e-mail of this kind."""
    choice, _ = Choice.objects.update_or_create(
        person_id=stop.person,
        address=stop.address,
        kind=stop.kind,
        defaults={"by_email": False},
    )
    return choice
