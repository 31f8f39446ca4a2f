"""Whatever is published differs from what learners have, and can be given out."""

import pytest
from django.urls import reverse

from courses.actions import complete_lesson, courses_to_give_out, enrol_learner
from courses.actions.releasing import add, correct, replace
from courses.changes import Change, What
from courses.impact import foresee, plan_change
from courses.models import Enrolment, LessonPage, ModulePage, QuestionCategory
from resources.models import ContentNoteTopic
from tests.accounts.factories import PersonFactory, user_with_role
from tests.courses.factories import course, lesson, module
from tests.courses.quizzes import TWO, lesson_with_quiz, quiz_block
from tests.courses.test_learning import NOW
from tests.courses.test_other_ways import with_other_way
from tests.courses.test_releasing import LATER, fresh, learner, publish, standing
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def given_out():
    """Two modules, a lesson in none with another way, and one with a knowledge check."""
    page = course()
    first = module(page, title="One")
    for title in ("A", "B"):
        lesson(first, title=title)
    lesson(module(page, title="Two"), title="C")
    with_other_way(lesson(page, title="D"))
    lesson_with_quiz(page, content=TWO, title="E", percent=50)
    return page


def titled(title, kind=LessonPage):
    return kind.objects.get(title=title)


def change(title, kind=LessonPage, /, **fields):
    page = titled(title, kind)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def ask_more(**said):
    quiz = quiz_block(QuestionCategory.objects.get(), **{"percent": 50, **said})
    change("E", body=[*titled("E").body.raw_data[:-1], quiz])


def note():
    page = titled("A")
    page.note_topics.add(ContentNoteTopic.objects.create(label="Loss", slug="loss"))
    page.save_revision().publish()


