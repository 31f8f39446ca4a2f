"""A session of the demonstration that is over: what was said, what to read, and its check-in."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Person
from courses.actions.attending import mark_attendance
from courses.actions.committing import keep_commitment, share_commitment
from courses.actions.materials import add_link
from portal.demo.files import read
from portal.demo.sessions import load_session, remove_session


def load_afterwards(people: dict[str, Person], *, at: datetime) -> None:
    """As it would have been done by hand, each on its day."""
    words = read("afterwards")
    row = words["session"]
    planned_at = at - timedelta(days=row["planned_days_ago"])
    session = load_session(row, people, at=planned_at)
    lead, began = people[row["facilitators"][0]], session.starts_at
    booked = [people[name] for name in row["books"]]
    there = {people[name].pk for name in row["there"]}
    mark_attendance(session=session, listed=booked, here=there, by=lead, at=began)
    for said in row["shared"]:
        share_commitment(session=session, words=said, by=lead, at=began)
    for said in row["commitments"]:
        person = people[said["person"]]
        told = {"words": said["words"], "is_shown": said["is_shown"]}
        keep_commitment(session=session, person=person, **told, at=began)
    for material in row["links"]:
        add_link(session=session, **material, by=lead, at=began)
    load_session(words["check_in"], people, at=at, follows=session)


def remove_afterwards() -> None:
    for row in read("afterwards").values():
        remove_session(row["slug"])
