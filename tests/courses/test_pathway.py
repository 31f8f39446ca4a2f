"""Which courses are asked, worked out from plain facts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.pathway import Job, Level, Levels, Requirement, State, asked_of, pathway

DAY = date(2026, 9, 1)
LEVELS = Levels(
    [
        *(Level(f"nes-{at}", "nes", at, is_cumulative=True) for at in range(3)),
        *(Level(f"wales-{at}", "wales", at, is_cumulative=False) for at in range(3)),
    ],
    [(f"wales-{at}", f"nes-{at}") for at in range(3)],
)
KEYS = st.sampled_from("abc")
SOME = st.none() | KEYS
LEVEL = st.none() | st.sampled_from(
    [f"{name}-{at}" for name in ("nes", "wales") for at in range(3)]
)
DAYS = st.dates(date(2025, 1, 1), date(2027, 1, 1))
JOBS = st.lists(
    st.builds(Job, st.integers(0, 9), KEYS, KEYS, LEVEL, DAYS),
    max_size=4,
    unique_by=lambda j: j.key,
)
COURSES = st.integers(1, 4)
REQUIREMENTS = st.lists(
    st.builds(Requirement, COURSES, DAYS, st.integers(0, 400), SOME, SOME, LEVEL, SOME), max_size=6
)
CREDIT = st.dictionaries(COURSES, DAYS)


def job(key="job", *, level=None, profession="teacher", since=DAY):
    return Job(key, profession, "education", level, since)


def asks(course=1, *, within_days=90, since=DAY, **facts):
    return Requirement(course, since, within_days, **facts)


def courses(jobs, *requirements):
    return [one.course for one in asked_of(jobs, requirements, LEVELS)]


@given(JOBS, REQUIREMENTS)
def test_several_jobs_give_one_list_with_each_course_once(jobs, requirements):
    together = asked_of(jobs, requirements, LEVELS)
    alone = {one.key: asked_of([one], requirements, LEVELS) for one in jobs}
    found = [one.course for one in together]
    assert len(found) == len(set(found))
    for one in together:
        parts = {
            key: part for key, asked in alone.items() for part in asked if part.course == one.course
        }
        assert set(one.jobs) == set(parts)
        assert one.suggested_by == min(part.suggested_by for part in parts.values())
    assert set(found) == {part.course for asked in alone.values() for part in asked}


@given(JOBS, JOBS, REQUIREMENTS, CREDIT, CREDIT, st.sets(COURSES))
def test_no_change_of_jobs_takes_credit_away(before, after, requirements, done, recognised, begun):
    facts = {"finished": done, "recognised": recognised, "begun": begun, "to_refresh": {}}
    for jobs in (before, after, before + after, []):
        found = pathway(asked_of(jobs, requirements, LEVELS), **facts)
        assert {step.course for step in found.done} == {*done, *recognised}
        assert not {step.course for step in found.left} & {*done, *recognised}


@given(JOBS, REQUIREMENTS, CREDIT)
def test_what_is_asked_is_left_or_done(jobs, requirements, done):
    asked = asked_of(jobs, requirements, LEVELS)
    found = pathway(asked, finished=done, recognised={}, begun=(), to_refresh={})
    named = [step.course for step in found.left + found.done]
    assert len(named) == len(set(named))
    assert {one.course for one in asked} <= set(named)
    assert all(step.asked for step in found.left)


def test_a_requirement_asks_only_whom_it_names():
    teacher = [job()]
    assert courses(teacher, asks()) == [1]
    assert courses(teacher, asks(profession="teacher", sector="education")) == [1]
    assert courses(teacher, asks(profession="nurse")) == []
    assert courses(teacher, asks(sector="health")) == []
    assert courses([], asks()) == []


def test_a_higher_level_needs_the_lower_ones_where_each_includes_the_others():
    skilled = [job(level="nes-1")]
    assert courses(skilled, asks(1, level="nes-0"), asks(2, level="nes-1")) == [1, 2]
    assert courses(skilled, asks(level="nes-2")) == []
    assert courses([job()], asks(level="nes-0")) == []


def test_on_a_spectrum_each_level_stands_alone():
    assert courses([job(level="wales-2")], asks(1, level="wales-1"), asks(2, level="wales-2")) == [
        2
    ]


def test_an_equal_level_of_another_set_counts_in_both_directions():
    assert courses([job(level="wales-1")], asks(1, level="nes-1"), asks(2, level="nes-0")) == [1, 2]
    assert courses([job(level="nes-1")], asks(1, level="wales-1"), asks(2, level="wales-0")) == [
        1,
        2,
    ]
    assert courses([job(level="wales-1")], asks(level="nes-2")) == []


def test_the_day_counts_from_the_job_or_from_the_requirement_whichever_came_later():
    later = DAY + timedelta(days=30)
    for one, other in ((job(since=later), asks()), (job(), asks(since=later))):
        (asked,) = asked_of([one], [other], LEVELS)
        assert asked.suggested_by == later + timedelta(days=90)


def test_a_note_goes_when_another_job_asks_without_it():
    teacher, nurse = job("school"), job("clinic", profession="nurse")
    noted = asks(note="early years")
    (asked,) = asked_of([teacher], [noted], LEVELS)
    assert asked.notes == ("early years",)
    (asked,) = asked_of([teacher, nurse], [noted, asks(profession="nurse")], LEVELS)
    assert asked.notes == ()
    assert asked.jobs == ("school", "clinic")


def test_states_are_told_apart():
    asked = asked_of([job()], [asks(number) for number in range(1, 5)], LEVELS)
    found = pathway(
        asked, finished={1: DAY}, recognised={1: DAY, 2: DAY}, begun={3}, to_refresh={1: DAY}
    )
    assert [(step.course, step.state) for step in found.left + found.done] == [
        (3, State.UNDER_WAY),
        (4, State.NOT_BEGUN),
        (1, State.FINISHED),
        (2, State.RECOGNISED),
    ]
