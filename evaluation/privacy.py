"""What this app keeps about a person: that they were asked. Answers stand under pseudonyms."""

from __future__ import annotations

from typing import Any

from accounts.actions.merging import fold, least
from accounts.models import Person
from evaluation.models import Invitation, Occasion, Response

KEYS = frozenset({"evaluation.Invitation.person"})


def export_for(person: Person) -> dict[str, Any]:
    return {
        "questions_asked": list(
            person.survey_invitations.values("occasion__label", "wave", "opens_at", "closed_at")
        ),
        "answers": [
            {
                "occasion": response.occasion.label,
                "wave": response.wave,
                "answered_on": response.answered_on,
                "answers": list(response.answers.values("item__text", "option__label")),
            }
            for response in _responses_of(person)
        ],
    }


def erase(person: Person) -> None:
    """What was answered is theirs too: it goes while the pseudonym can still be found."""
    for response in _responses_of(person):
        response.delete()
    person.survey_invitations.all().delete()


def merge(*, keep: Person, into_keep: Person) -> None:
    for occasion in Occasion.objects.filter(invitations__person=into_keep).distinct():
        _merge_responses(occasion, occasion.pseudonym_of(keep), occasion.pseudonym_of(into_keep))
    fold(
        Invitation.objects.all(),
        "person",
        keep=keep,
        into_keep=into_keep,
        same=["occasion_id", "wave"],
        join=_join_invitations,
    )


def _responses_of(person: Person) -> list[Response]:
    occasions = Occasion.objects.filter(invitations__person=person).distinct()
    return [
        response
        for occasion in occasions
        for response in occasion.responses.filter(pseudonym=occasion.pseudonym_of(person))
    ]


def _merge_responses(occasion: Occasion, kept: str, other: str) -> None:
    """One person answers once. What was sent counts before what was begun, then what came first."""
    for response in occasion.responses.filter(pseudonym=other):
        twin = occasion.responses.filter(pseudonym=kept, wave=response.wave).first()
        if twin and _order(twin) <= _order(response):
            response.delete()
            continue
        if twin:
            twin.delete()
        response.pseudonym = kept
        response.save(update_fields=["pseudonym"])


def _order(response: Response) -> tuple[object, ...]:
    return not response.is_complete, response.answered_on, response.pk


def _join_invitations(kept: Invitation, other: Invitation) -> None:
    kept.opens_at = least(kept.opens_at, other.opens_at)
    closed = [
        (row.closed_at, row.closed_because) for row in (kept, other) if row.closed_at is not None
    ]
    if closed:
        kept.closed_at, kept.closed_because = min(closed)
    kept.save(update_fields=["opens_at", "closed_at", "closed_because"])
