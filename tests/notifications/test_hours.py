"""When a reader may be written to, over Christmas and both changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.calendars import Nation, is_bank_holiday
from notifications.hours import OfficeHours, next_open

LONDON = ZoneInfo("Europe/London")
HOURS = OfficeHours(time(9), time(17), frozenset(range(5)))


def opening(moment, nation=Nation.ENGLAND, hours=HOURS, zone=LONDON):
    return next_open(
        moment, hours=hours, zone=zone, is_closed=lambda day: is_bank_holiday(day, nation)
    )


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("2026-11-18T11:00", "2026-11-18T11:00"),
        ("2026-11-18T08:59", "2026-11-18T09:00"),
        ("2026-11-18T17:00", "2026-11-19T09:00"),
        ("2026-11-20T17:30", "2026-11-23T09:00"),
        # The clock goes back on Sunday 25 October 2026 and forward on Sunday 28 March 2027.
        ("2026-10-23T18:00", "2026-10-26T09:00"),
        ("2027-03-25T18:00", "2027-03-30T09:00"),
        # Christmas Day is a Friday, Boxing Day is kept on the Monday.
        ("2026-12-24T17:00", "2026-12-29T09:00"),
        ("2026-12-31T17:00", "2027-01-04T09:00"),
    ],
)
def test_letters_wait_for_the_office(asked, opens):
    assert opening(london(asked)) == london(opens)


@pytest.mark.parametrize(
    ("nation", "day", "opens"),
    [
        (Nation.SCOTLAND, "2026-11-30T10:00", "2026-12-01T09:00"),
        (Nation.ENGLAND, "2026-11-30T10:00", "2026-11-30T10:00"),
        (Nation.NORTHERN_IRELAND, "2027-03-17T10:00", "2027-03-18T09:00"),
        (Nation.WALES, "2027-03-17T10:00", "2027-03-17T10:00"),
        ("", "2026-12-25T10:00", "2026-12-25T10:00"),
    ],
)
def test_each_nation_keeps_its_own_days(nation, day, opens):
    assert opening(london(day), nation) == london(opens)


def test_nobody_is_written_to_who_is_never_open():
    assert next_open(london("2026-11-18T11:00"), hours=HOURS, zone=LONDON, is_closed=bool) is None


MOMENTS = st.datetimes(
    min_value=datetime(2025, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC)
)
ZONES = st.sampled_from([LONDON, ZoneInfo("Europe/Dublin"), ZoneInfo("Pacific/Auckland")])


@given(moment=MOMENTS, zone=ZONES, nation=st.sampled_from(Nation))
def test_the_answer_is_open_never_earlier_and_stays_when_asked_again(moment, zone, nation):
    opens = opening(moment, nation, zone=zone)
    local = opens.astimezone(zone)
    assert opens >= moment
    assert time(9) <= local.time() < time(17)
    assert local.weekday() < 5
    assert not is_bank_holiday(local.date(), nation)
    assert opening(opens, nation, zone=zone) == opens


@given(moment=MOMENTS)
def test_between_question_and_answer_the_office_is_closed(moment):
    opens = opening(moment)
    for minutes in range(0, int((opens - moment).total_seconds() // 60), 97):
        assert opening(moment + timedelta(minutes=minutes)) == opens


def test_the_bank_holidays_of_a_year_are_known():
    assert is_bank_holiday(date(2026, 12, 28), Nation.ENGLAND)
    assert not is_bank_holiday(date(2026, 12, 29), Nation.ENGLAND)
