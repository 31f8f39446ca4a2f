"""Scanners at councils and in the NHS open every link. Nothing may happen when they do."""

import re
import uuid
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as site
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import AccessMail, User
from tests.accounts import every_letter
from tests.accounts.factories import InvitationFactory
from tests.accounts.letters import delivered

pytestmark = pytest.mark.django_db

WATCHED = ("accounts", "account", "mfa", "socialaccount")
# Sign-up through the library is closed, and `notifications` sends the reminder.
NEVER_SENT_HERE = {"account_already_exists", "email_confirmation_signup"}
BECAUSE = re.compile(r"You get this (message )?because")


def contents():
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for label in WATCHED
        for model in apps.get_app_config(label).get_models()
    }


@pytest.fixture
def letters():
    every_letter.of_joining()
    every_letter.of_signing_in()
    return delivered()


def test_every_letter_there_is_is_here(letters):
    written = {
        path.name.removesuffix(".subject.txt")
        for path in Path(site.BASE_DIR, "templates/emails").glob("*.subject.txt")
    }
    sent = set(AccessMail.objects.values_list("template", flat=True))
    assert written - sent == NEVER_SENT_HERE


def test_every_letter_says_why_it_came_and_names_nobody_in_its_subject(letters):
    for letter in letters:
        assert BECAUSE.search(" ".join(letter.body.split())), letter.subject
        assert BECAUSE.search(" ".join(letter.alternatives[0].content.split())), letter.subject
        assert "Wenlow" not in letter.subject
        assert not re.search(r"\d{4}", letter.subject)


@pytest.mark.parametrize("who", ["a scanner", "somebody who is signed in"])
def test_opening_every_link_twice_changes_nothing(letters, client, settings, who):
    if who != "a scanner":
        client.force_login(User.objects.get(email=every_letter.KNOWN))
    links = every_link(settings.SITE_URL)
    for part in ("/join/invitation/", "/account/email/undo/"):
        assert any(part in link for link in links)
    before, signed_in = contents(), client.session.get("_auth_user_id")
    for link in links:
        for _ in range(2):
            assert client.get(link).status_code in {200, 302, 403, 410}, link
            client.head(link)
    assert contents() == before
    assert client.session.get("_auth_user_id") == signed_in


def every_link(site_url):
    """But the home page, which stands only where a site is laid out."""
    found = {
        link
        for letter in mail.outbox
        for part in (letter.body, letter.alternatives[0].content)
        for link in re.findall(r"https?://[^\s\"<]+", part)
    }
    hosts = (site_url, "http://testserver")
    assert all(link.startswith(hosts) for link in found), found
    return sorted({re.sub(r"^https?://[^/]+", "", link) for link in found} - {"", "/"})


def test_a_button_in_a_strangers_page_presses_nothing():
    """The form token: a page elsewhere cannot send the visitor's browser through the door."""
    strict = Client(enforce_csrf_checks=True)
    path = reverse("joining:invitation", args=[InvitationFactory().token])
    assert strict.post(path, {"display_name": str(uuid.uuid4())}).status_code == 403
