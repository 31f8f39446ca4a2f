"""A facilitator runs a session from its kit on a phone, and marks who is there in few presses."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Attendance, LiveSession
from tests.accounts.factories import PersonFactory, user_with_role
from tests.browser import PHONE, violations
from tests.courses.kits import PLAN, SessionKitFactory
from tests.courses.sessions import SessionFactory, booked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Round a case: before and after a birth"
PEOPLE = 25
FEW = 27
"""Each person once, the way to the list and the button that keeps it."""


class Hand:
    """Counts what it presses."""

    def __init__(self):
        self.presses = 0

    def press(self, place):
        place.click()
        self.presses += 1


@pytest.fixture
def facilitator():
    return user_with_role("facilitator")


@pytest.fixture
def session(facilitator):
    """In twenty minutes, with everybody who booked."""
    made = SessionFactory(
        title=TITLE,
        kit=SessionKitFactory(),
        capacity=PEOPLE,
        starts_at=timezone.now() + timedelta(minutes=20),
        facilitators=[facilitator.person],
        support_person=PersonFactory(display_name="Margaret Lowe"),
    )
    for number in range(PEOPLE):
        person = PersonFactory(display_name=f"Guest {number:02}")
        booked(made, person=person, at=timezone.now())
    return made


@pytest.mark.parametrize("with_a_script", [True, False])
def test_from_home_through_the_kit_to_the_end(at_a_screen, session, facilitator, with_a_script):
    phone = at_a_screen(facilitator, PHONE, java_script_enabled=with_a_script)
    phone.get_by_role("link", name=TITLE).click()
    phone.get_by_role("link", name="Run it").click()
    phone.get_by_role("button", name="Begin").click()
    go_through_each_step(phone)
    phone.get_by_role("button", name="End the session").click()
    phone.get_by_role("heading", name="End of the session").wait_for()
    mark_everybody(phone)
    assert Attendance.objects.filter(session=session, is_there=True).count() == PEOPLE
    phone.get_by_role("link", name="Go on running the session").click()
    phone.get_by_role("heading", name="End of the session").wait_for()
    assert LiveSession.objects.get() == session


def go_through_each_step(phone):
    for number, (title, _minutes, stage) in enumerate(PLAN, 1):
        phone.get_by_text(f"Step {number} of {len(PLAN)}").wait_for()
        assert phone.get_by_role("heading", level=1).inner_text() == title
        assert phone.get_by_text("What would the child say?").count() == bool(stage)
        assert not is_wider_than_the_screen(phone)
        if stage:
            turn_to_somebody_upset_and_come_back(phone, title)
        if number < len(PLAN):
            phone.get_by_role("button", name=re.compile("^Next: ")).click()


def turn_to_somebody_upset_and_come_back(phone, title):
    """One press there from wherever they have read to, one press back to the same step."""
    phone.get_by_role("button", name="Somebody is upset").click()
    words = phone.get_by_role("region", name="If somebody is upset")
    assert is_on_the_screen(words)
    assert "Margaret Lowe is the support person today." in words.inner_text()
    assert "Offer a choice." in words.inner_text()
    phone.get_by_role("button", name=f"Back to “{title}”").click()
    assert is_on_the_screen(phone.get_by_role("heading", level=1))


def mark_everybody(phone):
    hand = Hand()
    hand.press(phone.get_by_role("button", name="Mark who is there"))
    for box in phone.get_by_role("checkbox").all():
        hand.press(box)
    hand.press(phone.get_by_role("button", name="Save who is there"))
    phone.get_by_text(f"Saved: {PEOPLE} people were there.").wait_for()
    assert hand.presses <= FEW


def is_on_the_screen(place):
    box = place.bounding_box()
    return 0 <= box["y"] < PHONE["height"]


def is_wider_than_the_screen(phone):
    widths = phone.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    return widths[0] > widths[1]


def test_each_page_of_it_is_accessible_in_print_and_on_a_phone(at_a_screen, session, facilitator):
    phone = at_a_screen(facilitator, PHONE)
    for page in ("", "1/", "4/", "close/", "print/"):
        phone.goto(f"/sessions/{session.pk}/run/{page}")
        assert violations(phone) == []
    phone.emulate_media(media="print")
    assert violations(phone) == []
    assert not phone.get_by_role("banner").is_visible()
    assert phone.get_by_text("What is known in stage 3.").is_visible()
