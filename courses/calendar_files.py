"""Appointments as calendar programs read them (RFC 5545, 5546). Functions of their arguments only.

One appointment keeps one UID for ever; whoever sends it again raises its number, so that calendars
change or remove the entry that they have.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress

LONDON = ZoneInfo("Europe/London")
MADE_BY = "-//ChATR Portal//Sessions//EN"
# The rules of today, as calendars know them by heart; the library would list every clock change.
CLOCKS = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Appointment:
    uid: str
    number: int
    """Rises with every change that somebody is told of."""
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    title: str
    place: str
    about: str
    url: str
    organiser: str
    """An address that answers; `reader` is whose calendar it is for."""
    reader: str = ""
    is_cancelled: bool = False


def invitation(appointment: Appointment) -> bytes:
    """To send: it appears, changes or goes, by what the calendar knows already."""
    method = "CANCEL" if appointment.is_cancelled else "REQUEST"
    return _written([appointment], method=method)


def file_of(appointment: Appointment) -> bytes:
    """To download and open: no answer is expected."""
    return _written([appointment], method="PUBLISH")


def feed(appointments: Iterable[Appointment], *, name: str) -> bytes:
    return _written(appointments, method="PUBLISH", name=name)


def _written(appointments: Iterable[Appointment], *, method: str, name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    calendar.add_component(Timezone.from_ical(CLOCKS))
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    return calendar.to_ical()


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.number)
    event.add("dtstamp", appointment.changed_at)
    event.add("dtstart", _on_the_wall(appointment.starts_at))
    event.add("dtend", _on_the_wall(appointment.ends_at))
    event.add("summary", appointment.title)
    event.add("location", appointment.place)
    event.add("description", appointment.about)
    event.add("url", appointment.url)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("organizer", vCalAddress(f"mailto:{appointment.organiser}"), encode=False)
    if appointment.reader:
        reader = vCalAddress(f"mailto:{appointment.reader}")
        reader.params["PARTSTAT"] = "ACCEPTED"
        reader.params["RSVP"] = "FALSE"
        event.add("attendee", reader, encode=False)
    return event


def _on_the_wall(moment: datetime) -> datetime:
    """In the hour that comes twice, the second time can be written in UTC alone."""
    local = moment.astimezone(LONDON)
    return moment.astimezone(UTC) if local.fold else local
