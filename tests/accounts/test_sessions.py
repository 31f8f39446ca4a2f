from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import devices
from accounts.actions.sessions import clear_ended_sessions
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)


def browser(user, user_agent=EDGE):
    client = Client(headers={"user-agent": user_agent})
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    return client


def is_signed_in(client):
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (PHONE, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        ("curl/8.5.0", "A browser we do not know"),
        ("", "A browser we do not know"),
    ],
)
def test_a_device_is_told_in_words(user_agent, words):
    assert devices.in_words(user_agent) == words


def test_the_list_names_each_browser_and_marks_this_one_first():
    user = UserFactory()
    browser(user, PHONE)
    here = browser(user)
    browser(UserFactory(), PHONE)

    listed = here.get("/account/sessions/").context["sessions"]
    assert [(each.device, each.is_this_one) for each in listed] == [
        ("Edge on Windows", True),
        ("Safari on iPhone", False),
    ]


def test_one_other_browser_can_be_signed_out():
    user = UserFactory()
    lost, here = browser(user, PHONE), browser(user)
    row = UserSession.objects.get(user_agent=PHONE)

    here.post("/account/sessions/end/", {"session": row.pk})
    assert not is_signed_in(lost)
    assert is_signed_in(here)


def test_nobody_ends_the_session_of_somebody_else():
    mine, theirs = browser(UserFactory()), browser(UserFactory(), PHONE)
    row = UserSession.objects.get(user_agent=PHONE)
    mine.post("/account/sessions/end/", {"session": row.pk})
    assert is_signed_in(theirs)


@pytest.mark.parametrize("wrong", ["", "abc", "99999999999999999999", "-1"])
def test_a_wrong_number_ends_nothing_and_breaks_nothing(wrong):
    here = browser(UserFactory())
    assert here.post("/account/sessions/end/", {"session": wrong}).status_code == 302
    assert is_signed_in(here)


def test_signing_out_everywhere_else_leaves_this_one():
    user = UserFactory()
    lost, older, here = browser(user, PHONE), browser(user), browser(user)
    here.post("/account/sessions/end-others/")
    assert [is_signed_in(each) for each in (lost, older, here)] == [False, False, True]


def test_a_new_password_ends_every_other_session():
    user = UserFactory()
    lost, here = browser(user, PHONE), browser(user)
    here.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "quiet water by the wall"},
    )
    assert not is_signed_in(lost)
    assert is_signed_in(here)
    assert len(here.get("/account/sessions/").context["sessions"]) == 1


def test_a_get_ends_nothing():
    user = UserFactory()
    lost, here = browser(user, PHONE), browser(user)
    assert here.get("/account/sessions/end-others/").status_code == 405
    assert is_signed_in(lost)


def test_the_list_costs_as_much_for_many_as_for_one(django_assert_num_queries):
    user = UserFactory()
    here = browser(user)
    here.get("/account/sessions/")
    with CaptureQueriesContext(connection) as one:
        here.get("/account/sessions/")
    number = len(one)
    for _ in range(4):
        browser(user, PHONE)
    with django_assert_num_queries(number):
        here.get("/account/sessions/")


def test_ended_sessions_are_cleared_from_both_tables():
    here = browser(UserFactory())
    browser(UserFactory(), PHONE)
    Session.objects.exclude(session_key=here.session.session_key).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )
    assert clear_ended_sessions(at=timezone.now()) == 1
    assert is_signed_in(here)
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)
