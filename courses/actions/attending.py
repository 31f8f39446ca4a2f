"""Write down who came to a session: people who booked, people who did not, and guests."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.models import Person, Sector
from courses.models import Attendance, LiveSession

OPENS = timedelta(hours=1)
"""So long before a session its list can be marked: people come early."""


class TooEarlyError(Exception):
    """Nobody can have come yet."""


@transaction.atomic
def mark_attendance(
    *,
    session: LiveSession,
    listed: Iterable[Person],
    here: Collection[int],
    by: Person,
    at: datetime,
) -> int:
    """Everybody listed was there or was not; said again, the later word holds.

    Locks the session. How many were there.
    """
    session = _to_mark(session, by=by, at=at)
    for person in listed:
        facts = {"is_there": person.pk in here, "marked_at": at, "marked_by": by}
        session.attendances.update_or_create(person=person, defaults=facts)
    audit.record(actor=by, verb="session.attendance_marked", target=session)
    return session.attendances.filter(is_there=True).count()


@transaction.atomic
def add_guest(
    *, session: LiveSession, name: str, sector: Sector | None, by: Person, at: datetime
) -> Attendance:
    """Somebody who is not on the portal. The same name again is the same guest.

    Locks the session.
    """
    session = _to_mark(session, by=by, at=at)
    facts = {"sector": sector, "marked_at": at, "marked_by": by, "is_there": True}
    guests = session.attendances.filter(person=None)
    guest, _ = guests.update_or_create(session=session, name=name, defaults=facts)
    return guest


@transaction.atomic
def take_guest_out(*, guest: Attendance, by: Person, at: datetime) -> None:
    """Nothing is kept of somebody who was written down by mistake."""
    _to_mark(guest.session, by=by, at=at)
    Attendance.objects.filter(pk=guest.pk, person=None).delete()


def _to_mark(session: LiveSession, *, by: Person, at: datetime) -> LiveSession:
    session = LiveSession.objects.locked(session.pk)
    if not session.shows_people_to(by):
        raise PermissionDenied
    if session.state != LiveSession.State.OPEN or at < session.starts_at - OPENS:
        raise TooEarlyError
    return session
