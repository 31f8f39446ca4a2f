from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import ProtectedError

from courses.actions import complete_lesson, enrol_learner, keep_place
from courses.actions.withdrawing import withdraw_lesson
from courses.messages.reminders import PAUSED_FOR, TOO_LATE
from courses.models import Enrolment, LessonProgress
from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from tests.accounts.factories import PersonFactory
from tests.courses.factories import course, lesson

pytestmark = pytest.mark.django_db

# A Wednesday morning, as it is two weeks later.
NOW = datetime(2026, 11, 4, 11, 0, tzinfo=UTC)


@pytest.fixture
def learner():
    """Somebody enrolled in a course of two lessons."""
    page = course(lessons=2)
    person = PersonFactory(display_name="Priya Nair", email="priya@example.org")
    enrolment = enrol_learner(person=person, course=page)
    person.course, person.enrolment = page, enrolment
    person.first, person.second = page.lessons
    return person


def look_at(person, page, *, part=1, at=NOW):
    return keep_place(enrolment=person.enrolments.get(), lesson=page, part=part, at=at)


def finish(person, page, *, at=NOW):
    return complete_lesson(person=person, lesson=page, at=at)


def test_enrolling_twice_is_one_enrolment(learner):
    assert enrol_learner(person=learner, course=learner.course) == learner.enrolment
    assert Enrolment.objects.count() == 1


def test_the_part_that_was_open_last_is_kept(learner):
    look_at(learner, learner.first)
    look_at(learner, learner.first, part=3)
    assert LessonProgress.objects.get().part == 3


def test_finishing_says_what_comes_next_and_when_the_course_is_done(learner):
    news = finish(learner, learner.second)
    assert (news.next_lesson, news.finishes_course) == (learner.first, False)
    news = finish(learner, learner.first)
    assert (news.next_lesson, news.finishes_course) == (None, True)
    learner.enrolment.refresh_from_db()
    assert learner.enrolment.completed_at == NOW


def test_finishing_twice_changes_nothing_and_is_no_news(learner):
    finish(learner, learner.first)
    finish(learner, learner.second)
    news = finish(learner, learner.second, at=NOW + timedelta(days=1))
    assert not news.finishes_course
    assert set(LessonProgress.objects.values_list("completed_at", flat=True)) == {NOW}


def test_going_back_to_a_finished_lesson_does_not_open_it_again(learner):
    finish(learner, learner.first)
    look_at(learner, learner.first, part=2)
    progress = LessonProgress.objects.get()
    assert (progress.completed_at, progress.part) == (NOW, 1)


def test_a_new_lesson_leaves_a_finished_course_finished(learner):
    finish(learner, learner.first)
    finish(learner, learner.second)
    third = lesson(learner.course, title="A third lesson")
    look_at(learner, third)
    learner.enrolment.refresh_from_db()
    assert learner.enrolment.completed_at == NOW


def test_a_lesson_that_somebody_began_cannot_be_deleted_under_them(learner):
    look_at(learner, learner.first)
    with pytest.raises(ProtectedError):
        learner.first.delete()


def test_a_begun_lesson_that_lies_for_two_weeks_is_mentioned_once(learner, mailoutbox):
    look_at(learner, learner.first, part=2)
    sweep_messages(at=NOW + PAUSED_FOR - timedelta(minutes=1))
    assert not mailoutbox
    for _sweep in range(2):
        sweep_messages(at=NOW + PAUSED_FOR)
    [letter] = mailoutbox
    assert letter.subject == "Your place is kept"
    assert f"{learner.first.get_url_parts()[2]}?part=2" in letter.body
    assert "Why you get this: You began this course" in letter.body


def test_opening_the_lesson_again_moves_the_reminder(learner, mailoutbox):
    look_at(learner, learner.first)
    look_at(learner, learner.first, at=NOW + timedelta(days=10))
    sweep_messages(at=NOW + PAUSED_FOR)
    assert not mailoutbox


def test_a_finished_lesson_withdraws_its_reminder(learner, mailoutbox):
    look_at(learner, learner.first)
    finish(learner, learner.first)
    finish(learner, learner.second)
    assert {message.state for message in Message.objects.all()} == {"cancelled"}


def test_whoever_stops_between_two_lessons_hears_of_the_next(learner, mailoutbox):
    finish(learner, learner.first)
    sweep_messages(at=NOW + PAUSED_FOR)
    [letter] = mailoutbox
    assert learner.second.title in letter.body
    assert f"{learner.second.get_url_parts()[2]}?part=1" in letter.body


def test_a_course_finished_meanwhile_keeps_nobody_from_hearing_of_one_that_waits(
    learner, mailoutbox
):
    look_at(learner, learner.first)
    [other] = course(lessons=1, title="Finished meanwhile").lessons
    finish(learner, other, at=NOW + timedelta(days=5))
    sweep_messages(at=NOW + PAUSED_FOR)
    [letter] = mailoutbox
    assert learner.first.title in letter.body


@pytest.mark.parametrize("change", ["another lesson", "withdrawn", "too late"])
def test_a_reminder_that_is_no_longer_right_is_not_sent(learner, mailoutbox, change):
    look_at(learner, learner.first)
    at = NOW + PAUSED_FOR
    if change == "another lesson":
        look_at(learner, learner.second, at=NOW + timedelta(hours=1))
    elif change == "withdrawn":
        withdraw_lesson(by=None, lesson=learner.first, words="We check a number.", at=NOW)
    else:
        at = NOW + TOO_LATE
    sweep_messages(at=at)
    assert not mailoutbox
