"""A practitioner does a module in their own way, on two devices, and shows what they have done."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.releasing import make_release
from courses.models import AttemptAnswer, Certificate
from tests.accounts.factories import UserFactory
from tests.browser import PHONE
from tests.courses.factories import body, course, lesson
from tests.courses.quizzes import TWO, bank, quiz_block
from tests.resources.factories import ContentNoteTopicFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "".join(f"<p>A paragraph of some length, number {number}.</p>" for number in range(12))


def module_with_everything():
    """A lesson with a content note and another way, and one with a knowledge check."""
    page = course(title="Understanding adversity")
    first = lesson(page, title="Hard weeks", is_released=False)
    words_only = lesson(page, title="Hard weeks, in words only", is_released=False)
    for one in (first, words_only):
        one.body = [text_block(LONG) for _ in range(4)]
    first.note_topics.add(ContentNoteTopicFactory(label="Neglect"))
    first.alternative_page = words_only
    last = lesson(page, title="What helps", is_released=False)
    last.body = [*body(), quiz_block(bank(TWO, "What helps"), percent=100)]
    for one in (words_only, first, last):
        one.save_revision().publish()
    make_release(course=page, by=None, at=timezone.now() - timedelta(days=1))
    return page


def text_block(html):
    return {"type": "text", "value": html, "id": str(uuid.uuid4())}


def test_another_way_a_pause_a_second_device_a_second_try_and_a_certificate(
    at_a_screen, page, live_server
):
    module_with_everything()
    learner = UserFactory(person__display_name="Mererid Hale")
    desk = at_a_screen(learner)
    begin_by_the_other_way(desk)
    block = scroll_until_saved(desk)
    phone = at_a_screen(learner, PHONE)
    resume(phone, block)
    phone.get_by_role("button", name="I have finished this lesson").click()
    fail_once_and_pass(phone)
    phone.get_by_role("button", name="I have finished this lesson").click()
    phone.get_by_text("You have finished the course.").wait_for()
    code = show_name_on_certificate(phone)
    verify_signed_out(page, live_server.url, code)


def begin_by_the_other_way(screen):
    screen.goto("/learn/")
    screen.get_by_role("link", name="Understanding adversity").click()
    screen.get_by_role("button", name="Start the course").click()
    screen.get_by_role("heading", name="Hard weeks", exact=True).wait_for()
    screen.get_by_text("Content note: mentions neglect").wait_for()
    screen.get_by_role("link", name="Take another way").click()
    screen.get_by_text("Nobody else sees which way you take.").wait_for()


def scroll_until_saved(screen):
    """The third of four blocks is at the top, and the server has said that it knows."""
    block = screen.locator("[data-block]").nth(2)
    key = block.get_attribute("data-block")
    with screen.expect_response(re.compile("/place/$")) as saved:
        block.evaluate(
            "block => window.scrollTo(0, block.offsetTop + block.offsetParent.offsetTop)"
        )
    assert saved.value.ok
    screen.get_by_text(re.compile(r"place saved at \d\d:\d\d")).wait_for()
    screen.get_by_role("button", name="Pause", exact=True).press("Enter")
    screen.get_by_role("heading", name="Take your time").wait_for()
    return key


def resume(screen, block):
    screen.goto("/")
    screen.get_by_role("button", name="Carry on with lesson 1").click()
    screen.wait_for_url(re.compile(f"in-words-only/\\?part=1#b{block}$"))
    assert abs(screen.locator(f"#b{block}").bounding_box()["y"]) < 200


def fail_once_and_pass(screen):
    screen.get_by_role("button", name=re.compile("^Carry on with lesson 2")).click()
    while screen.get_by_role("button", name=re.compile("^Next")).count():
        screen.get_by_role("button", name=re.compile("^Next")).click()
    screen.get_by_role("button", name="Start the questions").click()
    answer_all(screen, is_right=False)
    screen.get_by_text("Not yet: 0 of 2 right so far.").wait_for()
    screen.get_by_role("button", name="Try again").click()
    answer_all(screen, is_right=True)
    screen.get_by_text("Passed: 2 of 2 right.").wait_for()
    screen.get_by_role("button", name="Go on with the lesson").click()


def answer_all(screen, *, is_right):
    screen.get_by_role("button", name="Check my answers").wait_for()
    answers = AttemptAnswer.objects.filter(attempt__submitted_at=None).order_by("position")
    for answer in answers.select_related("version"):
        is_true = (answer.version.content.options[0].percent > 0) == is_right
        group = screen.locator(f"#q{answer.position}")
        group.get_by_label("True" if is_true else "False", exact=True).check()
    screen.get_by_text(re.compile(r"^Saved at \d\d:\d\d")).wait_for()
    screen.get_by_role("button", name="Check my answers").click()


def show_name_on_certificate(screen):
    screen.get_by_role("link", name="Your certificate").click()
    screen.get_by_role("button", name="Show my name too").click()
    screen.get_by_text("Whoever has the code sees your name beside it.").wait_for()
    return Certificate.objects.get().code_in_groups


def verify_signed_out(screen, site, code):
    screen.goto(f"{site}/certificates/check/")
    screen.get_by_label(re.compile("code", re.IGNORECASE)).fill(code.lower())
    screen.get_by_role("button", name="Check it").click()
    screen.get_by_role("heading", name="Understanding adversity").wait_for()
    screen.get_by_text("Mererid Hale").wait_for()
