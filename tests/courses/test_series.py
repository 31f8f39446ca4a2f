"""What somebody has of a series stays; what they missed is offered again where it fits."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.series import (
    Meeting,
    Standing,
    may_book,
    meetings_that_fit,
    missed_parts,
    parts_behind,
    standing_with,
)

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PARTS = [1, 2, 3]


def meeting(key, part, *, in_hours, hours=2, is_marked=True):
    starts_at = NOW + timedelta(hours=in_hours)
    return Meeting(key, part, starts_at, starts_at + timedelta(hours=hours), is_marked)


parts = st.sampled_from([*PARTS, None])
some_parts = st.sets(st.sampled_from(PARTS))


@st.composite
def meetings(draw, *, earliest=-60, latest=60):
    count = draw(st.integers(0, 8))
    return [
        meeting(
            key,
            draw(parts),
            in_hours=draw(st.integers(earliest, latest)),
            hours=draw(st.integers(1, 5)),
            is_marked=draw(st.booleans()),
        )
        for key in range(count)
    ]


def test_missing_the_second_of_three_offers_it_again_and_keeps_the_others():
    own = [meeting(part, part, in_hours=-100 + part) for part in PARTS]
    had = {1, 3}
    missed = missed_parts(own, had, at=NOW)
    assert missed == {2}
    elsewhere = [meeting(10 + part, part, in_hours=24 * part) for part in PARTS]
    assert meetings_that_fit(elsewhere, missed, []) == [elsewhere[1]]
    stands = [standing_with(part, had=had, booked=(), missed=missed) for part in PARTS]
    assert stands == [Standing.HAD, Standing.MISSED, Standing.HAD]


def test_nobody_misses_what_is_not_over_or_of_which_nothing_was_written_down():
    running = meeting(1, 1, in_hours=-1)
    unmarked = meeting(2, 2, in_hours=-9, is_marked=False)
    assert missed_parts([running, unmarked], set(), at=NOW) == set()


def test_what_begins_when_another_ends_is_in_nobodys_way():
    wanted, before = meeting(1, 2, in_hours=4), meeting(2, 1, in_hours=2)
    assert meetings_that_fit([wanted], {2}, [before]) == [wanted]
    assert meetings_that_fit([wanted], {2}, [meeting(2, None, in_hours=3)]) == []


@given(meetings(), some_parts, some_parts)
def test_no_part_is_both_had_and_missed_however_much_was_taken(own, had, more):
    missed = missed_parts(own, had, at=NOW)
    assert not missed & had
    assert missed_parts(own, had | more, at=NOW) == missed - more
    assert missed <= {one.part for one in own if one.ends_at <= NOW and one.is_marked}


@given(meetings(), meetings(), some_parts)
def test_what_another_cohort_misses_takes_no_credit_away(own, other, had):
    """Belonging to one more cohort only ever adds what is missed."""
    assert missed_parts(own, had, at=NOW) <= missed_parts([*own, *other], had, at=NOW)
    assert all(
        standing_with(part, had=had, booked=(), missed=missed_parts(own, had, at=NOW))
        is Standing.HAD
        for part in had
    )


@given(meetings(earliest=1), some_parts, meetings(earliest=1))
def test_what_is_offered_was_missed_is_not_booked_and_stands_beside_nothing_else(
    coming, missed, taken
):
    fit = meetings_that_fit(coming, missed, taken)
    booked = {one.part for one in taken}
    assert all(one.part in missed and one.part not in booked for one in fit)
    assert not any(
        one.starts_at < other.ends_at and other.starts_at < one.ends_at
        for one in fit
        for other in taken
    )
    assert [one.starts_at for one in fit] == sorted(one.starts_at for one in fit)


@given(meetings(earliest=1), some_parts, meetings(earliest=1), st.randoms())
def test_nothing_that_fits_is_left_out_in_whatever_order_it_comes(coming, missed, taken, chance):
    free = [
        one
        for one in coming
        if one.part in missed
        and one.part not in {other.part for other in taken}
        and all(one.ends_at <= other.starts_at or other.ends_at <= one.starts_at for other in taken)
    ]
    shuffled = list(coming)
    chance.shuffle(shuffled)
    found = meetings_that_fit(shuffled, missed, taken)
    assert {one.key for one in found} == {one.key for one in free}


@given(
    cohort=st.sampled_from([None, 1, 2]),
    part=parts,
    is_open=st.booleans(),
    own=st.sets(st.sampled_from([1, 2])),
    missed=some_parts,
)
def test_a_cohorts_session_is_for_its_own_and_for_whoever_catches_up(
    cohort, part, is_open, own, missed
):
    says = may_book(
        cohort=cohort, part=part, is_open_to_others=is_open, own_cohorts=own, missed=missed
    )
    assert says == (cohort is None or is_open or cohort in own or part in missed)


@dataclass(frozen=True)
class Part:
    number: int
    title: str


BEFORE = [Part(number, title) for number, title in enumerate("abc", start=1)]


@given(st.permutations("abcde").flatmap(lambda all_: st.integers(0, 5).map(lambda n: all_[:n])))
def test_no_line_with_a_title_that_was_there_means_another_part(titles):
    found = parts_behind(titles, BEFORE)
    known = {part.title: part for part in BEFORE}
    for title, part in zip(titles, found, strict=True):
        assert part == known[title] if title in known else part is None or part.title not in titles
    kept = [part for part in found if part]
    assert len(kept) == len(set(kept))


def test_a_new_title_renames_only_the_line_it_stands_in():
    assert [part and part.title for part in parts_behind("axc", BEFORE)] == ["a", "b", "c"]
    assert [part and part.title for part in parts_behind("abxc", BEFORE)] == ["a", "b", None, "c"]
    assert [part and part.title for part in parts_behind("xab", BEFORE)] == [None, "a", "b"]
