from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.actions.devices import end_devices_of, name_own_device
from accounts.models import OwnDevice
from tests.accounts.factories import PASSWORD, UserFactory, user_with_role

pytestmark = pytest.mark.django_db

START = "2026-11-21T09:00:00Z"


def passkey(user):
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone"}
    )


def by_password(user):
    client = Client()
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    return client


def own(user):
    client = by_password(user)
    key = passkey(user)
    session = client.session
    session[RECORDS] = [{"method": "mfa", "type": "webauthn", "id": key.pk, "at": 0}]
    session[WHOSE] = str(user.pk)
    session.save()
    client.post("/account/own-device/")
    return client, key


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def test_a_device_of_ones_own_stays_signed_in_for_fourteen_days(time_machine):
    time_machine.move_to(START, tick=False)
    client, _key = own(UserFactory())
    time_machine.move_to("2026-12-05T08:00:00Z", tick=False)
    assert is_signed_in(client)
    time_machine.move_to("2026-12-05T09:01:00Z", tick=False)
    assert not is_signed_in(client)


def test_the_list_of_browsers_marks_it_and_names_its_end(time_machine):
    time_machine.move_to(START, tick=False)
    client, _key = own(UserFactory())
    page = client.get("/account/sessions/").content.decode()
    assert "Your own device" in page
    assert "It stays signed in until 5 December 2026." in page
    time_machine.move_to("2026-12-04T09:00:00Z", tick=False)
    client.post("/account/own-device/")
    assert OwnDevice.objects.get().until == timezone.datetime.fromisoformat("2026-12-05T09:00:00Z")


def test_signing_it_out_from_elsewhere_takes_it_off_the_list():
    user = UserFactory()
    elsewhere = by_password(user)
    client, _key = own(user)
    (device,) = [
        row for row in elsewhere.get("/account/sessions/").context["sessions"] if row.own_until
    ]
    elsewhere.post("/account/sessions/end/", {"session": device.pk})
    assert not is_signed_in(client)
    assert not OwnDevice.objects.exists()


def test_a_browser_that_is_nobodys_own_is_not_marked():
    client = by_password(UserFactory())
    assert "Your own device" not in client.get("/account/sessions/").content.decode()


def test_without_a_passkey_in_this_session_nothing_is_kept():
    user = UserFactory()
    client = Client()
    client.force_login(user)
    passkey(user)
    page = client.post("/account/own-device/")
    assert "use your passkey first" in page.content.decode()
    assert not OwnDevice.objects.exists()


def test_staff_have_no_such_device():
    user = user_with_role("programme_lead")
    _client, key = own(user)
    assert not OwnDevice.objects.exists()
    with pytest.raises(PermissionDenied):
        name_own_device(user=user, passkey=key, session_key="x", at=timezone.now())


def test_nobody_uses_the_passkey_of_another():
    with pytest.raises(PermissionDenied):
        name_own_device(
            user=UserFactory(), passkey=passkey(UserFactory()), session_key="x", at=timezone.now()
        )


def test_taking_the_passkey_away_ends_the_device():
    client, key = own(UserFactory())
    assert is_signed_in(client)
    assert end_devices_of(key) == 1
    assert not is_signed_in(client)


def test_a_row_that_is_gone_ends_the_session_at_its_next_sign_of_life(time_machine):
    time_machine.move_to(START, tick=False)
    client, _key = own(UserFactory())
    OwnDevice.objects.all().delete()
    time_machine.move_to(timezone.now() + timedelta(minutes=2), tick=False)
    assert not is_signed_in(client)
