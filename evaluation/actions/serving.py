"""One instrument is asked of one person once in thirty days, and counts wherever it was wanted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from evaluation.actions.taking_part import take_part
from evaluation.models import ConsentText, Invitation, Participant, Response
from evaluation.pages import Pages
from evaluation.pseudonyms import origin

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
    still = [
        other
        for other in elsewhere(invitation, at=at)
        if other.closed_at is None and other.occasion.plan.closed_at is None
    ]
    return [other for other in still if _is_served(Pages.of(other), by=pages)]


def _is_served(theirs: Pages, *, by: Pages) -> bool:
    return bool(_left(by) & _left(theirs)) and _is_agreed_there(theirs, by.agreed_to)


def _left(pages: Pages) -> set[tuple[int, str]]:
    return {(one.planned.version_id, one.measure.wave) for one in pages.left}


@transaction.atomic
def serve(response: Response, invitation: Invitation, *, on: date) -> bool:
    """Count a sent response for another invitation of the same person, where that one asks it."""
    theirs = Pages.of(invitation)
    is_wanted = (response.version_id, response.wave) in _left(theirs)
    if not is_wanted or not _is_agreed_there(theirs, response.participant.consent):
        return False
    Response.objects.update_or_create(
        participant=take_part(invitation=invitation, on=on),
        occasion=invitation.occasion,
        wave=response.wave,
        version=response.version,
        defaults={
            "answers": response.answers,
            "answered_on": response.answered_on,
            "way": response.way,
            "is_complete": True,
            "is_scored": False,
            "serves_as_well": True,
            "origin": response.origin or origin_of(response),
        },
    )
    return True


@transaction.atomic
def serve_from_earlier(invitation: Invitation, *, at: datetime) -> None:
    """What was answered elsewhere in the last thirty days is not asked again."""
    on = at.date()
    for other in elsewhere(invitation, at=at):
        sent = Response.objects.to(other).complete().filter(answered_on__gt=on - ASKED_ONCE_IN)
        for response in sent.select_related("version", "participant__consent"):
            serve(response, invitation, on=on)


def copies_of(responses: Iterable[Response]) -> QuerySet[Response]:
    """Where these answers serve as well. Only the key outside the database finds them."""
    return Response.objects.filter(origin__in=[origin_of(one) for one in responses])


def origin_of(response: Response) -> str:
    return origin(key=settings.PSEUDONYM_KEY, response=response.pk)


def _is_agreed_there(theirs: Pages, agreed: ConsentText | None) -> bool:
    """They have agreed to the text of the other plan already, or to the same words here."""
    if theirs.has_agreed:
        return True
    text = theirs.occasion.plan.consent
    return text is None or (agreed is not None and agreed.digest == text.digest)
