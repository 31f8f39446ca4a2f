"""A module that asks for some of its lessons, whatever its author does with them."""

from datetime import timedelta

import pytest

from courses.actions import complete_lesson, enrol_learner
from courses.actions.releasing import add
from courses.actions.withdrawing import bring_back_lesson, withdraw_lesson
from courses.models import Enrolment
from tests.accounts.factories import PersonFactory
from tests.courses.factories import course, lesson, module
from tests.courses.test_learning import NOW
from tests.courses.test_releasing import LATER, fresh, read, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice():
    """Two of three, and another lesson."""
    page = course()
    choice = module(page, title="Choose", needed=2)
    for number in range(3):
        lesson(choice, title=f"Choice {number}")
    lesson(page, title="Another")
    return choice


def somebody(choice, *, done=()):
    page = fresh(choice.get_parent())
    enrolment = enrol_learner(person=PersonFactory(), course=page, at=NOW)
    for number in done:
        complete_lesson(person=enrolment.person, lesson=page.lessons[number], at=NOW)
    return enrolment


def left(enrolment):
    return [
        (one.count, [step.lesson.title for step in one.steps])
        for one in standing(enrolment).choices
    ]


def withdrawn_and_back(page):
    withdraw_lesson(by=None, lesson=page, words="Checking.", at=LATER)
    bring_back_lesson(by=None, lesson=page, at=LATER)


def one_more(choice, **facts):
    new = lesson(choice, title="One more", is_released=False, **facts)
    add(course=fresh(choice.get_parent()), by=None, at=LATER)
    return new


def test_what_was_done_of_it_counts_also_once_it_was_away(choice):
    enrolment = somebody(choice, done=[0, 1])
    assert left(enrolment) == [(1, ["Another"])]
    withdrawn_and_back(choice.get_parent().specific.lessons[0])
    assert left(enrolment) == [(1, ["Another"])]


def test_what_was_credited_while_it_was_away_is_not_taken_back(choice):
    enrolment = somebody(choice)
    withdrawn_and_back(choice.get_parent().specific.lessons[0])
    assert left(enrolment)[0] == (1, ["Choice 1", "Choice 2"])
    assert [step.lesson.title for step in standing(enrolment).extra] == ["Choice 0"]
    later = enrol_learner(
        person=PersonFactory(), course=fresh(choice.get_parent()), at=LATER + timedelta(days=1)
    )
    assert left(later)[0] == (2, ["Choice 0", "Choice 1", "Choice 2"])


def test_what_is_added_may_be_chosen_and_asks_for_no_more(choice, client):
    enrolment = somebody(choice, done=[0])
    new = one_more(choice)
    assert left(enrolment)[0] == (1, ["Choice 1", "Choice 2", "One more"])
    assert standing(enrolment).extra == []
    assert read(client, enrolment, fresh(choice.get_parent())).text.count("One more") == 1
    complete_lesson(person=enrolment.person, lesson=new, at=LATER)
    assert left(enrolment) == [(1, ["Another"])]


def test_what_is_added_and_goes_and_comes_back_asks_for_no_more_either():
    page = course()
    choice = module(page, title="Choose", needed=5)
    lesson(choice, title="Choice")
    enrolment = somebody(choice)
    new = one_more(choice)
    assert left(enrolment) == [(1, ["Choice", "One more"])]
    withdrawn_and_back(new)
    assert left(enrolment) == []


def test_whoever_has_nothing_left_by_an_addition_to_a_choice_is_finished():
    page = course()
    choice = module(page, title="Choose", needed=1)
    lesson(choice, title="Choice")
    enrolment = somebody(choice)
    new = one_more(choice)
    assert complete_lesson(person=enrolment.person, lesson=new, at=LATER).finishes_course
    assert Enrolment.objects.get(pk=enrolment.pk).completed_at == LATER
