"""Tells whoever was asked that questions are open: three times at the most, while they still are.

Whether somebody has answered is worked out at the moment of sending, by their own pseudonym. And
tells a support person that somebody would like to hear from them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Person
from evaluation.links import key_of, link_path
from evaluation.models import Invitation, Participant
from evaluation.pages import Pages
from notifications.actions import Ask, notify, notify_many
from notifications.kinds import Kind, all_hidden
from notifications.models import Message

AFTER = (0, 7, 14)
"""Days after the questions open."""
TOO_LATE = timedelta(days=28)
CONTACT_WITHIN = timedelta(days=14)
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
    survey = reverse("evaluation:survey", args=[invitation.uuid])
    has_login = invitation.person.has_login
    return {
        "about": invitation.occasion.label,
        "moment": invitation.get_wave_display(),
        "minutes": pages.minutes,
        "day": date_format(timezone.localtime(closes), "j F Y") if closes else "",
        "is_last": message.context["days"] == AFTER[-1],
        "path": survey if has_login else link_path(key_of(invitation)),
        "kept_path": survey,
    }


def _has_withdrawn(invitation: Invitation) -> bool:
    plan = invitation.occasion.plan
    return Participant.objects.have_withdrawn(invitation.person, plan)


QUESTIONS_OPEN = Kind(
    code="evaluation.questions_open",
    label=gettext_lazy("Questions about a course or session are open"),
    template="questions_open",
    words=words_for_open_questions,
    hides_readers=all_hidden,
    hides_outcome=True,
    meaning={
        "about": gettext_lazy("the course, cohort or session that is asked about"),
        "moment": gettext_lazy("before, after, or how long after"),
        "minutes": gettext_lazy("about how many minutes the questions take"),
        "day": gettext_lazy("the day they close, or empty"),
        "is_last": gettext_lazy("whether we write about them no more"),
        "path": gettext_lazy("where the questions are, without an account by a link of one’s own"),
    },
    key="evaluation.questions_open:<invitation>:<0, 7 or 14>",
    when=gettext_lazy("when questions open to somebody, 7 and 14 days later"),
    expires=gettext_lazy("when the next is due or they close, 28 days after they opened at most"),
    stops=gettext_lazy("three times for each moment of each thing asked about"),
    withdrawn=gettext_lazy("they answered, took their answers back, or the questions have closed"),
)


def tell_of_wish_for_contact(support: Person, *, wished_by: Person, at: datetime) -> None:
    """Not what it is about: neither answers nor the thing that was asked about are named."""
    day = timezone.localdate(at).isoformat()
    notify(
        kind=CONTACT_WISHED.code,
        key=f"{CONTACT_WISHED.code}:{support.uuid}:{wished_by.uuid}:{day}",
        person=support,
        reason=gettext("You are named as a support person, and somebody asked for you."),
        due_at=at,
        expires_at=at + CONTACT_WITHIN,
        context={"wished_by": wished_by.pk},
    )


def words_for_wish_for_contact(message: Message) -> dict[str, Any] | None:
    """Wanted while whoever wishes it is still here."""
    found = Person.objects.select_related("merged_into").filter(pk=message.context["wished_by"])
    wished_by = found.first()
    wished_by = wished_by and (wished_by.merged_into or wished_by)
    if wished_by is None or wished_by.erased_at or wished_by == message.person:
        return None
    return {
        "name": str(wished_by),
        "email": wished_by.email,
        "path": reverse("resources:support"),
    }


CONTACT_WISHED = Kind(
    code="evaluation.contact_wished",
    label=gettext_lazy("Somebody would like to hear from you as their support person"),
    template="contact_wished",
    words=words_for_wish_for_contact,
    is_transactional=True,
    meaning={
        "name": gettext_lazy("who would like to hear from the reader"),
        "email": gettext_lazy("their address, or empty"),
        "path": gettext_lazy("where support is listed that the reader can point to"),
    },
    key="evaluation.contact_wished:<support person>:<person>:<day>",
    when=gettext_lazy("when somebody asks for the support person of a course or session"),
    expires=gettext_lazy("14 days after it"),
    stops=gettext_lazy("once a day for each person who asks"),
    withdrawn=gettext_lazy("whoever asked is no longer here"),
)
