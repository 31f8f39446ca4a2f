"""Where somebody is signed in, how long, and what was being written: in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import OwnDevice
from tests import browser
from tests.accounts.at_the_door import (
    come_in,
    heading,
    hold_a_phone,
    is_shut_out,
    make_passkey,
    press,
    type_password,
)
from tests.accounts.factories import UserFactory
from tests.browser import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Ada Quill of Wenlow Primary"


def test_one_sees_and_ends_ones_other_sessions(phone, live_server, new_context):
    user = UserFactory()
    lost, library = new_context().new_page(), new_context(java_script_enabled=False).new_page()
    for each in (library, lost, phone):
        come_in(each, live_server, user)

    phone.goto(f"{live_server.url}/account/sessions/")
    assert phone.get_by_role("main").get_by_role("listitem").count() == 3
    assert violations(phone) == []
    phone.get_by_role("button", name="Sign out Chrome").first.click()
    phone.get_by_text("You are signed out there.").wait_for()
    assert is_shut_out(lost, live_server)

    press(phone, "Sign out everywhere else")
    phone.get_by_text("You are signed out on 1 other browser.").wait_for()
    assert is_shut_out(library, live_server)
    phone.goto(f"{live_server.url}/account/")
    heading(phone, "Signing in")


def test_a_device_of_ones_own_is_offered_listed_with_its_end_and_taken_back(
    phone, live_server, context, new_context
):
    user = UserFactory()
    hold_a_phone(context, phone)
    come_in(phone, live_server, user)
    make_passkey(phone, live_server)
    phone.goto(f"{live_server.url}/account/")
    phone.get_by_role("link", name="This is my device").click()
    assert violations(phone) == []
    press(phone, "Keep me signed in here")
    heading(phone, "Where you are signed in")
    phone.get_by_text("Your own device").wait_for()
    end = date_format(timezone.localtime(OwnDevice.objects.get().until), "j F Y")
    phone.get_by_text(f"It stays signed in until {end}.").wait_for()
    assert OwnDevice.objects.get().until - timezone.now() > timedelta(days=13, hours=23)
    assert violations(phone) == []

    elsewhere = new_context()
    browser.sign_in(elsewhere, live_server, user)
    desk = elsewhere.new_page()
    desk.goto(f"{live_server.url}/account/sessions/")
    desk.get_by_role("button", name="Sign out Chrome").click()
    desk.get_by_text("You are signed out there.").wait_for()
    assert is_shut_out(phone, live_server)
    assert not OwnDevice.objects.exists()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_form_sent_after_the_rest_is_shown_again_and_sent(
    new_context, live_server, time_machine, has_script
):
    page = new_context(java_script_enabled=has_script, viewport=browser.PHONE).new_page()
    user = UserFactory()
    come_in(page, live_server, user)
    page.goto(f"{live_server.url}/people/me/name/")
    page.get_by_label("Name", exact=True).fill(NAME)
    time_machine.move_to(timezone.now() + timedelta(minutes=31))
    page.get_by_role("main").get_by_role("button", name="Save").click()
    page.get_by_text("We kept what you wrote for one hour.").wait_for()

    type_password(page, live_server, user)
    heading(page, "Here is what you wrote")
    press(page, "Send it now")
    page.wait_for_url(f"{live_server.url}/people/me/")
    user.person.refresh_from_db()
    assert user.person.display_name == NAME


def test_what_was_being_written_when_the_time_ran_out_is_put_back(phone, live_server, time_machine):
    """A laptop shut on a half-written form, and opened again after the time was up."""
    user = UserFactory()
    phone.clock.install()
    come_in(phone, live_server, user)
    phone.goto(f"{live_server.url}/people/me/name/")
    phone.get_by_label("Name", exact=True).fill(NAME)
    time_machine.move_to(timezone.now() + timedelta(minutes=31))
    phone.clock.fast_forward("31:00")
    heading(phone, "Sign in")

    type_password(phone, live_server, user)
    heading(phone, "Here is what you wrote")
    assert violations(phone) == []
    phone.get_by_role("link", name="Go back and carry on").click()
    phone.get_by_text("We put back what you had written.").wait_for()
    assert phone.get_by_label("Name", exact=True).input_value() == NAME
    assert violations(phone) == []
