"""Which times overlap, what fits, and what a clock on a wall shows."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courses.overlaps import Fit, Span, Tags, closest, fit
from courses.wall_clock import moments_of, name_of_clock

LONDON = ZoneInfo("Europe/London")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
NEAR_A_CHANGE = [
    datetime.combine(day, time(23), UTC) - timedelta(days=1) for day in (SPRING, AUTUMN)
]
MINUTES = st.integers(5, 600)
SPANS = st.builds(
    lambda begins, later, minutes, clock: Span.of(
        (begins + timedelta(minutes=later)).astimezone(clock), minutes
    ),
    st.sampled_from(NEAR_A_CHANGE),
    st.integers(0, 500),
    MINUTES,
    st.sampled_from([UTC, LONDON, ZoneInfo("Asia/Kolkata")]),
)
KEYS = st.one_of(st.none(), st.integers(1, 3))
TAGS = st.builds(Tags, st.integers(), KEYS, KEYS, st.frozensets(st.integers(1, 3)))


def minutes_of(span):
    """Minute after minute, as somebody would tick them off."""
    count = int((span.ends - span.begins).total_seconds() // 60)
    return {span.begins + timedelta(minutes=number) for number in range(count)}


@given(SPANS, SPANS)
def test_two_overlap_exactly_when_they_share_a_minute(one, other):
    assert one.overlaps(other) == bool(minutes_of(one) & minutes_of(other))
    assert one.overlaps(other) == other.overlaps(one)


@given(SPANS, MINUTES)
def test_one_that_begins_as_another_ends_does_not_overlap_it(one, minutes):
    after = Span.of(one.ends.astimezone(LONDON), minutes)
    assert not one.overlaps(after)
    assert one.overlaps(Span.of(one.ends - timedelta(minutes=1), minutes))


@given(SPANS)
def test_each_overlaps_itself_and_lasts_as_long_as_it_says(one):
    assert one.overlaps(one)
    assert Span.of(one.begins.astimezone(LONDON), 90).ends - one.begins == timedelta(minutes=90)


def test_the_hour_that_comes_twice_is_two_hours():
    first, second = moments_of(AUTUMN, time(1, 30))
    assert not Span.of(first.astimezone(LONDON), 60).overlaps(Span.of(second, 60))
    assert Span.of(first.astimezone(LONDON), 61).overlaps(Span.of(second, 60))


def test_past_midnight_still_overlaps():
    evening = Span.of(datetime(2027, 1, 4, 23, 0, tzinfo=LONDON), 120)
    assert evening.overlaps(Span.of(datetime(2027, 1, 5, 0, 30, tzinfo=LONDON), 60))
    assert not evening.overlaps(Span.of(datetime(2027, 1, 5, 1, 0, tzinfo=LONDON), 60))


@given(st.dates(date(2026, 1, 1), date(2035, 1, 1)), st.times())
@example(SPRING, time(1, 30))
@example(AUTUMN, time(1, 30))
@example(SPRING, time(2, 0))
def test_each_moment_found_shows_that_time_and_no_other_moment_does(day, hour):
    hour = hour.replace(second=0, microsecond=0)
    wall = datetime.combine(day, hour)
    around = wall.replace(tzinfo=UTC) + timedelta(hours=-3)
    shown = [around + timedelta(minutes=15 * number) for number in range(25)]
    shown = [one for one in shown if one.astimezone(LONDON).replace(tzinfo=None, fold=0) == wall]
    assert moments_of(day, hour) == shown


@pytest.mark.parametrize(
    ("day", "hour", "clocks"),
    [
        (SPRING, time(1, 30), []),
        (SPRING, time(2, 0), ["BST"]),
        (AUTUMN, time(1, 30), ["BST", "GMT"]),
        (AUTUMN, time(2, 0), ["GMT"]),
    ],
)
def test_a_clock_change_leaves_out_an_hour_or_shows_it_twice(day, hour, clocks):
    assert [name_of_clock(one) for one in moments_of(day, hour)] == clocks


@given(TAGS, TAGS)
def test_what_fits_fits_both_ways_and_nothing_fits_with_what_says_nothing(one, other):
    assert fit(one, other) == fit(other, one)
    assert fit(one, Tags("nothing")) is None


@given(TAGS, st.lists(TAGS, max_size=6))
def test_the_closest_is_as_close_as_any(one, others):
    fits = [found for other in others if (found := fit(one, other))]
    found = closest(one, others)
    assert (found[0] if found else None) == min(fits, default=None)


def test_a_course_is_closer_than_a_theme_and_a_theme_than_an_age_band():
    entry = Tags("it", "core", "neglect", frozenset({"0-5"}))
    known = [
        Tags("age", age_bands=frozenset({"0-5", "5-11"})),
        Tags("theme", theme="neglect"),
        Tags("course", course="core"),
    ]
    assert closest(entry, known) == (Fit.COURSE, "course")
    assert closest(entry, known[:2]) == (Fit.THEME, "theme")
    assert closest(entry, known[:1]) == (Fit.AGE_BAND, "age")
