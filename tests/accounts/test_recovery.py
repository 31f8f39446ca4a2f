import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from accounts.actions.recovery import recover_account
from accounts.models import AuditEntry, IdentityCheck
from tests.accounts.factories import (
    PASSWORD,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    user_with_role,
)
from tests.accounts.letters import code_in, delivered

pytestmark = pytest.mark.django_db

OLD, NEW = "priya@example.org", "priya.nair@example.org"


@pytest.fixture
def administrator():
    return user_with_role("administrator")


@pytest.fixture
def priya():
    user = UserFactory(username="priya.nair", person__email=OLD)
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    return user


def browser(user):
    client = Client()
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    return client


def give_back(client, user, **fields):
    return client.post(
        f"/account/recover/{user.person.uuid}/", {"check": IdentityCheck.IN_PERSON, **fields}
    )


def test_a_lost_address_and_a_lost_second_step_are_given_back(administrator, priya):
    give_back(browser(administrator), priya, new_address=NEW, reset_second_step="on")
    priya.refresh_from_db()
    assert (priya.email, priya.person.email) == (NEW, NEW)
    assert not priya.authenticator_set.exists()
    assert not priya.has_usable_password()

    hers = Client()
    hers.post("/account/login/code/", {"email": NEW})
    hers.post("/account/login/code/confirm/", {"code": code_in(delivered(to=NEW)[-1])})
    assert hers.get("/account/").status_code == 200


def test_both_addresses_are_told_and_the_old_one_can_take_it_back(administrator, priya):
    give_back(browser(administrator), priya, new_address=NEW)
    assert "This address now opens" in delivered(to=NEW)[0].body
    (to_old,) = delivered(to=OLD)
    Client().post(re.search(r"/account/email/undo/\S+/", to_old.body).group())
    priya.refresh_from_db()
    assert priya.email == OLD


def test_the_check_is_on_the_trail_and_no_address_is(administrator, priya):
    give_back(browser(administrator), priya, new_address=NEW, reset_second_step="on")
    trail = AuditEntry.objects.filter(verb__startswith="account.")
    assert [(entry.verb, entry.reason_code) for entry in trail] == [
        ("account.address_changed", ""),
        ("account.second_step_reset", ""),
        ("account.recovered", "in_person"),
    ]
    assert {entry.actor for entry in trail} == {administrator.person.uuid}
    assert "@" not in " ".join(str(entry.__dict__) for entry in trail)


def test_every_session_ends(administrator):
    user = UserFactory()
    lost = browser(user)
    give_back(browser(administrator), user, new_address=NEW)
    assert lost.get("/account/").status_code == 302


def test_a_lost_second_step_alone_leaves_address_and_password(administrator, priya):
    give_back(browser(administrator), priya, reset_second_step="on")
    priya.refresh_from_db()
    assert priya.email == OLD
    assert priya.check_password(PASSWORD)
    assert "took away your second step" in delivered(to=OLD)[0].body


def test_somebody_without_any_address_is_given_one(administrator):
    jo = UserFactory(person=PersonFactory(without_email=True))
    give_back(browser(administrator), jo, new_address=NEW)
    jo.refresh_from_db()
    assert (jo.email, jo.person.email) == (NEW, NEW)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Give a new address"),
        ({"new_address": OLD}, "their address already"),
        ({"new_address": "taken@example.org"}, "Somebody else signs in"),
        ({"new_address": "not an address"}, "e-mail address with an @"),
        ({"check": "guess", "new_address": NEW}, "Choose one of the answers"),
    ],
)
def test_a_wrong_answer_changes_nothing_and_says_why(administrator, priya, fields, says):
    UserFactory(person__email="taken@example.org")
    page = give_back(browser(administrator), priya, **fields)
    assert says in page.content.decode()
    priya.refresh_from_db()
    assert priya.email == OLD
    assert priya.check_password(PASSWORD)


@pytest.mark.parametrize(
    "role", ["practitioner", "organisation_lead", "programme_lead", "privacy_officer", "champion"]
)
def test_nobody_else_may(role, priya):
    place = OrganisationFactory() if role == "organisation_lead" else None
    other = user_with_role(role, organisation=place)
    assert give_back(browser(other), priya, new_address=NEW).status_code == 403


def test_the_page_of_the_person_leads_there(administrator, priya):
    link = f"/account/recover/{priya.person.uuid}/"
    path = f"/people/{priya.person.uuid}/"
    assert link in browser(administrator).get(path).content.decode()
    assert link not in browser(user_with_role("programme_lead")).get(path).content.decode()
    done = give_back(browser(administrator), priya, new_address=NEW)
    assert done.url == path


def test_somebody_who_never_signed_in_has_nothing_to_be_given_back(administrator):
    person = PersonFactory()
    page = browser(administrator).get(f"/people/{person.uuid}/")
    assert "/account/recover/" not in page.content.decode()


def test_administrators_cannot_recover_themselves(administrator):
    assert give_back(browser(administrator), administrator, new_address=NEW).status_code == 403


def test_only_a_superuser_recovers_a_superuser(administrator):
    chief = UserFactory(is_superuser=True)
    with pytest.raises(PermissionDenied):
        recover_account(
            by=administrator.person,
            user=chief,
            check=IdentityCheck.IN_PERSON,
            at=timezone.now(),
            reset_second_step=True,
        )


def test_the_action_refuses_an_address_in_use(administrator, priya):
    UserFactory(person__email=NEW)
    with pytest.raises(ValidationError):
        recover_account(
            by=administrator.person,
            user=priya,
            check=IdentityCheck.MANAGER,
            at=timezone.now(),
            new_address=NEW.upper(),
        )


def test_the_page_asks_first_whether_it_is_you(administrator, priya, time_machine):
    time_machine.move_to("2026-11-21T09:00:00Z")
    here = browser(administrator)
    time_machine.move_to("2026-11-21T09:11:00Z")
    assert give_back(here, priya, new_address=NEW).url.startswith("/account/again/")
