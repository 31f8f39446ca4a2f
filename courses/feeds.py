"""The address at which somebody's own calendar reads their sessions, without signing in.

Signed under the key of the installation: it can be shown again, and whoever reads the database
cannot write it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import Person
from courses.appointments import feed_entry_of
from courses.calendar_files import feed
from courses.models import Booking, CalendarFeed

SIGNER = Signer(salt="courses.feed", sep="~")
KEPT_FOR = timedelta(weeks=4)
"""What is over, and what was cancelled, stays so long."""


def feed_path(found: CalendarFeed) -> str:
    return reverse("courses:feed_ics", args=[SIGNER.sign(found.key)])


def feed_behind(token: str) -> CalendarFeed | None:
    """None for an address that was never given, or has ended since."""
    try:
        key = SIGNER.unsign(token)
    except BadSignature:
        return None
    return CalendarFeed.objects.open().filter(key=key).select_related("person").first()


def calendar_of(person: Person, *, at: datetime) -> bytes:
    entries = [feed_entry_of(booking) for booking in bookings_in_feed(person, at=at)]
    return feed(entries, name=gettext("Your training"))


def bookings_in_feed(person: Person, *, at: datetime) -> list[Booking]:
    """One for each session: theirs now, or else the last that was theirs and ended."""
    rows = person.bookings.in_feed(since=at - KEPT_FOR).select_related("session")
    by_session = {one.session_id: one for one in sorted(rows, key=_how_much_theirs)}
    return sorted(by_session.values(), key=lambda one: (one.session.starts_at, one.session_id))


def _how_much_theirs(booking: Booking) -> tuple[bool, int]:
    return booking.state == Booking.State.BOOKED, booking.number
