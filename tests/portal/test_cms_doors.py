"""What Wagtail brings along and the site does not use."""

import pytest
from django.urls import reverse

from tests.accounts.factories import UserFactory, user_with_role

pytestmark = pytest.mark.django_db


def test_there_is_one_page_to_sign_in_at(client):
    user = UserFactory()
    answer = client.post("/_util/login/", {"username": user.username, "password": "x"})
    assert answer.url == reverse("account_login")


def test_whoever_may_not_edit_is_told_so_and_not_asked_to_sign_in_again(client):
    client.force_login(UserFactory())
    assert client.get("/cms/account/").status_code == 403


def test_only_the_button_signs_an_editor_out(client):
    client.force_login(user_with_role("trainer"))
    client.get("/cms/logout/")
    assert client.get("/cms/").status_code == 200
    client.post("/cms/logout/")
    assert client.get("/cms/").url.startswith(reverse("account_login"))
