"""One instrument is asked of one person once in thirty days, and counts wherever it was wanted."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from evaluation.actions.taking_part import take_part
from evaluation.models import Invitation, Participant, Response
from evaluation.pages import Pages

ASKED_ONCE_IN = timedelta(days=30)


def elsewhere(invitation: Invitation, *, at: datetime) -> list[Invitation]:
    """What the same person was asked on other occasions within the window."""
    others = invitation.person.survey_invitations.exclude(pk=invitation.pk)
    near = others.filter(opens_at__gt=at - ASKED_ONCE_IN, opens_at__lte=at + ASKED_ONCE_IN)
    asked = list(near.select_related("occasion__plan", "person"))
    left = Participant.objects.plans_left_by(
        invitation.person, {one.occasion.plan for one in asked}
    )
    return [one for one in asked if one.occasion.plan_id not in left]


def served_by(pages: Pages, invitation: Invitation, *, at: datetime) -> list[Invitation]:
    """Open questions elsewhere that these answers will serve too, in whole or in part."""
    asked = {(one.planned.version_id, one.measure.wave) for one in pages.left}
    return [
        other
        for other in elsewhere(invitation, at=at)
        if other.closed_at is None
        and asked & {(one.planned.version_id, one.measure.wave) for one in Pages.of(other).left}
    ]


@transaction.atomic
def serve(response: Response, invitation: Invitation, *, on: date) -> bool:
    """Count a sent response for another invitation of the same person, where that one asks it."""
    wanted = {(one.planned.version_id, one.measure.wave) for one in Pages.of(invitation).left}
    if (response.version_id, response.wave) not in wanted:
        return False
    Response.objects.update_or_create(
        participant=take_part(invitation=invitation, on=on),
        occasion=invitation.occasion,
        wave=response.wave,
        version=response.version,
        defaults={
            "answers": response.answers,
            "answered_on": response.answered_on,
            "is_complete": True,
            "is_scored": False,
            "serves_as_well": True,
        },
    )
    return True


@transaction.atomic
def serve_from_earlier(invitation: Invitation, *, at: datetime) -> None:
    """What was answered elsewhere in the last thirty days is not asked again."""
    on = at.date()
    for other in elsewhere(invitation, at=at):
        sent = Response.objects.to(other).complete().filter(answered_on__gt=on - ASKED_ONCE_IN)
        for response in sent.select_related("version"):
            serve(response, invitation, on=on)
