"""Become a participant of a plan."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from evaluation.grouping import groups_of
from evaluation.models import ConsentText, Invitation, Participant


@transaction.atomic
def take_part(
    *, invitation: Invitation, on: date, agreed: ConsentText | None = None
) -> Participant:
    """Agreed, to the words that were shown: those of now, where nothing is said of it."""
    plan = invitation.occasion.plan
    participant, _ = Participant.objects.get_or_create(
        plan=plan,
        pseudonym=plan.pseudonym_of(invitation.person),
        defaults={"groups": lambda: groups_of(invitation.person, on=on)},
    )
    keep_consent(participant, agreed or plan.consent, on=on)
    return participant


def keep_consent(participant: Participant, agreed: ConsentText | None, *, on: date) -> None:
    """Agreeing twice keeps the first day."""
    if participant.consented_on is None:
        participant.consent, participant.consented_on = agreed, on
        participant.save(update_fields=["consent", "consented_on"])
