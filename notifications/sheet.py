"""What waits for people whom no letter reaches, for their lead to print and hand over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from accounts import audit
from accounts.models import AddressTrouble, Organisation, Person
from accounts.querysets import PersonQuerySet
from accounts.rights import Right
from notifications.kinds import all_kinds
from notifications.models import Message
from notifications.querysets import MessageQuerySet

WAITS_AT_MOST = timedelta(days=60)
MOST = 200
"""Messages on one sheet; the rest stand on the next."""


@dataclass(frozen=True)
class Slip:
    person: Person
    messages: list[Message]


def whom_no_letter_reaches(
    *, lead: Person, organisation: Organisation, at: datetime
) -> PersonQuerySet:
    troubled = AddressTrouble.objects.values("address")
    return (
        Person.objects.reached_by(lead, Right.CONFIRM_PEOPLE, on=at.date())
        .employed_within(organisation, on=at.date())
        .annotate(address=Lower("email"))
        .filter(Q(email="") | Q(address__in=troubled))
    )


def messages_on_sheet(*, lead: Person, organisation: Organisation, at: datetime) -> MessageQuerySet:
    """Only of kinds in which nothing is for the reader's eyes alone."""
    kinds = [kind.code for kind in all_kinds() if kind.may_be_handed_over]
    people = whom_no_letter_reaches(lead=lead, organisation=organisation, at=at)
    waiting = Message.objects.to_hand_over(people=people, since=at - WAITS_AT_MOST)
    order = ("person__display_name", "person", "ended_at", "pk")
    return waiting.filter(kind__in=kinds).select_related("person").order_by(*order)


def slips(messages: Iterable[Message]) -> list[Slip]:
    by_person = groupby(messages, key=lambda message: message.person)
    return [Slip(person, list(theirs)) for person, theirs in by_person]


@transaction.atomic
def note_handed_over(*, by: Person, messages: MessageQuerySet, at: datetime) -> int:
    """They leave the sheet. In the portal they stay new until their reader opens them."""
    people = {message.person for message in messages}
    for person in people:
        audit.record(actor=by, verb="messages.handed_over", target=person)
    return Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        handed_over_at=at
    )
