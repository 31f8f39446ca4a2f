"""The way out to a SAML provider. Needs the `saml` extra and a start with a provider named:

SAML_PROVIDERS="$(python -m tests.accounts.test_saml_signin)" pytest -k saml_signin tests/accounts
"""

import json
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.test import Client

PROVIDER = {
    "id": "alderbrook",
    "name": "Alderbrook Council",
    "client_id": "alderbrook",
    "organisation": "7d0a5b5e-2a0c-4b0f-9d2b-3f1d1c0e5a11",
    "domains": ["alderbrook.example.org"],
    "idp": {
        "entity_id": "https://sign-in.alderbrook.example.org/",
        "sso_url": "https://sign-in.alderbrook.example.org/sso",
        "x509cert": "MIIB",
    },
}
PATH = "/account/saml/alderbrook/login/"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (apps.ready and apps.is_installed("allauth.socialaccount.providers.saml")),
        reason="needs the saml extra and SAML_PROVIDERS",
    ),
]


@pytest.fixture
def client():
    """The library asks for the header that every browser sends."""
    return Client(headers={"host": "localhost"})


def test_the_sign_in_page_offers_the_organisation(client):
    page = client.get("/account/login/").content.decode()
    assert "Sign in with Alderbrook Council" in page
    assert f'action="{PATH}"' in page


def test_a_page_stands_between_our_form_and_the_provider(client):
    """The policy lets no form lead elsewhere, not even by a redirect."""
    there = client.post(PATH).context["url"]
    assert urlsplit(there)._replace(query="").geturl() == PROVIDER["idp"]["sso_url"]
    assert "SAMLRequest=" in there


def test_nothing_leaves_on_a_get_or_for_nobody(client):
    assert client.get(PATH).url == "/account/login/"
    assert client.post("/account/saml/nowhere/login/").status_code == 404


def test_what_the_provider_has_to_know_of_us_can_be_read(client):
    page = client.get("/account/saml/alderbrook/metadata/")
    assert "/account/saml/alderbrook/acs/" in page.content.decode()


if __name__ == "__main__":
    print(json.dumps([PROVIDER]))  # noqa: T201
