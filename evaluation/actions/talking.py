"""Somebody would rather talk: the support person is told, and nothing else is kept."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from accounts.models import Person
from evaluation.messages import tell_of_wish_for_contact
from evaluation.models import Occasion


def support_for(occasion: Occasion, asker: Person | None = None) -> Person | None:
    """Who was named for it, while they are here and can be reached; nobody is their own."""
    reached = Person.objects.present().exclude(Q(user__is_active=False) | Q(user=None, email=""))
    if asker is not None:
        reached = reached.exclude(pk=asker.pk)
    return reached.filter(pk=occasion.support_id).first()


def ask_for_contact(*, person: Person, occasion: Occasion, at: datetime) -> Person | None:
    """Who was told, if anybody. Pressing twice on one day tells once.

    Whoever was asked may do this at any time, so it says nothing about what they answered.
    """
    support = support_for(occasion, person)
    if support is not None:
        tell_of_wish_for_contact(support, wished_by=person, at=at)
    return support
