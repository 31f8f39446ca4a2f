"""Somebody waits for a place, gets one, puts it in a calendar and gives it up from the letter."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from notifications.actions.sweeping import sweep_messages
from tests.accounts.factories import EmploymentFactory, UserFactory, user_with_role
from tests.browser import PHONE, downloaded, violations
from tests.courses.sessions import booked
from tests.journeys import planning

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Round a case: a new baby"
LINK = re.compile(r"/sessions/place/[^\s/]+/")


def test_from_the_waiting_list_to_a_place_and_away_again(at_a_screen, new_context, live_server):
    trainer = at_a_screen(user_with_role("trainer"))
    session = planning.plan_and_open(trainer, title=TITLE, places=1)
    other = booked(session, at=timezone.now())
    reader = EmploymentFactory(person=UserFactory().person).person
    phone = at_a_screen(reader.user, PHONE)
    join_the_waiting_list(phone)
    letters()
    give_up(new_context, live_server, link_in(letter_to=other.person.email))
    phone.goto(link_in(letter_to=reader.email, subject="A place came free for you"))
    phone.get_by_role("button", name="Take the place").click()
    phone.get_by_text("The place is yours.").wait_for()
    keep_in_a_calendar(phone)
    path = link_in(letter_to=reader.email, subject="You have a place")
    give_up(new_context, live_server, path)
    phone.goto(f"/sessions/{session.pk}/")
    phone.get_by_role("button", name="Book a place").wait_for()
    assert violations(phone) == []


def join_the_waiting_list(screen):
    screen.goto("/sessions/")
    screen.get_by_role("link", name=TITLE).click()
    screen.get_by_label("What would help you to take part?").fill("A seat by the door.")
    screen.get_by_role("button", name="Join the waiting list").click()
    screen.get_by_text("All places are taken.").wait_for()


def give_up(new_context, live_server, path):
    """By somebody signed out; a scanner has opened the link twice before."""
    stranger = new_context(base_url=live_server.url).new_page()
    for _ in range(3):
        stranger.goto(path)
    stranger.get_by_role("button", name="Give up my place").click()
    stranger.get_by_text("You gave up this place.").wait_for()


def keep_in_a_calendar(screen):
    screen.get_by_role("link", name="See the session").click()
    written = downloaded(screen, "Put it in your calendar").read_bytes()
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert event["summary"] == "Training session"


def letters():
    sweep_messages(at=timezone.now())
    return mail.outbox


def link_in(*, letter_to, subject=""):
    found = [one for one in letters() if one.to == [letter_to] and subject in one.subject]
    return LINK.search(found[-1].body)[0]
