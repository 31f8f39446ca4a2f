"""Signing in as people do it: in a real browser, with a virtual authenticator and its own clock."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from tests.accounts.at_the_door import hold_a_phone, type_password
from tests.accounts.factories import UserFactory
from tests.accounts.letters import code_in, delivered
from tests.browser import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_password_and_app(page, live_server):
    user = UserFactory()
    TOTP.activate(user, SECRET)
    type_password(page, live_server, user)
    assert violations(page) == []
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Signing in").wait_for()


def test_a_passkey_is_made_and_then_opens_the_door(page, context, live_server):
    user = UserFactory()
    hold_a_phone(context, page)
    type_password(page, live_server, user)
    page.goto(f"{live_server.url}/account/passkeys/add/")
    assert violations(page) == []
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1

    context.clear_cookies()
    page.goto(f"{live_server.url}/account/login/?next=/account/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="Signing in").wait_for()


def test_a_code_from_the_mailbox_by_keyboard_alone(page, live_server):
    UserFactory(person__email="priya@example.org")
    page.goto(f"{live_server.url}/account/login/code/?next=/account/")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("priya@example.org")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Type the code").wait_for()
    page.get_by_label("Code").focus()
    page.keyboard.type(code_in(delivered()[-1]))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Signing in").wait_for()


@pytest.mark.parametrize("path", ["/account/login/", "/account/login/code/"])
def test_the_way_in_is_accessible_at_every_width_and_scheme(screen, live_server, path):
    screen.goto(f"{live_server.url}{path}")
    assert violations(screen) == []


@pytest.mark.parametrize(
    "path",
    ["", "sessions/", "email/", "password/change/", "second-step/app/", "own-device/", "logout/"],
)
def test_ones_own_pages_are_accessible(page, live_server, path):
    type_password(page, live_server, UserFactory())
    page.goto(f"{live_server.url}/account/{path}")
    assert violations(page) == []


def test_the_warning_comes_in_time_and_lets_one_stay(page, live_server, settings):
    """The page's clock runs ahead; the server, asked, still has time in hand."""
    settings.IDLE_WARNING = settings.IDLE_LIMIT
    page.clock.install()
    type_password(page, live_server, UserFactory())
    page.get_by_role("heading", name="Signing in").wait_for()
    page.clock.run_for(30_000)
    page.get_by_role("dialog", name="Are you still there?").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Stay signed in").click()
    page.get_by_role("dialog").wait_for(state="hidden")


def test_without_javascript_the_way_in_works(new_context, live_server):
    page = new_context(java_script_enabled=False).new_page()
    type_password(page, live_server, UserFactory())
    page.get_by_role("heading", name="Signing in").wait_for()
