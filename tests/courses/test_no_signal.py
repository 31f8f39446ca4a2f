"""What is answered is not lost: not with the tab, not without a signal, not with the session."""

import re

import pytest

from courses.models import AttemptAnswer, Reflection
from tests.accounts.factories import UserFactory
from tests.browser import sign_in
from tests.courses.factories import body, course, lesson
from tests.courses.quizzes import BLOCK, TWO, attempt_of, give_out_again, lesson_with_quiz

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT_IN_TAB = "() => JSON.stringify(sessionStorage)"
SAVED = re.compile(r"^Saved at \d\d:\d\d")
LOST_AT_MOST = 5_000
"""Milliseconds."""


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture
def open_page(new_context, live_server, reader):
    def opened(path):
        context = new_context(base_url=live_server.url)
        sign_in(context, live_server, reader)
        page = context.new_page()
        page.goto(path)
        return page

    return opened


@pytest.fixture
def questions(reader):
    """The address of a try that was just begun."""
    page = lesson_with_quiz(content=TWO)
    return f"/quiz/{attempt_of(page, reader.person).pk}/"


def answers_kept():
    return sum(one.answer is not None for one in AttemptAnswer.objects.all())


def first_question(screen):
    return screen.locator("#q1").get_by_label("True", exact=True)


def test_a_killed_tab_loses_no_more_than_five_seconds(open_page, questions):
    screen = open_page(questions)
    with screen.expect_response(f"**{questions}", timeout=LOST_AT_MOST) as saved:
        first_question(screen).check()
    assert saved.value.ok
    screen.context.close()
    assert first_question(open_page(questions)).is_checked()


def test_without_a_signal_nothing_is_called_saved_and_all_is_sent_when_it_is_back(
    open_page, questions
):
    screen = open_page(questions)
    screen.context.set_offline(True)
    first_question(screen).check()
    screen.get_by_text(re.compile("^Not saved yet")).wait_for()
    assert "q1" in screen.evaluate(KEPT_IN_TAB)
    assert answers_kept() == 0
    screen.context.set_offline(False)
    screen.get_by_text(SAVED).wait_for()
    assert answers_kept() == 1
    assert screen.evaluate(KEPT_IN_TAB) == "{}"


def test_a_lost_session_keeps_the_answers_in_the_tab_for_who_signs_in_again(
    open_page, questions, live_server, reader
):
    screen = open_page(questions)
    screen.context.clear_cookies()
    first_question(screen).check()
    screen.get_by_text(re.compile("sign in", re.IGNORECASE)).first.wait_for()
    assert answers_kept() == 0
    sign_in(screen.context, live_server, reader)
    screen.goto(questions)
    assert first_question(screen).is_checked()
    screen.get_by_text(SAVED).wait_for()
    assert answers_kept() == 1


def test_two_windows_add_up(open_page, questions):
    one = open_page(questions)
    other = one.context.new_page()
    other.goto(questions)
    for screen, question in ((one, "#q1"), (other, "#q2")):
        with screen.expect_response(f"**{questions}") as saved:
            screen.locator(question).get_by_label("True", exact=True).check()
        assert saved.value.ok
    one.get_by_role("button", name="Save and stop for now").click()
    one.wait_for_url("**/learn/**")
    assert answers_kept() == 2


def test_checking_without_a_signal_keeps_the_page(open_page, questions):
    screen = open_page(questions)
    first_question(screen).check()
    screen.get_by_text(SAVED).wait_for()
    screen.context.set_offline(True)
    screen.get_by_role("button", name="Check my answers").click()
    screen.get_by_text(re.compile("^Not saved yet")).wait_for()
    assert first_question(screen).is_checked()


@pytest.fixture
def writing(open_page):
    """A page with a place for private words."""
    page = lesson(course(), is_released=False)
    asked = {"type": "reflection", "id": BLOCK, "value": {"question": "What helps?"}}
    page.body = [*body(), asked]
    page.save_revision().publish()
    give_out_again(page)
    return open_page(f"{page.url}?part=99")


def test_words_from_another_window_come_above_those_here(writing):
    other = writing.context.new_page()
    other.goto(writing.url)
    for screen, words in ((other, "First"), (writing, "Second")):
        screen.get_by_label("What helps?").fill(words)
        screen.get_by_text(SAVED).last.wait_for()
    assert writing.get_by_label("What helps?").input_value() == "First\n\nSecond"


def test_whoever_signs_in_again_in_another_tab_goes_on_here(writing, live_server, reader):
    writing.context.clear_cookies()
    writing.get_by_label("What helps?").fill("My own words")
    writing.get_by_text(re.compile("^Not saved: you are signed out")).wait_for()
    sign_in(writing.context, live_server, reader)
    writing.get_by_text(SAVED).last.wait_for(timeout=2 * LOST_AT_MOST)
    assert Reflection.objects.get().person == reader.person


def test_nobody_elses_session_sends_private_words(writing, live_server):
    writing.context.clear_cookies()
    sign_in(writing.context, live_server, UserFactory())
    writing.get_by_label("What helps?").fill("My own words")
    writing.get_by_text(re.compile("^Not saved: you are signed out")).wait_for()
    assert not Reflection.objects.exists()


def test_private_words_are_never_kept_in_the_tab(writing):
    writing.context.set_offline(True)
    writing.get_by_label("What helps?").fill("My own words")
    writing.get_by_text(re.compile("^Not saved yet")).wait_for()
    assert "My own words" not in writing.evaluate(KEPT_IN_TAB)
    assert not Reflection.objects.exists()
