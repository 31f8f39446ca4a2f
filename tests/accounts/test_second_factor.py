import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from tests.accounts.factories import PASSWORD, UserFactory, user_with_role
from tests.accounts.letters import delivered

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_app(user):
    TOTP.activate(user, SECRET)
    return user


def sign_in(client, user):
    return client.post("/account/login/", {"login": user.username, "password": PASSWORD})


def set_up_app(client):
    page = client.get("/account/second-step/app/")
    secret = page.context["form"].secret
    return client.post("/account/second-step/app/", {"code": code_now(secret)})


def test_staff_without_a_second_step_are_sent_to_set_one_up(client):
    sign_in(client, user_with_role("programme_lead"))
    assert client.get("/results/").url.startswith("/account/second-step/?next=%2Fresults%2F")
    assert "Set up a second step" in client.get("/account/second-step/").content.decode()


def test_a_superuser_needs_one_too(client):
    sign_in(client, UserFactory(is_superuser=True))
    assert client.get("/cms/").url.startswith("/account/second-step/")


def test_learners_need_none(client):
    sign_in(client, UserFactory())
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("path", ["/account/logout/", "/support/", "/worried/"])
def test_help_and_the_way_out_stay_open(client, path):
    sign_in(client, user_with_role("programme_lead"))
    assert client.get(path).status_code in {200, 404}


def test_setting_up_an_app_opens_the_door_at_once_and_gives_recovery_codes(
    client, django_capture_on_commit_callbacks
):
    sign_in(client, user_with_role("programme_lead"))
    with django_capture_on_commit_callbacks(execute=True):
        assert set_up_app(client).url == "/account/second-step/codes/"
    assert client.get("/account/").status_code == 200
    assert len(client.get("/account/second-step/codes/").context["unused_codes"]) == 10
    assert "An app that makes codes was set up" in delivered()[-1].body


def test_with_an_app_the_password_alone_opens_nothing(client):
    user = with_app(user_with_role("programme_lead"))
    assert sign_in(client, user).url == "/account/login/second-step/"
    assert "_auth_user_id" not in client.session

    client.post("/account/login/second-step/", {"code": code_now()})
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(client):
    user = with_app(user_with_role("programme_lead"))
    code = code_now()
    sign_in(client, user)
    client.post("/account/login/second-step/", {"code": code})
    client.post("/account/logout/")
    sign_in(client, user)
    client.post("/account/login/second-step/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_works_once(client):
    user = with_app(user_with_role("programme_lead"))
    code, *_rest = RecoveryCodes.activate(user).get_unused_codes()
    for expected in (True, False):
        sign_in(client, user)
        client.post("/account/login/second-step/", {"code": code})
        assert ("_auth_user_id" in client.session) is expected
        client.post("/account/logout/")


def test_a_session_older_than_the_role_must_show_the_second_step(client):
    """Somebody else may hold that session, with no more than the password."""
    user = UserFactory()
    sign_in(client, user)
    with_app(user)
    user.is_superuser = True
    user.save()
    assert client.get("/account/second-step/?next=/results/").url == (
        "/account/again/second-step/?next=%2Fresults%2F"
    )
    client.post("/account/again/second-step/", {"code": code_now(), "next": "/account/"})
    assert client.get("/account/").status_code == 200


def test_the_secret_is_sealed_at_rest():
    user = with_app(UserFactory())
    RecoveryCodes.activate(user)
    for authenticator in Authenticator.objects.all():
        assert SECRET not in str(authenticator.data)
        assert str(authenticator.data.get("secret") or authenticator.data["seed"]).startswith(
            "gAAAA"
        )


def test_staff_cannot_remove_the_only_one(client):
    user = with_app(user_with_role("programme_lead"))
    sign_in(client, user)
    client.post("/account/login/second-step/", {"code": code_now()})
    refused = client.post("/account/second-step/app/remove/")
    assert refused.status_code == 403
    assert "only second step" in refused.content.decode()
    assert Authenticator.objects.filter(user=user).exists()


def test_a_learner_may_remove_hers(client):
    user = with_app(UserFactory())
    sign_in(client, user)
    client.post("/account/login/second-step/", {"code": code_now()})
    assert client.post("/account/second-step/app/remove/").url == "/account/"
    assert not Authenticator.objects.filter(user=user).exists()


def test_it_is_off_where_the_setting_says_so(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(client, user_with_role("programme_lead"))
    assert client.get("/account/").status_code == 200


def test_a_sensitive_page_asks_again_ten_minutes_after_signing_in(client, time_machine):
    time_machine.move_to("2026-11-21T09:00:00Z")
    sign_in(client, UserFactory())
    assert client.get("/account/second-step/app/").status_code == 200
    time_machine.move_to("2026-11-21T09:11:00Z")
    assert client.get("/account/second-step/app/").url.startswith("/account/again/")
