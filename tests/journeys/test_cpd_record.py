"""From a course of somebody else's to a record that a nurse takes along."""

import pytest
from pypdf import PdfReader

from tests.accounts.factories import EmploymentFactory, UserFactory, user_with_role
from tests.browser import downloaded, violations
from tests.courses.factories import course
from tests.courses.outside import external

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def arrive(screen, heading):
    """At the page of that heading, which must be accessible as it stands."""
    screen.get_by_role("heading", name=heading, level=1).wait_for()
    assert violations(screen) == []


def fill_day(screen, day, month, year):
    for label, number in (("Day", day), ("Month", month), ("Year", year)):
        screen.get_by_label(label).fill(str(number))


def test_learning_elsewhere_is_declared_noted_and_taken_along(at_a_screen):
    page = course(lessons=1)
    external(title="Being there", fits_with=[page])
    screen = at_a_screen(UserFactory())
    screen.goto(page.url)
    screen.get_by_role("link", name="I have finished it Being there").click()
    arrive(screen, "Being there")
    fill_day(screen, 3, 2, 2026)
    screen.get_by_role("button", name="I have finished it").click()
    arrive(screen, "Learning elsewhere")
    screen.goto("/certificates/")
    screen.get_by_role("link", name="Your CPD record").click()
    arrive(screen, "Your CPD record")
    screen.get_by_role("link", name="Write a private note").click()
    arrive(screen, "Your private note")
    screen.get_by_label("What does it mean for your work?").fill("I wait before I ask.")
    screen.get_by_label("Preserve safety").check()
    screen.get_by_role("button", name="Keep it").click()
    screen.get_by_text("I wait before I ask.").wait_for()
    arrive(screen, "Your CPD record")
    paper = PdfReader(downloaded(screen, "Download as PDF")).pages[0].extract_text()
    assert "Being there" in paper
    assert "I wait before I ask." not in paper
    screen.get_by_label("Put my private notes in").check()
    log = downloaded(screen, "Download as a spreadsheet (CSV)").read_text()
    assert '03/02/2026,"Learning elsewhere, declared",Being there (NHS Wenlow)' in log
    assert "I wait before I ask." in log


def test_earlier_learning_is_asked_for_answered_and_shown(at_a_screen):
    page = course(lessons=1)
    learner = UserFactory()
    EmploymentFactory(person=learner.person)
    screen = at_a_screen(learner)
    screen.goto(page.url)
    screen.get_by_role("link", name="Ask that it counts").click()
    arrive(screen, "Ask that earlier learning counts")
    screen.get_by_label("What was it?").fill("Two days about attachment")
    fill_day(screen, 3, 2, 2025)
    screen.get_by_label("Hours with others").fill("12")
    screen.get_by_label("What did you learn").fill("I use it each week.")
    screen.get_by_role("button", name="Send it").click()
    arrive(screen, "Two days about attachment")
    desk = at_a_screen(user_with_role("trainer"))
    desk.get_by_role("link", name="1 request waits for an answer").click()
    arrive(desk, "Earlier learning")
    desk.get_by_role("link", name=learner.person.display_name).click()
    arrive(desk, "Two days about attachment")
    desk.get_by_role("button", name="It counts").click()
    desk.get_by_text("We tell them that there is an answer.").wait_for()
    screen.goto(page.url)
    screen.get_by_text("what you learned before counts as this course").wait_for()
    assert violations(screen) == []
