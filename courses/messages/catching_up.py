"""Tells whoever missed a part of their series that another group takes it on a day to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Person
from courses.credit import (
    had_by,
    meeting_of,
    meetings_of_cohorts,
    own_parts,
    sessions_again,
    taken_by,
)
from courses.models import Cohort, LiveSession, Membership
from courses.series import Meeting, meetings_that_fit, missed_parts
from notifications.actions import Ask, notify_many, said_of
from notifications.kinds import Kind
from notifications.models import Message

TIME_TO_MARK = timedelta(days=1)
"""A list of who was there is often put right on the same evening."""


def offer_sessions_again(*, at: datetime) -> int:
    """To everybody who missed a part that is to come somewhere; not while they know of one."""
    sessions = LiveSession.objects.in_series().to_come(at=at)
    coming = [meeting_of(session) for session in sessions]
    cohorts = Cohort.objects.filter(sessions__part__in={one.part for one in coming})
    own = meetings_of_cohorts(cohorts.values("pk"), at=at)
    people = _members_of(own)
    had, taken = had_by(people), taken_by(people, at=at)
    open_ones = {one.key for one in coming}
    known = {
        (person, context["part"])
        for person, context in said_of(SESSION_AGAIN.code, people)
        if context.get("session") in open_ones
    }
    asks = []
    for person, theirs in people.items():
        met = [meeting for cohort in theirs for meeting in own[cohort]]
        missed = missed_parts(met, had[person.pk], at=at - TIME_TO_MARK)
        missed = {part for part in missed if (person.pk, part) not in known}
        asks += _asks(person, meetings_that_fit(coming, missed, taken[person.pk]), at=at)
    notify_many(asks)
    return len(asks)


def _members_of(cohorts: Collection[int]) -> dict[Person, set[int]]:
    found: dict[Person, set[int]] = defaultdict(set)
    here = Membership.objects.current().filter(cohort__in=list(cohorts))
    for membership in here.select_related("person"):
        found[membership.person].add(membership.cohort_id)
    return found


def _asks(person: Person, again: list[Meeting], *, at: datetime) -> Iterator[Ask]:
    for part, last in {one.part: one for one in again}.items():
        yield Ask(
            kind=SESSION_AGAIN.code,
            key=f"{SESSION_AGAIN.code}:{part}:{last.key}:{person.uuid}",
            person=person,
            reason=gettext("It is a part of your series that you have not taken yet."),
            due_at=at,
            expires_at=last.starts_at,
            context={"part": part, "session": last.key},
        )


def words_for_session_again(message: Message) -> dict[str, Any] | None:
    """Wanted as long as they missed it, have booked none, and there is one that they can take."""
    person, now = message.person, timezone.now()
    again = sessions_again(person, own_parts(person, at=now), at=now)
    first = next((one for one in again if one.part_id == message.context["part"]), None)
    if first is None:
        return None
    own = Cohort.objects.of(person).filter(sessions__part=first.part_id).first()
    if own is None:
        return None
    starts_at = timezone.localtime(first.starts_at)
    return {
        "title": first.part.title,
        "day": date_format(starts_at, "l j F Y"),
        "time": date_format(starts_at, "H:i"),
        "path": reverse("courses:own_cohort", args=[own.pk]),
    }


SESSION_AGAIN = Kind(
    code="courses.session_again",
    label=gettext_lazy("A session you missed is held again"),
    template="session_again",
    words=words_for_session_again,
    meaning={
        "title": gettext_lazy("the title of the part of the series"),
        "day": gettext_lazy("the day on which it is held next"),
        "time": gettext_lazy("when it begins"),
        "path": gettext_lazy("where every such session stands"),
    },
    key="courses.session_again:<part>:<session>:<person>",
    when=gettext_lazy(
        "a day after a session of their cohort that they missed, once another one is open"
    ),
    expires=gettext_lazy("when the last session of this part begins"),
    stops=gettext_lazy("once for each part, as long as the session it told of is open"),
    withdrawn=gettext_lazy("they have the part, booked it again, or no session of it is open"),
)
