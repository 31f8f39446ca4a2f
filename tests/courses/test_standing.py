from dataclasses import dataclass
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from courses.standing import standing_in


@dataclass
class Lesson:
    lesson_id: int
    minutes: int = 10
    module_id: int | None = None
    added_at: datetime | None = None
    back_at: datetime | None = None
    news_at: datetime | None = None


@dataclass
class Progress:
    lesson_id: int
    seen_at: datetime
    completed_at: datetime | None = None


def on(day):
    return datetime(2026, 11, day)


LESSONS = [Lesson(1), Lesson(2), Lesson(3)]


def test_before_anything_is_begun_the_first_lesson_is_next():
    standing = standing_in(LESSONS, [])
    assert standing.current.lesson == LESSONS[0]
    assert standing.minutes_left == 30
    assert not standing.is_complete


def test_the_lesson_open_last_is_where_to_carry_on():
    progress = [Progress(2, on(3)), Progress(3, on(5)), Progress(1, on(9), on(9))]
    assert standing_in(LESSONS, progress).current.number == 3


def test_a_course_without_lessons_is_never_complete():
    assert not standing_in([], []).is_complete


def test_a_module_is_one_choice_wherever_its_lessons_stand():
    lessons = [Lesson(1, module_id=7), Lesson(2), Lesson(3, module_id=7), Lesson(4)]
    standing = standing_in(lessons, [Progress(3, on(1), on(2))], needs={7: 1})
    assert [step.lesson.lesson_id for step in standing.left] == [2, 4]


@given(st.sets(st.sampled_from([1, 2, 3])))
def test_nothing_is_left_exactly_when_it_is_complete(finished):
    standing = standing_in(LESSONS, [Progress(pk, on(1), on(2)) for pk in finished])
    assert standing.is_complete == (not standing.left)
    assert len(standing.left) + len(standing.done) == 3
    assert (standing.current is None) == standing.is_complete
