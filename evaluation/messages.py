"""Tells whoever was asked that questions are open: three times at the most, while they still are.

Whether somebody has answered is worked out at the moment of sending, by their own pseudonym.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from evaluation.models import Invitation, Participant
from evaluation.pages import Pages
from notifications.actions import Ask, notify_many
from notifications.kinds import Kind
from notifications.models import Message

AFTER = (0, 7, 14)
"""Days after the questions open."""
TOO_LATE = timedelta(days=28)
ON_THE_SPOT = timedelta(hours=1)
"""Whoever is asked on their way through the portal has the page before them."""


def remind_of_questions(invitation: Invitation, *, is_asked_on_the_spot: bool) -> None:
    """Each ends when the next is due, so that nobody gets two at once after a quiet time."""
    opens = invitation.opens_at
    due = [opens + timedelta(days=days) for days in AFTER]
    ends = min(invitation.closes_at or opens + TOO_LATE, opens + TOO_LATE)
    if is_asked_on_the_spot:
        due[0] += ON_THE_SPOT
    until = [min(one, ends) for one in (*due[1:], ends)]
    notify_many(
        _ask(invitation, days, due_at=due_at, expires_at=expires_at)
        for days, due_at, expires_at in zip(AFTER, due, until, strict=True)
        if due_at < ends
    )


def _ask(invitation: Invitation, days: int, *, due_at: datetime, expires_at: datetime) -> Ask:
    return Ask(
        kind=QUESTIONS_OPEN.code,
        key=f"{QUESTIONS_OPEN.code}:{invitation.uuid}:{days}",
        person=invitation.person,
        reason=gettext("You take part in this, and are asked about it. Answering is your choice."),
        due_at=due_at,
        expires_at=expires_at,
        context={"invitation": invitation.pk, "days": days},
    )


def words_for_open_questions(message: Message) -> dict[str, Any] | None:
    """Wanted while they are open to this person, who has neither sent nor taken back answers."""
    asked = Invitation.objects.of(message.person).open(at=timezone.now())
    invitation = asked.filter(pk=message.context["invitation"]).first()
    if invitation is None or invitation.occasion.plan.closed_at or _has_withdrawn(invitation):
        return None
    pages = Pages.of(invitation)
    if pages.is_sent:
        return None
    closes = invitation.closes_at
    return {
        "about": invitation.occasion.label,
        "moment": invitation.get_wave_display(),
        "minutes": pages.minutes,
        "day": date_format(timezone.localtime(closes), "j F Y") if closes else "",
        "is_last": message.context["days"] == AFTER[-1],
        "path": reverse("evaluation:survey", args=[invitation.uuid]),
    }


def _has_withdrawn(invitation: Invitation) -> bool:
    plan = invitation.occasion.plan
    return Participant.objects.have_withdrawn(invitation.person, plan)


QUESTIONS_OPEN = Kind(
    code="evaluation.questions_open",
    label=gettext_lazy("Questions about a course or session are open"),
    template="questions_open",
    words=words_for_open_questions,
    meaning={
        "about": gettext_lazy("the course, cohort or session that is asked about"),
        "moment": gettext_lazy("before, after, or how long after"),
        "minutes": gettext_lazy("about how many minutes the questions take"),
        "day": gettext_lazy("the day they close, or empty"),
        "is_last": gettext_lazy("whether we write about them no more"),
        "path": gettext_lazy("where the questions are"),
    },
    key="evaluation.questions_open:<invitation>:<0, 7 or 14>",
    when=gettext_lazy("when questions open to somebody, 7 and 14 days later"),
    expires=gettext_lazy("when the next is due or they close, 28 days after they opened at most"),
    stops=gettext_lazy("three times for each moment of each thing asked about"),
    withdrawn=gettext_lazy("they answered, took their answers back, or the questions have closed"),
)
