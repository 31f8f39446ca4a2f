"""Sessions of the demonstration: one with places left, one with a waiting list."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import AgeBand, Person, Sector
from courses.actions.booking import book_place
from courses.actions.mixing import Wish, wait_for_sectors, wish_for
from courses.actions.planning import open_session, plan_session
from courses.models import LiveSession
from courses.querysets import sectors_of
from portal.demo.calendar import load_other_training, remove_other_training
from portal.demo.cohorts import load_cohorts, remove_cohorts, slugs_of_sessions
from portal.demo.files import id_of, read, to_come
from portal.demo.groups import load_groups, remove_groups
from portal.demo.kits import load_kits, remove_kits

PLAIN = ("kind", "title", "about", "minutes", "capacity", "mentions")


def load_sessions(people: dict[str, Person], *, at: datetime) -> None:
    """Planned, opened and booked by the people who may, as it would be done by hand."""
    kits = load_kits()
    for row in read("sessions")["sessions"]:
        load_session(row, people, at=at, kit=kits.get(row.get("kit")))
    load_groups(people, at=at)
    load_other_training(people, at=at)
    load_cohorts(people, at=at)


def remove_sessions() -> None:
    """With every booking made since, and who was marked as there."""
    remove_other_training()
    remove_groups()
    for row in read("sessions")["sessions"]:
        remove_session(row["slug"])
    for slug in slugs_of_sessions():
        remove_session(slug)
    remove_cohorts()
    remove_kits()


def remove_session(slug: str) -> None:
    for session in LiveSession.objects.filter(uuid=id_of("session", slug)):
        session.attendances.all().delete()
        session.bookings.all().delete()
        session.delete()


def load_session(
    row: dict[str, Any], people: dict[str, Person], *, at: datetime, **more: Any
) -> LiveSession:
    """`more` are other columns of it."""
    facilitators = [people[name] for name in row["facilitators"]]
    facts = {name: row[name] for name in PLAIN} | {
        "uuid": id_of("session", row["slug"]),
        "age_band": AgeBand.objects.filter(slug=row.get("age_band", "")).first(),
        "starts_at": to_come(at, in_days=row["in_days"], hour=row["hour"]),
        "place": row.get("place", ""),
        "video_link": row.get("video_link", ""),
        "support_person": people[row["support"]],
        **more,
    }
    lead = facilitators[0]
    session = plan_session(facts=facts, facilitators=facilitators, by=lead, at=at)
    for slug, percent in row.get("at_most", {}).items():
        sector = Sector.objects.get(slug=slug)
        wish_for(session=session, wish=Wish(sector, at_most=percent), by=lead, at=at)
    if "least" in row:
        until = session.starts_at - timedelta(days=7)
        wait_for_sectors(session=session, least=row["least"], until=until, by=lead, at=at)
    session = open_session(session=session, by=lead, at=at)
    for name in row["books"]:
        sector = next(iter(sectors_of(people[name], on=timezone.localdate(at))), None)
        book_place(session=session, person=people[name], sector=sector, at=at)
    return session
