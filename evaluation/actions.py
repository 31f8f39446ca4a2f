from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.audit import record
from accounts.models import Person
from evaluation.disclosure import enough_new
from evaluation.matching import matched_scores
from evaluation.models import (
    Answer,
    Instrument,
    Invitation,
    Item,
    Occasion,
    Release,
    Response,
    ResponseOption,
)
from evaluation.permissions import can_see_results
from evaluation.statistics import paired_change


def open_occasion(*, key: str, label: str, instrument: Instrument) -> Occasion:
    """The caller's key makes it the only one; a new label is taken over, answers stay."""
    occasion, is_new = Occasion.objects.get_or_create(
        key=key, defaults={"label": label, "instrument": instrument}
    )
    if not is_new and occasion.label != label:
        occasion.label = label
        occasion.save(update_fields=["label"])
    return occasion


def invite(*, person: Person, occasion: Occasion, wave: str, opens_at: datetime) -> Invitation:
    """Ask a person once for each wave; asking again returns the first invitation."""
    invitation, _ = Invitation.objects.get_or_create(
        person=person, occasion=occasion, wave=wave, defaults={"opens_at": opens_at}
    )
    return invitation


def close_for(*, person: Person, occasion: Occasion, wave: str, reason: str, at: datetime) -> None:
    """Stop asking, whether they answered or not: the row must not tell which."""
    Invitation.objects.filter(person=person, occasion=occasion, wave=wave, closed_at=None).update(
        closed_at=at, closed_because=reason
    )


@transaction.atomic
def save_answers(
    *,
    invitation: Invitation,
    answers: Mapping[Item, ResponseOption | None],
    on: date,
    is_complete: bool,
) -> Response:
    """Keep what was answered so far. Once sent, answers stay as they are. Locks the response."""
    occasion = invitation.occasion
    Response.objects.get_or_create(
        occasion=occasion,
        wave=invitation.wave,
        pseudonym=occasion.pseudonym_of(invitation.person),
        defaults={"answered_on": on},
    )
    response = Response.objects.to(invitation).select_for_update().get()
    if response.is_complete:
        return response
    response.answers.filter(item__in=answers).delete()
    Answer.objects.bulk_create(
        Answer(response=response, item=item, option=option)
        for item, option in answers.items()
        if option
    )
    response.answered_on, response.is_complete = on, is_complete
    response.save(update_fields=["answered_on", "is_complete"])
    return response


@transaction.atomic
def release_results(*, by: Person, occasion: Occasion) -> Release | None:
    """Freeze the matched change if enough people are new in it; else nothing happens.

    Locks the occasion, so that two leads at once make one release.
    """
    if not can_see_results(by):
        raise PermissionDenied
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    last = occasion.releases.order_by("-number").first()
    pairs = matched_scores(occasion)
    if not enough_new(n_matched=len(pairs), n_last_release=last.n_matched if last else 0):
        return None
    release = Release.objects.create(
        occasion=occasion,
        number=last.number + 1 if last else 1,
        **asdict(paired_change(pairs)),
    )
    record(actor=by, verb="release_results", target=release)
    return release
