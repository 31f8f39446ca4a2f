"""Whoever finished a course reads in a line of another letter that something was added."""

from datetime import timedelta

import pytest

from courses.actions.releasing import add, correct, replace
from courses.messages.additions import ADDED_TO, tell_of_additions
from courses.models import Addition
from courses.tasks import tell_people_of_additions
from notifications.models import Message
from tests.accounts.factories import EmploymentFactory
from tests.courses.factories import course
from tests.courses.test_learning import NOW
from tests.courses.test_releasing import LATER, learner, publish
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def page():
    return course(lessons=2)


def finished(page):
    enrolment = learner(page, finishes=2)
    EmploymentFactory(person=enrolment.person, starts_on=NOW.date() - WEEK)
    return enrolment.person


def added(page, *, at=LATER):
    publish(page.lessons[0], "More of it")
    add(course=page, by=None, at=at)


def told():
    while tell_of_additions(at=LATER, batch=2):
        pass
    return list(Message.objects.filter(kind=ADDED_TO.code).order_by("pk"))


def test_whoever_had_finished_hears_of_it_once(page):
    people = [finished(page) for _ in range(5)]
    learner(page, finishes=1)
    learner(page, finishes=2)
    added(page)
    assert [message.person for message in told()] == people
    assert len(told()) == 5
    assert Addition.objects.get().told_at == LATER


def test_it_goes_on_where_it_stopped_and_a_killed_task_tells_nobody_twice(page):
    for _ in range(3):
        finished(page)
    added(page)
    assert [tell_of_additions(at=LATER, batch=2) for _ in range(3)] == [2, 1, 0]
    Addition.objects.update(after=0, told_at=None)
    assert len(told()) == 3


def test_two_additions_in_a_week_are_one_line(page):
    finished(page)
    added(page)
    told()
    added(page, at=LATER + timedelta(hours=1))
    assert len(told()) == 1
    added(page, at=LATER + WEEK)
    assert len(told()) == 2


@pytest.mark.parametrize("does", [correct, replace])
def test_neither_a_correction_nor_a_replacement_is_told_to_them(page, does):
    finished(page)
    publish(page.lessons[0], "Mended")
    said = {"words": "New."} if does is replace else {}
    does(course=page, by=None, at=LATER, **said)
    assert told() == []


def test_it_is_not_wanted_once_the_course_was_replaced(page):
    finished(page)
    added(page)
    (message,) = told()
    assert ADDED_TO.words(message)["course"] == page.title
    replace(course=page, by=None, at=LATER, words="New.")
    assert ADDED_TO.words(message) is None


def test_a_batch_asks_as_much_for_many_people_as_for_one(page):
    def batch():
        Message.objects.all().delete()
        Addition.objects.update(after=0, told_at=None)
        tell_of_additions(at=LATER)

    finished(page)
    added(page)
    one = queries_of(batch)
    for _time in range(4):
        finished(page)
    assert queries_of(batch) == one


def test_the_task_tells_everybody(page):
    finished(page)
    added(page)
    assert tell_people_of_additions() == 1
    assert tell_people_of_additions() == 0
