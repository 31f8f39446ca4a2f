"""On a computer that runs no script, nothing of a module is out of reach."""

import re

import pytest

from tests.accounts.factories import UserFactory
from tests.browser import PHONE
from tests.journeys import learning

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "A neighbour who asked twice."


@pytest.fixture
def without_a_script(at_a_screen):
    def opened(user, *screen):
        return at_a_screen(user, *screen, java_script_enabled=False)

    return opened


def test_another_way_a_pause_a_second_device_a_note_a_second_try_and_a_certificate(
    without_a_script, new_context, live_server
):
    learning.module_with_everything()
    learner = UserFactory(person__display_name="Mererid Hale")
    desk = without_a_script(learner)
    learning.start(desk)
    learning.take_the_other_way(desk)
    pause_in_the_second_part(desk)
    phone = without_a_script(learner, PHONE)
    resume(phone)
    write_a_private_note(phone)
    assert_the_note_is_there(desk)
    learning.finish_lesson(phone)
    learning.carry_on(phone, lesson=2)
    learning.read_to_the_end(phone)
    learning.pass_on_the_second_try(phone)
    learning.finish_lesson(phone)
    phone.get_by_text("You have finished the course.").wait_for()
    code = learning.show_name_on_certificate(phone)
    stranger = new_context(java_script_enabled=False).new_page()
    learning.check_certificate(stranger, live_server.url, code)
    stranger.get_by_role("heading", name=learning.TITLE).wait_for()
    stranger.get_by_text("Mererid Hale").wait_for()


def pause_in_the_second_part(screen):
    """The calm page leads back to the part it was opened from, or home."""
    learning.read_to_the_end(screen)
    part = screen.url
    pause(screen)
    screen.get_by_role("button", name="Go back to where I was").click()
    assert screen.url == part
    pause(screen)
    screen.get_by_role("link", name="Stop for today").click()


def pause(screen):
    screen.get_by_role("button", name="Pause", exact=True).click()
    screen.get_by_role("heading", name="Take your time").wait_for()


def resume(screen):
    learning.carry_on(screen, lesson=1)
    screen.wait_for_url(re.compile(r"in-words-only/\?part=2"))
    screen.get_by_role("heading", name="Afterwards", exact=True).wait_for()


def write_a_private_note(screen):
    screen.get_by_label(learning.QUESTION).fill(WORDS)
    screen.get_by_role("button", name="Save my note").click()
    screen.get_by_text(re.compile(r"^Saved at \d\d:\d\d")).wait_for()


def assert_the_note_is_there(screen):
    learning.carry_on(screen, lesson=1)
    assert screen.get_by_label(learning.QUESTION).input_value() == WORDS
