"""Whoever answers by a code or a link, and what they may do with it now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import cached_property, partial

from django.utils.timezone import localdate

from evaluation.actions.answering import forget_drafts
from evaluation.actions.rooms import take_part_by_code
from evaluation.actions.serving import served_by
from evaluation.actions.taking_part import take_part
from evaluation.models import (
    AccessCode,
    ConsentText,
    Invitation,
    Occasion,
    Participant,
    Wave,
    Way,
)
from evaluation.pages import Pages


class Standing(Enum):
    OPEN = "open"
    CLOSED = "closed"
    SENT = "sent"
    TAKEN_BACK = "taken back"
    ON_PAPER = "on paper"
    """Somebody keys the answers in, and what they typed is not shown."""


@dataclass(frozen=True)
class Bearer:
    occasion: Occasion
    pseudonym: str
    wave: str
    """The moment that is open; empty where none is."""
    read: Callable[[], Pages]
    begin: Callable[..., Participant]
    also: Sequence[Invitation] = ()
    shown: str = ""
    anew: Bearer | None = None
    """The same as if nothing had been answered; none for whoever was written to by name."""
    is_anew: bool = False

    @cached_property
    def participant(self) -> Participant | None:
        known = Participant.objects.select_related("plan", "consent")
        return known.filter(plan=self.occasion.plan_id, pseudonym=self.pseudonym).first()

    @cached_property
    def pages(self) -> Pages:
        return self.read()

    @property
    def moment(self) -> str:
        return Wave(self.wave).label

    @property
    def standing(self) -> Standing:
        if self.is_anew:
            return Standing.OPEN if self.wave else Standing.CLOSED
        if self.participant and self.participant.withdrawn_on:
            return Standing.TAKEN_BACK
        if not self.wave:
            return Standing.CLOSED
        if self.pages.is_sent:
            return Standing.SENT
        if self.pages.is_begun_elsewhere:
            return Standing.ON_PAPER
        return Standing.OPEN


def bearer_of_code(code: AccessCode, *, way: str, at: datetime) -> Bearer:
    """Asked whatever is open in the room of their group."""
    room = code.occasion.rooms.open().first()
    wave = room.wave if room and code.occasion.plan.closed_at is None else ""
    begin = partial(take_part_by_code, code=code, on=localdate(at))

    def begin_anew(agreed: ConsentText | None = None) -> Participant:
        participant = begin(agreed=agreed)
        forget_drafts(participant=participant, occasion=code.occasion, wave=wave)
        return participant

    bearer = Bearer(
        occasion=code.occasion,
        pseudonym=code.occasion.plan.pseudonym_of_code(code),
        wave=wave,
        read=partial(Pages.by_code, code, wave, way),
        begin=begin,
    )
    blank = partial(Pages, code.occasion, wave, [], way=way)
    return replace(bearer, anew=replace(bearer, read=blank, begin=begin_anew, is_anew=True))


def bearer_of_invitation(invitation: Invitation, *, at: datetime) -> Bearer:
    """The pseudonym is that of their record: an account made later finds these answers."""
    is_open = invitation.is_open(at=at) and invitation.occasion.plan.closed_at is None
    return Bearer(
        occasion=invitation.occasion,
        pseudonym=invitation.occasion.plan.pseudonym_of(invitation.person),
        wave=invitation.wave if is_open else "",
        read=partial(Pages.of, invitation, Way.LINK),
        begin=partial(take_part, invitation=invitation, on=localdate(at)),
        also=served_by(Pages.of(invitation), invitation, at=at) if is_open else (),
        shown=invitation.show,
    )
