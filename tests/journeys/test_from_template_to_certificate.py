"""A trainer makes a course from a template; a second one publishes it; somebody learns from it."""

import re

import pytest
from playwright.sync_api import expect

from courses.models import Certificate, CoursePage
from resources.actions.review import install_review
from tests.accounts.factories import UserFactory, user_with_role
from tests.courses.factories import programme
from tests.resources.editor import Editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Calm mornings"


def test_two_lessons_and_a_question_from_the_first_press_to_a_certificate(at_a_screen):
    install_review(root=programme().get_root())
    author, reader = user_with_role("trainer"), user_with_role("trainer")
    learner = UserFactory(person__display_name="Mererid Hale")

    writing = at_a_screen(author)
    start(writing)
    write_the_course(writing)
    write_first_lesson(writing)
    write_second_lesson(writing)
    write_the_question(writing)
    send(writing)
    publish_and_give_out(at_a_screen(reader))
    learn(at_a_screen(learner))

    assert Certificate.objects.get().person == learner.person
    assert CoursePage.objects.get().owner == author


def start(screen):
    screen.get_by_role("button", name="Start a course from a template").click()
    screen.get_by_label("Title of the new course").fill(TITLE)
    screen.get_by_role("button", name="Make the drafts").click()
    screen.get_by_role("heading", name="The whole course").wait_for()


def write_the_course(screen):
    screen.get_by_role("link", name=TITLE, exact=True).last.click()
    editor = Editor(screen)
    editor.fill("lead", "See what a calm start does, and try one.")
    editor.fill("outcomes-0-value", "Open a school day calmly")
    save_and_return(screen)


def write_first_lesson(screen):
    screen.get_by_role("link", name=re.compile("^Lesson 1")).click()
    editor = Editor(screen)
    editor.entitle("What a calm start does")
    editor.rewrite("body-0-value", "Many children arrive with a hard morning behind them.")
    editor.rewrite("body-2-value", "A known face at the door helps most.")
    editor.fill("body-5-value-dos-0-value", "Say the child's name")
    editor.fill("body-5-value-donts-0-value", "Begin with what is missing")
    save_and_return(screen)


def write_second_lesson(screen):
    screen.get_by_role("link", name=re.compile("^Lesson 2")).click()
    editor = Editor(screen)
    editor.entitle("Try one")
    editor.rewrite("body-0-value", "Choose one thing for tomorrow.")
    save_and_return(screen)


def write_the_question(screen):
    screen.get_by_role("link", name="First question").click()
    screen.get_by_label("What is asked").fill("What helps most at the door?")
    for place, words in enumerate(["A known face", "A list of what is missing"]):
        screen.locator(f"[name='rows-{place}-text']").fill(words)
    screen.locator("[name='rows-1-feedback']").fill("It can come later, when they have arrived.")
    screen.get_by_role("button", name="Keep it", exact=True).click()
    screen.get_by_text("Kept as a new version.").wait_for()


def send(screen):
    screen.goto(f"/cms/courses/{CoursePage.objects.get().pk}/whole/")
    screen.get_by_role("button", name="Send all of it for review").click()
    screen.get_by_text("4 pages are sent.").wait_for()
    expect(screen.get_by_role("button", name="publish it")).to_have_count(0)


def publish_and_give_out(screen):
    screen.get_by_role("link", name=TITLE).first.click()
    to_the_whole(screen)
    screen.get_by_role("button", name="I have read it all: publish it").click()
    screen.get_by_role("button", name="Give it out").click()
    screen.get_by_text("People can begin it").wait_for()


def learn(screen):
    screen.goto("/learn/")
    screen.get_by_role("link", name=TITLE).click()
    screen.get_by_role("button", name="Start the course").click()
    for _part in range(2):
        screen.get_by_role("button", name=re.compile("^Next: ")).click()
    screen.get_by_role("button", name="I have finished this lesson").click()
    screen.get_by_role("button", name=re.compile("^Carry on with lesson 2")).click()
    screen.get_by_role("button", name="Start the questions").click()
    screen.get_by_label("A known face").check()
    screen.get_by_role("button", name="Check my answers").click()
    screen.get_by_role("button", name="Go on with the lesson").click()
    screen.get_by_role("button", name="I have finished this lesson").click()
    screen.get_by_text("You have finished the course.").wait_for()


def save_and_return(screen):
    Editor(screen).save_draft()
    screen.get_by_text("has been updated").wait_for()
    to_the_whole(screen)


def to_the_whole(screen):
    screen.get_by_role("button", name="Actions", exact=True).first.click()
    screen.get_by_role("link", name="The whole course").first.click()
    screen.get_by_role("heading", name="The whole course").wait_for()
