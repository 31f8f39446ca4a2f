import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from accounts.actions.email_change import forget_changes
from accounts.models import AddressChange, AuditEntry
from tests.accounts.factories import PASSWORD, PersonFactory, UserFactory
from tests.accounts.letters import code_in, delivered

pytestmark = pytest.mark.django_db

OLD, NEW = "priya@example.org", "priya.nair@example.org"


@pytest.fixture
def priya():
    return UserFactory(username="priya.nair", person__email=OLD)


def browser(user):
    client = Client()
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    return client


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def change_address(client, to=NEW):
    client.post("/account/email/", {"email": to, "action_add": "1"})
    (letter,) = delivered(to=to)
    return client.post("/account/email/confirm/", {"code": code_in(letter)})


def undo_path(letter):
    return re.search(r"/account/email/undo/\S+/", letter.body).group()


def addresses(user):
    rows = EmailAddress.objects.filter(user=user)
    return [(row.email, row.verified, row.primary) for row in rows]


def test_an_address_changes_once_the_code_from_the_new_one_is_typed(priya):
    here = browser(priya)
    here.post("/account/email/", {"email": NEW, "action_add": "1"})
    assert addresses(priya) == [(OLD, True, True)]

    here.post("/account/email/confirm/", {"code": code_in(delivered(to=NEW)[0])})
    priya.refresh_from_db()
    assert addresses(priya) == [(NEW, True, True)]
    assert (priya.email, priya.person.email) == (NEW, NEW)


def test_the_person_and_everything_on_them_stay(priya):
    person = priya.person
    change_address(browser(priya))
    priya.refresh_from_db()
    assert priya.person == person


def test_both_addresses_are_told_and_the_old_one_learns_nothing_of_the_new(priya):
    change_address(browser(priya))
    (to_old,) = delivered(to=OLD)
    assert "undo" in to_old.body
    assert NEW not in to_old.body + to_old.alternatives[0].content
    assert "This address now opens" in delivered(to=NEW)[-1].body


def test_the_link_acts_only_when_its_button_is_pressed(priya):
    change_address(browser(priya))
    path = undo_path(delivered(to=OLD)[0])
    for _ in range(2):
        assert "Take it back" in Client().get(path).content.decode()
    assert addresses(priya) == [(NEW, True, True)]

    assert "taken back" in Client().post(path).content.decode()
    priya.refresh_from_db()
    assert addresses(priya) == [(OLD, True, True)]
    assert (priya.email, priya.person.email) == (OLD, OLD)


