"""The days after a session, by rules alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.after import can_commit, check_in_day, is_offered

START = datetime(2026, 9, 7, 9, 30, tzinfo=UTC)
ENDS = START + timedelta(hours=2)
DAYS = st.dates(date(2020, 1, 1), date(2100, 1, 1))


@given(DAYS)
def test_a_check_in_is_proposed_for_a_weekday_about_sixty_days_later(day):
    found = check_in_day(day)
    assert found.isoweekday() <= 5
    assert 60 <= (found - day).days <= 62
    assert (found - day).days == 60 or found.isoweekday() == 1


@given(st.timedeltas(timedelta(days=-2), timedelta(days=40)))
def test_people_write_from_the_start_until_four_weeks_after(passed):
    assert can_commit(START, at=START + passed) == (timedelta() <= passed < timedelta(weeks=4))


@pytest.mark.parametrize(
    ("check_in", "day", "said"),
    [(60, 45.9, False), (60, 46, True), (60, 59.9, True), (60, 60, False), (10, 1, True)],
)
def test_a_check_in_is_offered_from_two_weeks_before_until_it_begins(check_in, day, said):
    begins, at = START + timedelta(days=check_in), START + timedelta(days=day)
    assert is_offered(begins, after=ENDS, at=at) is said


def test_no_check_in_is_offered_before_its_session_is_over():
    assert not is_offered(START + timedelta(days=3), after=ENDS, at=START)
