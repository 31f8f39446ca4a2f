"""A second step that a role asks for, and a passkey that outlives a merge: in a real browser."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone

from accounts.models import User
from portal.actions.merging import merge_people
from tests.accounts.at_the_door import (
    come_in,
    heading,
    hold_a_phone,
    make_passkey,
    press,
    type_password,
)
from tests.accounts.factories import UserFactory, user_with_role
from tests.browser import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_staff_set_up_an_app_and_come_in_later_with_a_recovery_code(
    phone, live_server, context, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    lead = user_with_role("programme_lead")
    type_password(phone, live_server, lead)
    phone.goto(f"{live_server.url}/people/")
    heading(phone, "Set up a second step")
    assert violations(phone) == []
    phone.get_by_role("link", name="An app that makes codes").click()
    heading(phone, "Set up an app that makes codes")
    assert violations(phone) == []
    secret = phone.locator("code.cp-code").inner_text()
    phone.get_by_role("textbox", name="Code").fill(
        format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    )
    press(phone, "Turn it on")
    heading(phone, "Your recovery codes")
    assert violations(phone) == []
    code = phone.locator("code.cp-code").first.inner_text()
    phone.goto(f"{live_server.url}/people/")
    heading(phone, "People")

    context.clear_cookies()
    type_password(phone, live_server, lead)
    phone.get_by_label("Code").fill(code)
    press(phone, "Continue")
    heading(phone, "Signing in")


def test_a_passkey_of_a_record_that_was_merged_opens_the_one_that_stayed(
    phone, live_server, context
):
    stays, goes = UserFactory(username="stays"), UserFactory(username="goes")
    hold_a_phone(context, phone)
    come_in(phone, live_server, goes)
    make_passkey(phone, live_server)
    merge_people(
        by=user_with_role("administrator").person,
        keep=stays.person,
        into_keep=goes.person,
        at=timezone.now(),
    )
    assert not User.objects.filter(pk=goes.pk).exists()

    context.clear_cookies()
    phone.goto(f"{live_server.url}/account/login/?next=/account/")
    press(phone, "Use a passkey")
    heading(phone, "Signing in")
    phone.get_by_text("stays", exact=True).wait_for()
    assert violations(phone) == []
