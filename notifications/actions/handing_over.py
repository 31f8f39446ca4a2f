"""When reminders have done no good, a person hears of it instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Person
from notifications.actions.asking import notify
from notifications.kinds import Kind, find_kind
from notifications.models import Message
from notifications.writing import Words


def hand_over(message: Message, *, words: Words, to: Person | None, at: datetime) -> Message | None:
    """Once for each thing reminded of. Without anybody to tell, the reminders only stop."""
    kind = find_kind(message.kind)
    told = kind.told_instead(message) or to
    if not kind.hands_over or told is None or told == message.person:
        return None
    return notify(
        kind=STOPPED.code,
        key=f"{STOPPED.code}:{message.series}",
        person=told,
        reason=gettext("You are named as the one who hears when reminders stop."),
        due_at=at,
        context={"person": message.person_id, "title": words.title},
    )


def words_for_stopped(message: Message) -> Mapping[str, Any] | None:
    person = Person.objects.present().filter(pk=message.context["person"]).first()
    if person is None:
        return None
    return {
        "name": person.display_name,
        "title": message.context["title"],
        "path": reverse("people:person", args=[person.uuid]),
    }


STOPPED = Kind(
    code="notifications.stopped",
    label=gettext_lazy("Reminders to somebody have stopped"),
    template="stopped",
    words=words_for_stopped,
    meaning={
        "name": gettext_lazy("who was reminded"),
        "title": gettext_lazy("what the reminder said"),
        "path": gettext_lazy("the page of that person"),
    },
    key="notifications.stopped:<what was reminded of>",
    when=gettext_lazy("when as many reminders of one thing were sent as the settings allow"),
    expires=gettext_lazy("never"),
    stops=gettext_lazy("once for each thing"),
    withdrawn=gettext_lazy("the person is no longer here"),
)
