"""What is written is read back by a calendar program as it was meant, over both clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from courses.calendar_files import Appointment, feed, file_of, invitation

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


def appointment(starts_at=datetime(2027, 3, 3, 9, 30, tzinfo=UTC), **said):
    facts = {
        "uid": "3f0c@portal.example",
        "number": 0,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "changed_at": NOW,
        "title": "Training session",
        "place": "Family hub, Mill Lane; room 2, first floor",
        "about": "Where and how.\nBring nothing.",
        "url": "https://portal.example/sessions/7/",
        "organiser": "portal@portal.example",
        "reader": "priya@example.org",
        **said,
    }
    return Appointment(**facts)


def read_back(written):
    calendar = Calendar.from_ical(written)
    return calendar, calendar.walk("VEVENT")


@pytest.mark.parametrize(
    ("local", "offset"),
    [
        (datetime(2027, 3, 27, 9, 30), 0),
        (datetime(2027, 3, 28, 9, 30), 1),
        (datetime(2027, 10, 30, 9, 30), 1),
        (datetime(2027, 10, 31, 9, 30), 0),
        (datetime(2027, 10, 31, 0, 30), 1),
        (datetime(2027, 3, 28, 0, 30), 0),
    ],
)
def test_the_hour_on_the_wall_is_kept_on_both_sides_of_a_clock_change(local, offset):
    starts_at = local.replace(tzinfo=LONDON).astimezone(UTC)
    _calendar, (event,) = read_back(invitation(appointment(starts_at)))
    found = event.start
    assert found.replace(tzinfo=None) == local
    assert found.utcoffset() == timedelta(hours=offset)
    assert event.end.astimezone(UTC) - starts_at == timedelta(hours=2)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1)), st.text(max_size=200))
def test_any_moment_and_any_words_come_back(moment, words):
    starts_at = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    words = "".join(word for word in words if word.isprintable() or word == "\n")
    _calendar, (event,) = read_back(invitation(appointment(starts_at, about=words, place=words)))
    assert event.start.astimezone(UTC) == starts_at
    assert event["description"] == words
    assert event["location"] == words


def test_the_rules_for_the_clock_come_along():
    calendar, _events = read_back(invitation(appointment()))
    (zone,) = calendar.walk("VTIMEZONE")
    clock = zone.to_tz()
    summer, winter = datetime(2031, 7, 1, 12, 0), datetime(2031, 12, 1, 12, 0)
    assert clock.utcoffset(summer) == LONDON.utcoffset(summer)
    assert clock.utcoffset(winter) == LONDON.utcoffset(winter)


def test_a_change_keeps_the_entry_and_raises_its_number():
    calendar, (event,) = read_back(invitation(appointment(number=4)))
    assert calendar["method"] == "REQUEST"
    assert (event["uid"], event["sequence"]) == ("3f0c@portal.example", 4)
    assert event["attendee"].params["PARTSTAT"] == "ACCEPTED"


def test_a_cancellation_takes_the_same_entry_away():
    calendar, (event,) = read_back(invitation(appointment(number=5, is_cancelled=True)))
    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert event["uid"] == "3f0c@portal.example"


def test_a_file_to_open_and_a_feed_ask_for_no_answer():
    calendar, _events = read_back(file_of(appointment()))
    assert calendar["method"] == "PUBLISH"
    calendar, events = read_back(feed([appointment(), appointment(uid="b")], name="ChATR"))
    assert (calendar["x-wr-calname"], len(events)) == ("ChATR", 2)


def test_lines_are_short_enough_for_every_program():
    written = invitation(appointment(about="Long " * 200))
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
