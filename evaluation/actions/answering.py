"""Agree, answer page by page, send, take back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from evaluation.actions.serving import copies_of, serve
from evaluation.instrument_files import LEAVES_ITS_WRITER, WRITTEN, Item, Purpose
from evaluation.models import (
    Comment,
    Invitation,
    Occasion,
    Participant,
    Plan,
    Response,
    Way,
)
from evaluation.pages import Asked, Pages
from evaluation.steps import Step, without_what_is_left_out


@dataclass(frozen=True)
class Sent:
    """`also` are the labels of other occasions that these answers serve."""

    also: list[str]
    is_upsetting: bool


@transaction.atomic
def save_page(
    *,
    participant: Participant,
    pages: Pages,
    step: Step,
    given: Mapping[str, Any],
    on: date,
    quotable: frozenset[str] = frozenset(),
) -> Response | None:
    """Keep one page of whoever has agreed. Once sent, answers stay as they are, and what was begun
    on paper is gone on with on paper. Locks the response.
    """
    if participant.consented_on is None or participant.withdrawn_on:
        return None
    asked = pages.asked_at(step)
    response = _response(participant, pages, asked, on=on)
    if response.is_complete or (response.way == Way.PAPER) != (pages.way == Way.PAPER):
        return None
    response.answers = without_what_is_left_out(asked.measure.file, {**response.answers, **given})
    elsewhere = set(response.quotable) - {item.code for item in step.section.items}
    response.quotable = sorted(elsewhere | quotable)
    response.answered_on = on
    response.save(update_fields=["answers", "quotable", "answered_on"])
    return response


@transaction.atomic
def send_answers(
    *, participant: Participant, pages: Pages, on: date, others: Sequence[Invitation] = ()
) -> Sent:
    """All instruments of this moment at once; what was never opened is sent as not shown.

    `others` are further invitations of the same person, which the same answers serve.
    """
    is_upsetting = False
    served: dict[int, str] = {}
    if participant.consented_on is None or participant.withdrawn_on:
        return Sent([], is_upsetting)
    for asked in pages.left:
        response = _response(participant, pages, asked, on=on)
        if response.is_complete:
            continue
        is_upsetting |= _part_with_comments(response, asked, pages, on=on)
        response.is_complete, response.answered_on = True, on
        response.save(update_fields=["answers", "quotable", "is_complete", "answered_on"])
        for invitation in others:
            if serve(response, invitation, on=on):
                served[invitation.occasion_id] = invitation.occasion.label
    return Sent(list(served.values()), is_upsetting)


def withdraw(*, person: Person, plan: Plan, at: datetime) -> bool:
    """For this plan they are asked nothing more, and nothing of it is written beside their name."""
    return take_back(plan=plan, pseudonym=plan.pseudonym_of(person), at=at)


@transaction.atomic
def take_back(*, plan: Plan, pseudonym: str, at: datetime) -> bool:
    """The answers go, wherever they serve, and are in no release to come. What was released stays.

    Returns whether there was anything to take back.
    """
    found = Participant.objects.select_for_update().filter(
        plan=plan, pseudonym=pseudonym, withdrawn_on=None
    )
    participant = found.first()
    if participant is None:
        return False
    forget_answers(participant)
    participant.withdrawn_on, participant.groups = localdate(at), {}
    participant.save(update_fields=["withdrawn_on", "groups"])
    return True


def forget_answers(participant: Participant) -> None:
    """What was given for this plan counts nowhere else; what was given elsewhere stays there."""
    responses = list(participant.responses.all())
    copies_of(responses).delete()
    participant.responses.all().delete()


@transaction.atomic
def forget_drafts(*, participant: Participant, occasion: Occasion, wave: str) -> None:
    """Of whoever begins again on another device. What was sent, or is on paper, stays."""
    begun = participant.responses.at_moment(occasion, wave).filter(is_complete=False)
    begun.exclude(way=Way.PAPER).delete()


def _response(participant: Participant, pages: Pages, asked: Asked, *, on: date) -> Response:
    key = {
        "participant": participant,
        "occasion": pages.occasion,
        "wave": asked.measure.wave,
        "version": asked.planned.version,
    }
    locked = Response.objects.select_for_update()
    return locked.get_or_create(**key, defaults={"answered_on": on, "way": pages.way})[0]


def _part_with_comments(response: Response, asked: Asked, pages: Pages, *, on: date) -> bool:
    """Words for others than the total leave the answers, and with them whoever wrote them."""
    is_upsetting = False
    kept = dict(response.answers)
    for item in asked.measure.file.items:
        if not kept.get(item.code) or not _is_for_others(item, response):
            continue
        is_upsetting |= item.purpose is Purpose.UPSETTING
        Comment.objects.create(
            occasion=pages.occasion,
            wave=pages.wave,
            purpose=item.purpose,
            item=item.code[:60],
            question=item.text[:300],
            words=kept.pop(item.code),
            month=_month_to_keep(pages, on=on),
            may_be_quoted=item.purpose is Purpose.QUOTATION,
        )
    response.answers, response.quotable = kept, []
    return is_upsetting


def _month_to_keep(pages: Pages, *, on: date) -> date | None:
    """In which their window ends; of *before*, which has no last day, in which they were sent."""
    last = on if pages.is_by_name and pages.closes_on is None else pages.closes_on
    return last and last.replace(day=1)


def _is_for_others(item: Item, response: Response) -> bool:
    """Without the tick a quotation stays with the answers, and nobody reads it."""
    if item.type not in WRITTEN:
        return False
    is_ticked = item.purpose is Purpose.QUOTATION and item.code in response.quotable
    return is_ticked or item.purpose in LEAVES_ITS_WRITER
