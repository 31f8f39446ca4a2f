"""Write down who came to a session: people who booked, people who did not, and guests."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.models import Person, Sector
from courses.actions.crediting import credit_session
from courses.actions.evaluating import ask_who_came
from courses.models import Attendance, LiveSession


class ListClosedError(Exception):
    """Nobody can have come: it is more than an hour away, was cancelled, or is still planned."""


@transaction.atomic
def mark_attendance(
    *,
    session: LiveSession,
    listed: Iterable[Person],
    here: Collection[int],
    by: Person,
    at: datetime,
    changed: Collection[int] | None = None,
) -> int:
    """Everybody listed was there or was not. `at` is when it was said: the later word holds.

    Of those `changed` alone, where it is given, and of whoever nobody has marked yet: the list of
    one facilitator does not undo what another said since. Locks the session. How many were there.
    """
    session = _to_mark(session, by=by, at=at)
    people = {person.pk for person in listed}
    rows = session.attendances.filter(person__in=people)
    known = set(rows.values_list("person", flat=True))
    said = {"marked_at": at, "marked_by": by}
    earlier = rows.filter(marked_at__lte=at)
    if changed is not None:
        earlier = earlier.filter(person__in=changed)
    earlier.exclude(person__in=here).update(is_there=False, **said)
    earlier.filter(person__in=here).update(is_there=True, **said)
    Attendance.objects.bulk_create(
        Attendance(session=session, person_id=key, is_there=key in here, **said)
        for key in sorted(people - known)
    )
    credit_session(session, at=at)
    ask_who_came(session, at=at)
    audit.record(actor=by, verb="session.attendance_marked", target=session)
    return session.attendances.filter(is_there=True).count()


def credit_what_began(*, at: datetime) -> int:
    """Whoever was marked before the start has been there now. How many sessions began with such.

    A transaction for each, so that a worker may be killed between any two.
    """
    early = Attendance.objects.early(at=at).exclude(session__lesson=None)
    keys = sorted(set(early.values_list("session", flat=True)))
    for pk in keys:
        with transaction.atomic():
            credit_session(LiveSession.objects.locked(pk), at=at)
    return len(keys)


def forget_marks(session: LiveSession, *, at: datetime) -> None:
    """It does not begin when they were made for. Whoever calls it holds the lock of the session."""
    session.attendances.update(is_there=False)
    credit_session(session, at=at)
    ask_who_came(session, at=at)
    session.attendances.all().delete()


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
    if not session.can_be_marked(at=at):
        raise ListClosedError
    return session
