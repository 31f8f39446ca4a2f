"""A trainer changes a course that people learn from: what was said beforehand comes true."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from courses.actions import complete_lesson
from courses.models import Certificate, Enrolment, LessonPage, LessonProgress
from resources.actions.review import install_review
from tests.accounts.factories import UserFactory, user_with_role
from tests.courses.factories import course, lesson
from tests.courses.test_releasing import learner
from tests.journeys import learning
from tests.resources.editor import Editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOUCHED = re.compile(
    r"(\d+) in progress, (\d+) not yet begun, (\d+) finished, (\d+) certificates: nobody loses"
)
MOVED = re.compile(r"new release now: (\d+)\. Who has nothing left there, .*: (\d+)\.")


def test_a_correction_an_addition_and_a_replacement_do_what_was_said(at_a_screen):
    page = course(title=learning.TITLE, lessons=2)
    install_review(root=page.get_root())
    finished, quick, steady = people_learning_from(page)
    writing = at_a_screen(user_with_role("trainer"))

    correct_a_word(writing, page.lessons[0])
    let_somebody_else_publish(at_a_screen(user_with_role("trainer")), "Lesson 1")
    give_out(writing, "A correction")

    more = lesson(page, title="One more", is_released=False)
    give_out(writing, "An addition")

    complete_lesson(person=quick, lesson=more, at=timezone.now())
    for old in page.lessons[:2]:
        old.unpublish()
    lesson(page, title="Instead", is_released=False)
    give_out_a_replacement(writing, new="Instead", old="Lesson 1")

    assert {one.person: one.release.number for one in Certificate.objects.all()} == {
        **dict.fromkeys(finished, 1),
        quick: 2,
    }
    assert_carries_on(at_a_screen(UserFactory(person=steady)), page)


def people_learning_from(page):
    """Two have finished, two have done the first lesson, one opened it, one has not begun."""
    finished = [learner(page, finishes=2).person for _ in range(2)]
    quick, steady = [learner(page, finishes=1).person for _ in range(2)]
    learner(page)
    learner(page, begins=False)
    return finished, quick, steady


def correct_a_word(screen, page):
    screen.goto(f"/cms/pages/{page.pk}/edit/")
    editor = Editor(screen)
    editor.rewrite("body-0-value", "Welcome, all of you.")
    editor.submit()
    screen.get_by_text("submitted for moderation").wait_for()
    assert "all of you" not in str(LessonPage.objects.get(pk=page.pk).body)


def let_somebody_else_publish(screen, title):
    screen.get_by_role("link", name=title).click()
    Editor(screen).approve()
    screen.get_by_text("has been updated").wait_for()


def give_out(screen, kind):
    before, told = kept(), read_whom_it_touches(screen)
    expect(screen.get_by_label(kind)).to_be_checked()
    press(screen)
    screen.get_by_text("nobody lost anything").wait_for()
    assert counted() == told
    assert before <= kept()


def give_out_a_replacement(screen, *, new, old):
    """The page says who moves and who finishes by it; the second press does it."""
    before, told = kept(), read_whom_it_touches(screen)
    expect(screen.get_by_label("A replacement")).to_be_checked()
    screen.get_by_label("What is new").fill("Shorter, with newer words.")
    screen.get_by_label(f"“{new}” counts as done").select_option(label=old)
    press(screen)
    screen.get_by_text("Not given out yet.").wait_for()
    move, finish = numbers(MOVED, screen)
    assert (counted(), before) == (told, kept())
    press(screen)
    screen.get_by_text("nobody lost anything").wait_for()
    in_progress, not_begun, finished, certificates = told
    assert (move, finish) == (in_progress + not_begun, 1)
    assert counted() == (in_progress - finish, not_begun, finished + finish, certificates + finish)
    assert Enrolment.objects.filter(release__number=2).count() == move
    assert before <= kept()


def read_whom_it_touches(screen):
    """From the trainer's home to the page that says it, and what it says is so."""
    screen.goto("/")
    screen.get_by_role("heading", name="Published, and not yet given out").wait_for()
    screen.get_by_role("link", name=learning.TITLE).click()
    told = numbers(TOUCHED, screen)
    assert told == counted()
    return told


def numbers(sentence, screen):
    found = screen.get_by_text(sentence).inner_text()
    return tuple(int(number) for number in sentence.search(found).groups())


def press(screen):
    screen.get_by_role("button", name="Give it out").click()


def counted():
    """In progress, not begun, finished, certificates: from the rows, one by one."""
    left = list(Enrolment.objects.filter(completed_at=None))
    begun = [one for one in left if one.progress.exists()]
    finished = Enrolment.objects.count() - len(left)
    return len(begun), len(left) - len(begun), finished, Certificate.objects.count()


def kept():
    """All that anybody has done, with the release that each paper names."""
    done = LessonProgress.objects.exclude(completed_at=None)
    finished = Enrolment.objects.exclude(completed_at=None)
    return {
        *done.values_list("enrolment", "lesson", "completed_at"),
        *finished.values_list("pk", "completed_at"),
        *Certificate.objects.values_list("code", "release__number"),
    }


def assert_carries_on(screen, page):
    """What was done stands for what is new; what is left is the lesson that was added."""
    screen.goto(page.url)
    expect(screen.locator("section", has_text="What is left")).to_contain_text("One more")
    expect(screen.locator("section", has_text="Open again")).to_contain_text("Instead")