CHANGES = {
    "a content note": (note, What.BESIDES, Change.CORRECTION),
    "the support box": (lambda: change("A", support="none"), What.BESIDES, Change.CORRECTION),
    "minutes": (lambda: change("A", minutes=25), What.BESIDES, Change.CORRECTION),
    "another title": (lambda: change("A", title="A better one"), What.REWORDED, Change.CORRECTION),
    "one block more": (lambda: publish(titled("A"), "New"), What.LONGER, Change.ADDITION),
    "a lesson more": (
        lambda: lesson(titled("Two", ModulePage), title="F", is_released=False),
        What.ADDED,
        Change.ADDITION,
    ),
    "a lesson less": (lambda: titled("A").unpublish(), What.REMOVED, Change.REPLACEMENT),
    "no other way": (
        lambda: change("D", alternative_page=None),
        What.COUNTS_OTHERWISE,
        Change.REPLACEMENT,
    ),
    "a lesson as another way": (
        lambda: change("A", alternative_page=titled("B")),
        What.COUNTS_OTHERWISE,
        Change.REPLACEMENT,
    ),
    "how many are needed": (
        lambda: change("One", ModulePage, needed=1),
        What.NEEDS,
        Change.REPLACEMENT,
    ),
    "the name of a module": (
        lambda: change("One", ModulePage, title="First"),
        What.RENAMED,
        Change.CORRECTION,
    ),
    "the order of modules": (
        lambda: titled("Two", ModulePage).move(titled("One", ModulePage), pos="left"),
        What.ORDER,
        Change.REPLACEMENT,
    ),
    "the order of lessons": (
        lambda: titled("B").move(titled("A"), pos="left"),
        What.ORDER,
        Change.REPLACEMENT,
    ),
    "another module": (
        lambda: titled("B").move(titled("Two", ModulePage), pos="last-child"),
        What.MOVED,
        Change.REPLACEMENT,
    ),
    "a module offline": (
        lambda: titled("One", ModulePage).unpublish(),
        What.MOVED,
        Change.REPLACEMENT,
    ),
    "coming to a session": (
        lambda: change("A", is_met_by_session=True),
        What.FINISHED_OTHERWISE,
        Change.REPLACEMENT,
    ),
    "a higher pass mark": (lambda: ask_more(percent=100), What.HARDER, Change.REPLACEMENT),
    "a lower pass mark": (lambda: ask_more(percent=10), What.REWORDED, Change.CORRECTION),
    "fewer questions": (lambda: ask_more(asks=1), What.REWORDED, Change.CORRECTION),
}
GIVES = {
    Change.CORRECTION: lambda page: correct(course=page, by=None, at=LATER),
    Change.ADDITION: lambda page: add(course=page, by=None, at=LATER),
    Change.REPLACEMENT: lambda page: replace(course=page, by=None, at=LATER, words="Newer."),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_found_waits_on_the_home_and_is_gone_once_given_out(client, name):
    page, (does, what, kind) = given_out(), CHANGES[name]
    assert not plan_change(fresh(page)).found
    assert courses_to_give_out() == []
    does()
    plan = plan_change(fresh(page))
    assert what in [one.what for one in plan.found]
    assert plan.proposed is kind
    assert courses_to_give_out() == [page]
    client.force_login(user_with_role("administrator"))
    assert "Give it out" in client.get(reverse("give_out", args=[page.pk])).text
    GIVES[kind](fresh(page))
    assert not plan_change(fresh(page)).found
    assert courses_to_give_out() == []


@pytest.mark.parametrize("given", [Change.CORRECTION, Change.ADDITION])
@pytest.mark.parametrize("name", CHANGES)
def test_whatever_is_chosen_the_home_and_the_page_agree_on_what_is_left(name, given):
    page = given_out()
    CHANGES[name][0]()
    GIVES[given](fresh(page))
    assert bool(plan_change(fresh(page)).found) == (courses_to_give_out() == [page])


def test_the_home_asks_as_much_for_many_courses_as_for_one():
    given_out()
    one = queries_of(courses_to_give_out)
    for title in ("Second", "Third"):
        page = course(title=title)
        lesson(module(page, title=f"In {title}"), title=f"Of {title}")
        lesson_with_quiz(page, content=TWO, title=f"Quiz of {title}")
    assert queries_of(courses_to_give_out) == one


def test_a_correction_writes_minutes_and_the_names_of_modules():
    page = given_out()
    change("A", minutes=25)
    change("One", ModulePage, title="First")
    correct(course=fresh(page), by=None, at=LATER)
    released = page.current_release.lessons.get(title="A")
    assert (released.minutes, released.module.title) == (25, "First")


@pytest.mark.parametrize("does", [correct, add])
@pytest.mark.parametrize("harder", [{"percent": 100}, {"is_needed": True}])
def test_a_check_asks_more_only_of_those_in_a_new_release(does, harder):
    page = lesson_with_quiz(content=TWO, title="E", percent=50, is_needed="percent" in harder)
    before = page.course.current_release.lessons.get().quizzes.get()
    ask_more(**{"is_needed": before.is_needed, **harder})
    assert plan_change(fresh(page.course)).proposed is Change.REPLACEMENT
    does(course=fresh(page.course), by=None, at=LATER)
    after = page.course.current_release.lessons.get().quizzes.get()
    assert (after.percent, after.is_needed) == (before.percent, before.is_needed)
    replace(course=fresh(page.course), by=None, at=LATER, words="Newer.")
    quiz = fresh(page.course).current_release.lessons.get().quizzes.get()
    assert {name: getattr(quiz, name) for name in harder} == harder


def test_an_easier_check_reaches_everybody():
    page = lesson_with_quiz(content=TWO, title="E", percent=100)
    ask_more(percent=50)
    correct(course=fresh(page.course), by=None, at=LATER)
    assert page.course.current_release.lessons.get().quizzes.get().percent == 50


def choices_of(enrolment):
    return [
        (one.count, [step.lesson.title for step in one.steps])
        for one in standing(enrolment).choices
    ]


def test_lessons_that_are_gone_split_no_module_when_something_is_added():
    page = course()
    for number, titles in (("2", "DEG"), ("1", "FH")):
        here = module(page, title=f"Of {titles}", needed=int(number))
        for title in titles:
            lesson(here, title=title)
    one = enrol_learner(person=PersonFactory(), course=fresh(page), at=NOW)
    for title in "DE":
        complete_lesson(person=one.person, lesson=titled(title), at=NOW)
    before = choices_of(one)
    for title in "EG":
        titled(title).unpublish()
    lesson(titled("Of FH", ModulePage), title="New", is_released=False)
    add(course=fresh(page), by=None, at=LATER)
    assert before == [(1, ["F", "H"])]
    assert choices_of(one) == [(1, ["F", "H", "New"])]
    rows = page.current_release.lessons.order_by("position").values_list("position", "title")
    assert list(rows) == list(enumerate(["D", "E", "G", "F", "H", "New"], start=1))


def test_what_was_said_of_a_module_that_went_offline_is_what_happens():
    page = course()
    choice = module(page, title="Choose", needed=1)
    for title in "AB":
        lesson(choice, title=title)
    lesson(page, title="C")
    half = learner(page, finishes=1)
    titled("C").unpublish()
    choice.unpublish()
    said = foresee(fresh(page), Change.REPLACEMENT)
    assert replace(course=fresh(page), by=None, at=LATER, words="Newer.") == said
    assert said.finish == 0
    assert Enrolment.objects.get(pk=half.pk).completed_at is None
    assert [step.lesson.title for step in standing(half).left] == ["B"]
    assert not plan_change(fresh(page)).found


@pytest.mark.parametrize("does", [correct, add])
def test_a_lesson_that_becomes_another_way_finishes_whoever_has_nothing_left(does):
    page = course(lessons=2)
    half, begun = learner(page, finishes=1), learner(page)
    lesson(page, title="Extra", is_released=False)
    add(course=fresh(page), by=None, at=LATER)
    change("Lesson 1", alternative_page=titled("Lesson 2"))
    does(course=fresh(page), by=None, at=LATER)
    assert Enrolment.objects.get(pk=half.pk).completed_at == LATER
    assert Enrolment.objects.get(pk=begun.pk).completed_at is None
