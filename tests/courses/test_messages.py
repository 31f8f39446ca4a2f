"""What courses tell people, and when it is no longer wanted."""

from datetime import timedelta

import pytest

from courses.actions import complete_lesson, enrol_learner, keep_place
from courses.actions.releasing import replace
from courses.actions.withdrawing import bring_back_lesson, withdraw_lesson
from courses.messages.changes import LESSON_WITHDRAWN, NEW_RELEASE, tell_of_changes
from courses.messages.reminders import NOT_STARTED
from courses.models import Release
from courses.tasks import end_past_sunsets
from notifications.models import Message
from tests.accounts.factories import PersonFactory
from tests.courses.factories import course
from tests.courses.test_learning import NOW
from tests.courses.test_releasing import LATER, learner, publish

pytestmark = pytest.mark.django_db


def only(kind):
    return Message.objects.get(kind=kind.code)


def test_who_opened_no_lesson_hears_of_it_after_a_week_once():
    page = course(lessons=1)
    person = PersonFactory()
    for _ in range(2):
        enrol_learner(person=person, course=page, at=NOW)
    message = only(NOT_STARTED)
    assert message.due_at == NOW + timedelta(days=7)
    assert NOT_STARTED.words(message)["course"] == page.title


def test_who_opens_a_lesson_hears_nothing_of_not_having_begun():
    enrolment = learner(course(lessons=1), begins=False)
    message = only(NOT_STARTED)
    lesson = enrolment.course.lessons[0]
    keep_place(enrolment=enrolment, lesson=lesson, part=1, at=NOW)
    message.refresh_from_db()
    assert message.state == Message.State.CANCELLED
    assert NOT_STARTED.words(message) is None


def replaced(page, **said):
    replace(course=page, by=None, at=LATER, words="Shorter now.", **said)
    return Release.objects.get(course=page, number=2)


@pytest.mark.parametrize("days", [None, 30])
def test_people_in_progress_hear_of_a_new_release_and_until_when_they_have(days):
    page = course(lessons=2)
    begun, finished = learner(page, finishes=1), learner(page, finishes=2)
    learner(page, begins=False)
    publish(page.lessons[0], "New")
    sunset_on = (LATER + timedelta(days=days)).date() if days else None
    replaced(page, sunset_on=sunset_on)
    assert tell_of_changes(at=LATER) == 1
    Release.objects.update(told_at=None)
    tell_of_changes(at=LATER)
    message = only(NEW_RELEASE)
    assert message.person == begun.person != finished.person
    words = NEW_RELEASE.words(message)
    assert (words["news"], bool(words["until"])) == ("Shorter now.", bool(days))
    complete_lesson(person=begun.person, lesson=page.lessons[1], at=LATER)
    assert NEW_RELEASE.words(message) is None


def test_a_withdrawal_is_told_to_those_who_had_not_done_the_lesson():
    page = course(lessons=2)
    first = page.lessons[0]
    learner(page, finishes=1)
    waiting = learner(page)
    withdraw_lesson(by=None, lesson=first, words="We check a number.", at=LATER)
    assert tell_of_changes(at=LATER) == 1
    assert tell_of_changes(at=LATER) == 0
    message = only(LESSON_WITHDRAWN)
    assert message.person == waiting.person
    assert LESSON_WITHDRAWN.words(message)["why"] == "We check a number."
    bring_back_lesson(by=None, lesson=first, at=LATER)
    assert LESSON_WITHDRAWN.words(message) is None


def test_after_the_last_day_of_a_release_its_people_go_on_with_the_newest():
    page = course(lessons=2)
    enrolment = learner(page, finishes=1)
    release = replaced(page, sunset_on=NOW.date())
    assert end_past_sunsets() == 1
    enrolment.refresh_from_db()
    assert enrolment.release == release
