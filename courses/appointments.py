"""A booking as an entry in its reader's calendar. Neutral in its title: calendars are shared."""

from __future__ import annotations

from dataclasses import replace
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from courses.calendar_files import Appointment
from courses.models import Booking


def appointment_of(booking: Booking, *, reader: str = "") -> Appointment:
    session = booking.session
    # Behind a sign-in: a calendar is shared more widely than a letter.
    url = f"{settings.SITE_URL}{reverse('courses:session', args=[session.pk])}"
    return Appointment(
        uid=f"{session.uuid}@{_house()}",
        number=booking.change,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        changed_at=booking.ended_at or session.changed_at,
        title=_title(booking),
        place=session.place or gettext("On a screen"),
        about=gettext("Details, and giving up the place: %(url)s") % {"url": url},
        url=url,
        organiser=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        reader=reader,
        is_cancelled=not booking.is_open,
    )


def feed_entry_of(booking: Booking) -> Appointment:
    """Whoever has no place any more does not learn where it moved to, nor to when."""
    entry = appointment_of(booking)
    return replace(entry, place="") if entry.is_cancelled else entry


def _title(booking: Booking) -> str:
    return gettext("Meeting") if booking.session.is_private else gettext("Training session")


def _house() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
