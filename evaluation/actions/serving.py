"""One instrument is asked of one person once in thirty days, and counts wherever it was wanted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from evaluation.actions.taking_part import take_part
from evaluation.models import (
    ConsentText,
    InstrumentVersion,
    Invitation,
    Participant,
    Plan,
    Response,
)
from evaluation.pages import Pages
from evaluation.pseudonyms import origin
from evaluation.standing_in import Same, same_questions

ASKED_ONCE_IN = timedelta(days=30)


def served_by(pages: Pages, invitation: Invitation, *, at: datetime) -> list[Invitation]:
    """Questions elsewhere, open or soon to open, that these answers will serve in whole or part."""
    others = invitation.person.survey_invitations.not_over(at=at).exclude(pk=invitation.pk)
    near = others.filter(opens_at__lte=at + ASKED_ONCE_IN, occasion__plan__closed_at=None)
    asked = list(near.select_related("occasion__plan", "person"))
    left = Participant.objects.plans_left_by(
        invitation.person, {one.occasion.plan for one in asked}
    )
    still = [one for one in asked if one.occasion.plan_id not in left]
    return [other for other in still if _is_served(Pages.of(other), by=pages)]


def _is_served(theirs: Pages, *, by: Pages) -> bool:
    return _is_agreed_there(theirs, by.agreed_to) and any(
        _place_for(asked.planned.version, asked.measure.wave, theirs) for asked in by.left
    )


def _place_for(
    version: InstrumentVersion, wave: str, theirs: Pages
) -> tuple[InstrumentVersion, Same] | None:
    """What is still wanted there that answers to this version at this moment count as."""
    for asked in theirs.left:
        if asked.measure.wave == wave:
            same = same_questions(asked.planned.version, version)
            if same is not None:
                return asked.planned.version, same
    return None


@transaction.atomic
def serve(response: Response, invitation: Invitation, *, on: date) -> bool:
    """Count a sent response for another invitation of the same person, where that one asks it."""
    theirs = Pages.of(invitation)
    place = _place_for(response.version, response.wave, theirs)
    if place is None or not _is_agreed_there(theirs, response.participant.consent):
        return False
    version, same = place
    given = response.answers
    Response.objects.update_or_create(
        participant=take_part(invitation=invitation, on=on),
        occasion=invitation.occasion,
        wave=response.wave,
        version=version,
        defaults={
            "answers": {now: given[then] for now, then in same.items() if then in given},
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
    """What was answered elsewhere in the last thirty days is not asked again.

    The day of the answer counts, whenever its questions had opened.
    """
    on = localdate(at)
    wanted = {one.planned.version.instrument_id for one in Pages.of(invitation).left}
    person = invitation.person
    mine = Participant.objects.of(person, Plan.objects.that_asked(person)).taking_part()
    sent = Response.objects.complete().filter(
        participant__in=mine,
        version__instrument__in=wanted,
        answered_on__gt=on - ASKED_ONCE_IN,
    )
    # Whether a copy or what it was copied from is found first, the mark of both is the same.
    for response in sent.select_related("version__instrument", "participant__consent").order_by(
        "-answered_on", "serves_as_well", "pk"
    ):
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
