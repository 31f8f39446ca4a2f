import pytest
from django.urls import reverse

from accounts.models import User
from tests.accounts.factories import PASSWORD, PersonFactory, UserFactory, user_with_role
from tests.accounts.letters import code_in, delivered

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/login/"


def sign_in(client, login, password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"login": login, "password": password, **extra})


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["priya@example.org", "PRIYA@example.org", "priya.nair"])
def test_address_and_user_name_both_open_the_door(client, login):
    UserFactory(username="priya.nair", person__email="priya@example.org")
    assert sign_in(client, login).status_code == 302
    assert is_signed_in(client)


def test_somebody_without_an_address_signs_in_by_user_name(client):
    UserFactory(username="mealtime.jo", person=PersonFactory(without_email=True))
    sign_in(client, "mealtime.jo")
    assert is_signed_in(client)


def test_wrong_password_and_unknown_person_get_the_same_answer(client):
    UserFactory(username="priya.nair")
    wrong = sign_in(client, "priya.nair", "not the password").context["form"].errors
    unknown = sign_in(client, "nobody.here", "not the password").context["form"].errors
    assert "is not right" in str(wrong)
    assert wrong == unknown
    assert not is_signed_in(client)


def test_what_was_typed_stays_except_the_password(client):
    page = sign_in(client, "priya@example.org", "not the password").content.decode()
    assert 'value="priya@example.org"' in page
    assert "not the password" not in page


def test_a_closed_login_is_told_so_only_after_the_right_password(client):
    UserFactory(username="priya.nair", is_active=False)
    assert "is not right" in sign_in(client, "priya.nair", "wrong words here").content.decode()
    assert sign_in(client, "priya.nair").url == reverse("account_inactive")
    assert not is_signed_in(client)


def test_the_way_back_is_kept_but_never_leads_off_the_site(client):
    UserFactory(username="priya.nair")
    assert sign_in(client, "priya.nair", next="/people/").url == "/people/"
    client.post("/account/logout/")
    assert sign_in(client, "priya.nair", next="https://elsewhere.example.org/").url == "/"


def test_six_wrong_tries_close_one_account_for_a_while_and_not_its_neighbours(client):
    UserFactory(username="priya.nair")
    UserFactory(username="jo")
    for _ in range(6):
        sign_in(client, "priya.nair", "not the password")
    assert "too many tries" in sign_in(client, "priya.nair").content.decode()
    sign_in(client, "jo")
    assert is_signed_in(client)


def test_a_training_room_behind_one_address_can_sign_in_at_once(client):
    UserFactory(username="priya.nair")
    for _ in range(40):
        assert sign_in(client, "priya.nair").status_code == 302
        client.post("/account/logout/")


def test_the_limit_page_is_kind_and_loses_nothing(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "priya.nair")
    refused = sign_in(client, "priya.nair")
    assert refused.status_code == 429
    assert "Nothing is lost" in refused.content.decode()


def test_signing_out_needs_a_press_of_the_button(client):
    user = UserFactory()
    client.force_login(user)
    assert client.get("/account/logout/").status_code == 200
    assert is_signed_in(client)
    client.post("/account/logout/")
    assert not is_signed_in(client)


def test_a_one_time_code_from_the_mailbox_opens_the_door(client):
    UserFactory(person__email="priya@example.org")
    client.post("/account/login/code/", {"email": "priya@example.org"})
    (letter,) = delivered(to="priya@example.org")

    client.post("/account/login/code/confirm/", {"code": code_in(letter)})
    assert is_signed_in(client)


def test_an_unknown_address_sees_the_same_page_and_gets_another_letter(client):
    UserFactory(person__email="priya@example.org")
    known = client.post("/account/login/code/", {"email": "priya@example.org"}, follow=True)
    client.post("/account/logout/")
    unknown = client.post("/account/login/code/", {"email": "who@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert "a code is on its way" in unknown.content.decode()
    (letter,) = delivered(to="who@example.org")
    assert "/account/signup/" in letter.body


def test_three_wrong_codes_end_the_attempt(client):
    UserFactory(person__email="priya@example.org")
    client.post("/account/login/code/", {"email": "priya@example.org"})
    (letter,) = delivered()
    for _ in range(3):
        client.post("/account/login/code/confirm/", {"code": "0000-0000"})
    client.post("/account/login/code/confirm/", {"code": code_in(letter)})
    assert not is_signed_in(client)


def test_a_code_dies_after_ten_minutes(client, time_machine):
    UserFactory(person__email="priya@example.org")
    time_machine.move_to("2026-11-21T09:00:00Z")
    client.post("/account/login/code/", {"email": "priya@example.org"})
    (letter,) = delivered()
    time_machine.move_to("2026-11-21T09:11:00Z")
    client.post("/account/login/code/confirm/", {"code": code_in(letter)})
    assert not is_signed_in(client)


def test_a_forgotten_password_is_replaced_with_a_code(client):
    user = UserFactory(person__email="priya@example.org")
    client.post("/account/password/reset/", {"email": "priya@example.org"})
    (letter,) = delivered()
    client.post("/account/password/reset/confirm/", {"code": code_in(letter)})
    client.post("/account/password/reset/complete/", {"password1": "quiet water by the wall"})

    user.refresh_from_db()
    assert user.check_password("quiet water by the wall")
    assert "A new password was chosen" in delivered()[-1].body


def test_an_unproved_address_is_asked_to_prove_itself_at_sign_in(client):
    UserFactory(username="priya.nair", person__email="priya@example.org", verified_address=False)
    assert sign_in(client, "priya.nair").url == reverse("account_email_verification_sent")
    assert not is_signed_in(client)

    client.post(reverse("account_email_verification_sent"), {"code": code_in(delivered()[0])})
    assert is_signed_in(client)


def test_the_library_s_own_registration_is_closed(client):
    assert client.get("/account/signup/").url == "/join/"
    client.post("/account/signup/", {"email": "a@example.org", "password1": PASSWORD})
    assert not User.objects.exists()


def test_demo_accounts_are_offered_and_used_by_post_only(client, settings):
    settings.DEMO, settings.DEMO_ACCOUNTS = True, {"ruth.bell": "Champion"}
    UserFactory(username="ruth.bell", person__display_name="Ruth Bell")
    assert "Look around first" in client.get(SIGN_IN).content.decode()
    assert client.get("/account/login/demo/", {"as": "ruth.bell"}).status_code == 405
    client.post("/account/login/demo/", {"as": "ruth.bell"})
    assert is_signed_in(client)


@pytest.mark.parametrize("username", ["ruth.bell", "somebody.real"])
def test_demo_accounts_do_not_exist_outside_a_demonstration(client, settings, username):
    settings.DEMO, settings.DEMO_ACCOUNTS = False, {"ruth.bell": "Champion"}
    UserFactory(username=username)
    assert "Look around first" not in client.get(SIGN_IN).content.decode()
    assert client.post("/account/login/demo/", {"as": username}).status_code == 404
    assert not is_signed_in(client)


def test_only_the_listed_demo_accounts_can_be_used(client, settings):
    settings.DEMO, settings.DEMO_ACCOUNTS = True, {"ruth.bell": "Champion"}
    UserFactory(username="somebody.real")
    assert client.post("/account/login/demo/", {"as": "somebody.real"}).status_code == 404


def test_a_signed_in_page_costs_two_queries_of_people_and_rights(client, django_assert_num_queries):
    user = user_with_role("programme_lead")
    client.force_login(user)
    client.get("/account/idle/")
    with django_assert_num_queries(2):
        client.get("/account/idle/")
