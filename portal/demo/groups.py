"""A session of the demonstration that has begun, with who is there in small groups."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Person
from courses.actions.attending import mark_attendance
from courses.actions.booking import book_place
from courses.actions.grouping import make_breakouts
from courses.actions.planning import open_session, plan_session
from courses.actions.wishing import wish_apart
from courses.models import LiveSession
from courses.querysets import sectors_of
from portal.demo.files import id_of, read

PLAIN = ("kind", "title", "about", "minutes", "place", "capacity", "mentions")
AGO = timedelta(minutes=30)
BEFORE = timedelta(hours=1)
"""So long before it began they booked: late enough that no reminder comes after it."""


def load_groups(people: dict[str, Person], *, at: datetime) -> None:
    row = read("groups")
    starts_at = (at - AGO).replace(minute=0, second=0, microsecond=0)
    session = _open(row, people, starts_at=starts_at)
    booked = [people[name] for name in row["books"]]
    _name_managers(row, people)
    for name, words in row["wishes"].items():
        wish_apart(session=session, person=people[name], words=words)
    here = {person.pk for person in booked if person != people[row["stays_away"]]}
    lead = people[row["facilitators"][0]]
    mark_attendance(session=session, listed=booked, here=here, by=lead, at=at)
    make_breakouts(session=session, count=row["groups"], by=lead, at=at)


def remove_groups() -> None:
    for session in LiveSession.objects.filter(uuid=id_of("session", read("groups")["slug"])):
        session.attendances.all().delete()
        session.bookings.all().delete()
        session.delete()


def _open(row: dict[str, Any], people: dict[str, Person], *, starts_at: datetime) -> LiveSession:
    facilitators = [people[name] for name in row["facilitators"]]
    facts = {name: row[name] for name in PLAIN} | {
        "uuid": id_of("session", row["slug"]),
        "starts_at": starts_at,
        "support_person": people[row["support"]],
    }
    lead, before = facilitators[0], starts_at - BEFORE
    session = plan_session(facts=facts, facilitators=facilitators, by=lead, at=before)
    open_session(session=session, by=lead, at=before)
    for name in row["books"]:
        sector = next(iter(sectors_of(people[name], on=timezone.localdate(before))), None)
        book_place(session=session, person=people[name], sector=sector, at=before)
    return session


def _name_managers(row: dict[str, Any], people: dict[str, Person]) -> None:
    for name, manager in row["managers"].items():
        people[name].employments.update(line_manager=people[manager])
