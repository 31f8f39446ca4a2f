"""What this app keeps about a person: that they were asked. Answers stand under pseudonyms."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from accounts.actions.merging import fold, least
from accounts.models import Person
from evaluation.actions.answering import forget_answers
from evaluation.actions.serving import copies_of, origin_of
from evaluation.models import Export, Invitation, Occasion, Participant, Plan, Response
from evaluation.packs.keeping import forget

KEYS = frozenset(
    {
        "evaluation.Export.asked_by",
        "evaluation.Invitation.person",
        "evaluation.Occasion.support",
        "evaluation.OutsideReport.made_by",
        "evaluation.Plan.k_asked_by",
        "evaluation.Preparation.asked_by",
    }
)


def export_for(person: Person) -> dict[str, Any]:
    return {
        "questions_asked": list(
            person.survey_invitations.values(
                "occasion__label", "wave", "opens_at", "closed_at", "show"
            )
        ),
        "answers": [
            {
                "occasion": response.occasion.label,
                "wave": response.wave,
                "answered_on": response.answered_on,
                "answers": _in_words(response),
            }
            for participant in _participants(person)
            for response in participant.responses.select_related("occasion", "version")
        ],
        "rows_taken": list(
            person.row_exports.values("plan__title", "reason", "until", "asked_at", "state")
        ),
        "figures_asked_for": list(person.preparations.values("plan__title", "asked_at", "state")),
        "outside_data_worked_out": list(person.outside_reports.values("measure", "released_at")),
    }


def erase(person: Person) -> None:
    """What was answered is theirs too: it goes while the pseudonym can still be found."""
    for participant in _participants(person):
        participant.delete()
    person.survey_invitations.all().delete()
    Occasion.objects.filter(support=person).update(support=None)
    Plan.objects.filter(k_asked_by=person).update(k_asked_by=None)
    person.preparations.update(asked_by=None)
    person.outside_reports.all().delete()
    for export in Export.objects.of(person):
        transaction.on_commit(partial(forget, export))
        export.delete()


def merge(*, keep: Person, into_keep: Person) -> None:
    for plan in Plan.objects.that_asked(into_keep):
        _merge_participants(plan, plan.pseudonym_of(keep), plan.pseudonym_of(into_keep))
    fold(
        Invitation.objects.all(),
        "person",
        keep=keep,
        into_keep=into_keep,
        same=["occasion_id", "wave"],
        join=_join_invitations,
    )
    Occasion.objects.filter(support=into_keep).update(support=keep)
    Plan.objects.filter(k_asked_by=into_keep).update(k_asked_by=keep)
    into_keep.preparations.update(asked_by=keep)
    Export.objects.of(into_keep).update(asked_by=keep)
    into_keep.outside_reports.update(made_by=keep)


def _participants(person: Person) -> list[Participant]:
    return list(Participant.objects.of(person, Plan.objects.that_asked(person)))


def _in_words(response: Response) -> list[dict[str, object]]:
    asked = response.version.file.asked
    labels = {
        code: {option.code: option.label for option in item.response_set.options}
        for code, item in asked.items()
        if item.response_set
    }
    return [
        {"question": asked[code].text, "answer": _label(answer, labels.get(code, {}))}
        for code, answer in response.answers.items()
        if code in asked
    ]


def _label(answer: object, labels: dict[int, str]) -> object:
    if isinstance(answer, list):
        return [labels.get(code, code) for code in answer]
    return labels.get(answer, answer)


def _merge_participants(plan: Plan, kept: str, other: str) -> None:
    """One person answers once. What was sent counts before what was begun, then what came first.

    Whoever took their answers back under either record has taken back all of them.
    """
    theirs = plan.participants.filter(pseudonym=other).first()
    mine = plan.participants.filter(pseudonym=kept).first()
    if theirs is None:
        return
    if mine is None:
        theirs.pseudonym = kept
        theirs.save(update_fields=["pseudonym"])
        return
    if theirs.withdrawn_on or mine.withdrawn_on:
        _leave_both(theirs, mine)
        return
    for response in theirs.responses.all():
        twin = mine.responses.filter(
            occasion=response.occasion_id, wave=response.wave, version=response.version_id
        ).first()
        if twin and _order(twin) <= _order(response):
            _drop(response, instead=twin)
            continue
        if twin:
            _drop(twin, instead=response)
        response.participant = mine
        response.save(update_fields=["participant"])
    theirs.delete()


def _leave_both(theirs: Participant, mine: Participant) -> None:
    forget_answers(theirs)
    forget_answers(mine)
    days = [one.withdrawn_on for one in (theirs, mine) if one.withdrawn_on]
    mine.withdrawn_on, mine.groups = min(days), {}
    mine.save(update_fields=["withdrawn_on", "groups"])
    theirs.delete()


def _drop(response: Response, *, instead: Response) -> None:
    """Its copies elsewhere go with the one that stays."""
    copies_of([response]).update(origin=origin_of(instead))
    response.delete()


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
