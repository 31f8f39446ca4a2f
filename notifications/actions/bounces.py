"""What mail servers report of our letters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.actions.addresses import note_trouble
from accounts.models import Person
from notifications.models import Message
from notifications.reports import Trouble


@transaction.atomic
def note_report(*, troubles: Iterable[Trouble], at: datetime) -> int:
    """Of everybody we know. Whoever else a report names is nobody's business of ours."""
    known = [trouble for trouble in troubles if _is_known(trouble.address)]
    for trouble in known:
        note_trouble(address=trouble.address, kind=trouble.kind, code=trouble.code, at=at)
    return len(known)


def _is_known(address: str) -> bool:
    """Is it somebody's here, or did we ever write to it?"""
    people = Person.objects.filter(email__iexact=address)
    return people.exists() or Message.objects.filter(address=address).exists()
