"""An address that changes, is taken back, or is lost: in a real browser, on a phone."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.tasks.mail import sweep_access_mail
from tests.accounts.at_the_door import come_in, heading, is_shut_out, press
from tests.accounts.factories import PASSWORD, UserFactory, user_with_role
from tests.accounts.letters import code_in, delivered
from tests.browser import PHONE, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OLD, NEW = "priya@example.org", "priya.nair@example.org"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def priya():
    return UserFactory(username="priya.nair", person__email=OLD)


def change_address(page, live_server):
    page.goto(f"{live_server.url}/account/email/")
    heading(page, "Is it you?")
    assert violations(page) == []
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Continue")
    page.get_by_label("New e-mail address").fill(NEW)
    press(page, "Send a code to this address")
    heading(page, "Type the code")
    assert violations(page) == []
    page.get_by_label("Code").fill(code_in(delivered(to=NEW)[0]))
    press(page, "Continue")
    page.wait_for_url(lambda url: "/confirm/" not in url)


def undo_link():
    return re.search(r"/account/email/undo/\S+/", delivered(to=OLD)[-1].body).group()


def address_of(user):
    user.refresh_from_db()
    return user.email, user.person.email


def test_an_address_changes_and_the_old_one_takes_it_back(
    phone, live_server, sign_in, priya, new_context
):
    sign_in(priya)
    change_address(phone, live_server)
    assert address_of(priya) == (NEW, NEW)

    elsewhere = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    for _ in range(2):
        elsewhere.goto(live_server.url + undo_link())
    assert address_of(priya)[0] == NEW
    press(elsewhere, "Take it back")
    heading(elsewhere, "The change is taken back")
    priya.person.refresh_from_db()
    assert address_of(priya) == (OLD, OLD)
    assert is_shut_out(phone, live_server)


def test_after_seven_days_the_link_says_in_plain_words_that_it_has_closed(
    phone, live_server, sign_in, context, priya, time_machine
):
    sign_in(priya)
    change_address(phone, live_server)
    context.clear_cookies()
    phone.goto(live_server.url + undo_link())
    heading(phone, "Take the change back?")
    assert violations(phone) == []

    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    press(phone, "Take it back")
    heading(phone, "This link has closed")
    phone.get_by_text("It works once, and for seven days.").wait_for()
    assert violations(phone) == []
    assert address_of(priya)[0] == NEW


def test_a_lost_address_and_second_step_are_given_back_after_a_check_of_identity(
    phone, live_server, context, priya
):
    TOTP.activate(priya, SECRET)
    come_in(phone, live_server, user_with_role("administrator"))
    phone.goto(f"{live_server.url}/people/{priya.person.uuid}/")
    phone.get_by_role("link", name="Give their sign-in back").click()
    assert violations(phone) == []
    phone.get_by_label("I saw their photo ID in person").check()
    phone.get_by_label("New e-mail address").fill(NEW)
    phone.get_by_label("They have lost their second step").check()
    press(phone, "Give it back")
    phone.get_by_text("Done. They have been told by e-mail.").wait_for()
    assert AuditEntry.objects.get(verb="account.recovered").reason_code == "in_person"
    assert not Authenticator.objects.filter(user=priya).exists()
    assert "This address now opens" in delivered(to=NEW)[0].body

    context.clear_cookies()
    ask_for_code(phone, live_server, NEW)
    phone.get_by_label("Code").fill(code_in(delivered(to=NEW)[-1]))
    press(phone, "Continue")
    heading(phone, "Signing in")
    phone.get_by_text("priya.nair", exact=True).wait_for()


def ask_for_code(page, live_server, address):
    page.goto(f"{live_server.url}/account/login/code/?next=/account/")
    page.get_by_label("E-mail address").fill(address)
    page.keyboard.press("Enter")
    heading(page, "Type the code")


def test_a_code_comes_through_a_real_mail_server(phone, live_server, priya, mail_sink):
    ask_for_code(phone, live_server, OLD)
    assert sweep_access_mail() == 1
    letter = mail_sink.wait_for(lambda letter: letter["To"] == OLD)
    code = re.search(r"\b\d{4}-\d{4}\b", letter.get_body(("plain",)).get_content()).group()
    assert code not in letter["Subject"]
    phone.get_by_label("Code").fill(code)
    press(phone, "Continue")
    heading(phone, "Signing in")
