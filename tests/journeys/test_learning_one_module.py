"""A practitioner does a module in their own way, on two devices, and shows what they have done."""

import re

import pytest

from tests.accounts.factories import UserFactory
from tests.browser import PHONE
from tests.journeys import learning

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_another_way_a_pause_a_second_device_a_second_try_and_a_certificate(
    at_a_screen, page, live_server
):
    learning.module_with_everything()
    learner = UserFactory(person__display_name="Mererid Hale")
    desk = at_a_screen(learner)
    learning.start(desk)
    learning.take_the_other_way(desk)
    block = scroll_until_saved(desk)
    phone = at_a_screen(learner, PHONE)
    resume(phone, block)
    learning.read_to_the_end(phone)
    learning.finish_lesson(phone)
    learning.carry_on(phone, lesson=2)
    learning.read_to_the_end(phone)
    learning.pass_on_the_second_try(phone, choose=choose_until_saved)
    learning.finish_lesson(phone)
    phone.get_by_text("You have finished the course.").wait_for()
    code = learning.show_name_on_certificate(phone)
    learning.check_certificate(page, live_server.url, code)
    page.get_by_role("heading", name=learning.TITLE).wait_for()
    page.get_by_text("Mererid Hale").wait_for()


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
    learning.carry_on(screen, lesson=1)
    screen.wait_for_url(re.compile(f"in-words-only/\\?part=1#b{block}$"))
    assert abs(screen.locator(f"#b{block}").bounding_box()["y"]) < 200


def choose_until_saved(screen, *, is_right):
    learning.choose_answers(screen, is_right=is_right)
    screen.get_by_text(re.compile(r"^Saved at \d\d:\d\d")).wait_for()
