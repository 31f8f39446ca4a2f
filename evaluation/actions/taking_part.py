"""Become a participant of a plan."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from evaluation.grouping import groups_of
from evaluation.models import Invitation, Participant, Way


@transaction.atomic
def take_part(*, invitation: Invitation, on: date, way: str = Way.ACCOUNT) -> Participant:
    """Agreed, to the words that hold now. Agreeing twice keeps the first day."""
    plan = invitation.occasion.plan
    participant, _ = Participant.objects.get_or_create(
        plan=plan,
        pseudonym=plan.pseudonym_of(invitation.person),
        defaults={"groups": lambda: groups_of(invitation.person, on=on), "way": way},
    )
    if participant.consented_on is None:
        participant.consent, participant.consented_on = plan.consent, on
        participant.save(update_fields=["consent", "consented_on"])
    return participant
