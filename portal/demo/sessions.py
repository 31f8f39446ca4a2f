"""Sessions of the demonstration: one with places left, one with a waiting list."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import AgeBand, Person, Sector
from courses.actions.booking import book_place
from courses.actions.mixing import Wish, wish_for
from courses.actions.planning import open_session, plan_session
from courses.models import LiveSession
from portal.demo.files import id_of, read

PLAIN = ("kind", "title", "about", "minutes", "capacity", "mentions")


def load_sessions(people: dict[str, Person], *, at: datetime) -> None:
    """Planned, opened and booked by the people who may, as it would be done by hand."""
    for row in read("sessions")["sessions"]:
        _load(row, people, at=at)


def remove_sessions() -> None:
    """With every booking made since."""
    uuids = [id_of("session", row["slug"]) for row in read("sessions")["sessions"]]
    for session in LiveSession.objects.filter(uuid__in=uuids):
        session.bookings.all().delete()
        session.delete()


def _load(row: dict[str, Any], people: dict[str, Person], *, at: datetime) -> None:
    facilitators = [people[name] for name in row["facilitators"]]
    facts = {name: row[name] for name in PLAIN} | {
        "uuid": id_of("session", row["slug"]),
        "age_band": AgeBand.objects.filter(slug=row.get("age_band", "")).first(),
        "starts_at": _starts_at(row, at=at),
        "place": row.get("place", ""),
        "video_link": row.get("video_link", ""),
        "support_person": people[row["support"]],
    }
    lead = facilitators[0]
    session = plan_session(facts=facts, facilitators=facilitators, by=lead)
    for slug, percent in row.get("at_most", {}).items():
        sector = Sector.objects.get(slug=slug)
        wish_for(session=session, wish=Wish(sector, at_most=percent), by=lead, at=at)
    open_session(session=session, by=lead, at=at)
    for name in row["books"]:
        job = people[name].employments.select_related("profession__sector").first()
        sector = job.profession.sector if job else None
        book_place(session=session, person=people[name], sector=sector, at=at)


def _starts_at(row: dict[str, Any], *, at: datetime) -> datetime:
    """On a working day."""
    day = timezone.localdate(at) + timedelta(days=row["in_days"])
    day += timedelta(days=max(7 - day.isoweekday(), 0) + 1 if day.isoweekday() > 5 else 0)
    return timezone.make_aware(datetime.combine(day, time(row["hour"], 30)))