def test_undoing_shuts_out_whoever_came_in_since(priya):
    thief = browser(priya)
    change_address(thief)
    TOTP.activate(priya, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    Client().post(undo_path(delivered(to=OLD)[0]))
    priya.refresh_from_db()
    assert not is_signed_in(thief)
    assert not priya.has_usable_password()
    assert not priya.authenticator_set.exists()


def test_undoing_leaves_a_second_step_that_was_there_before(priya):
    TOTP.activate(priya, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    here = Client()
    here.force_login(priya)
    here.session.save()
    change = here.post("/account/email/", {"email": NEW, "action_add": "1"})
    assert change.url.startswith("/account/again/")
    priya.authenticator_set.update(created_at=timezone.now() - timedelta(days=1))
    here.post("/account/again/", {"password": PASSWORD})
    change_address(here)
    Client().post(undo_path(delivered(to=OLD)[0]))
    assert priya.authenticator_set.exists()


def test_the_link_works_once(priya):
    change_address(browser(priya))
    path = undo_path(delivered(to=OLD)[0])
    Client().post(path)
    again = Client().post(path)
    assert again.status_code == 410
    assert "This link has closed" in again.content.decode()


def test_the_link_works_for_seven_days(priya, time_machine):
    time_machine.move_to("2026-11-21T09:00:00Z")
    change_address(browser(priya))
    path = undo_path(delivered(to=OLD)[0])
    time_machine.move_to("2026-11-28T08:59:00Z")
    assert Client().get(path).status_code == 200
    time_machine.move_to("2026-11-28T09:01:00Z")
    assert Client().get(path).status_code == 410
    assert Client().post(path).status_code == 410
    assert addresses(priya) == [(NEW, True, True)]


@pytest.mark.parametrize("token", ["wrong", "x" * 400])
def test_a_wrong_link_says_that_it_has_closed(token):
    assert Client().get(f"/account/email/undo/{token}/").status_code == 410


def test_undoing_the_first_of_two_changes_ends_the_second_link_too(priya):
    here = browser(priya)
    change_address(here)
    change_address(here, to="third@example.org")
    first = undo_path(delivered(to=OLD)[0])
    second = undo_path(delivered(to=NEW)[-1])
    Client().post(first)
    assert addresses(priya) == [(OLD, True, True)]
    assert Client().post(second).status_code == 410


def test_an_old_address_that_serves_somebody_else_now_cannot_be_taken_back(priya):
    change_address(browser(priya))
    path = undo_path(delivered(to=OLD)[0])
    UserFactory(person__email=OLD)
    assert Client().post(path).status_code == 410
    assert addresses(priya) == [(NEW, True, True)]


def test_somebody_elses_address_looks_the_same_and_never_changes_hands(priya):
    UserFactory(person__email=NEW)
    here = browser(priya)
    answer = here.post("/account/email/", {"email": NEW, "action_add": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/account/email/confirm/"
    (letter,) = delivered(to=NEW)
    here.post("/account/email/confirm/", {"code": code_in(letter)})
    assert addresses(priya) == [(OLD, True, True)]


def test_a_first_address_is_announced_to_nobody_else():
    jo = UserFactory(username="jo", person=PersonFactory(without_email=True))
    change_address(browser(jo))
    jo.refresh_from_db()
    assert (jo.email, jo.person.email) == (NEW, NEW)
    assert not AddressChange.objects.exists()


def test_an_address_for_messages_that_is_not_the_login_is_left_alone(priya):
    priya.person.email = "elsewhere@example.org"
    priya.person.save()
    change_address(browser(priya))
    priya.person.refresh_from_db()
    assert priya.person.email == "elsewhere@example.org"


def test_an_address_cannot_be_removed_quietly(priya):
    browser(priya).post("/account/email/", {"email": OLD, "action_remove": "1"})
    assert addresses(priya) == [(OLD, True, True)]


def test_changing_asks_first_whether_it_is_you(priya, time_machine):
    time_machine.move_to("2026-11-21T09:00:00Z")
    here = browser(priya)
    time_machine.move_to("2026-11-21T09:11:00Z")
    assert here.get("/account/email/").url == "/account/again/?next=%2Faccount%2Femail%2F"
    here.post("/account/again/", {"password": PASSWORD, "next": "/account/email/"})
    assert here.get("/account/email/").status_code == 200


def test_somebody_who_has_no_password_is_asked_by_code(priya, time_machine):
    priya.set_unusable_password()
    priya.save()
    time_machine.move_to("2026-11-21T09:00:00Z")
    here = Client()
    here.post("/account/login/code/", {"email": OLD})
    here.post("/account/login/code/confirm/", {"code": code_in(delivered()[-1])})
    assert here.get("/account/email/").status_code == 200
    time_machine.move_to("2026-11-21T09:11:00Z")
    asked = here.get("/account/email/").url
    assert asked == "/account/again/code/?next=%2Faccount%2Femail%2F"

    here.get(asked)
    assert len(delivered()) == 1
    here.post(asked, {"send": "1"})
    wrong = here.post(asked, {"code": "0000-0000"})
    assert "not right" in wrong.content.decode()
    assert here.post(asked, {"code": code_in(delivered()[-1])}).url == "/account/email/"
    assert here.get("/account/email/").status_code == 200


def test_somebody_without_address_and_password_signs_in_again(time_machine):
    jo = UserFactory(person=PersonFactory(without_email=True), password=None)
    here = Client()
    here.force_login(jo)
    page = here.post("/account/again/code/?next=/account/email/", {"send": "1"})
    assert "sign in again" in page.content.decode()


def test_addresses_are_forgotten_when_they_can_no_longer_be_taken_back(priya):
    change_address(browser(priya))
    assert forget_changes(at=timezone.now() + timedelta(days=6)) == 0
    assert forget_changes(at=timezone.now() + timedelta(days=7, minutes=1)) == 1


def test_the_trail_names_the_change_and_no_address(priya):
    change_address(browser(priya))
    Client().post(undo_path(delivered(to=OLD)[0]))
    trail = AuditEntry.objects.filter(verb__startswith="account.")
    assert [entry.verb for entry in trail] == [
        "account.address_changed",
        "account.address_change_undone",
    ]
    assert "@" not in " ".join(str(entry.__dict__) for entry in trail)
