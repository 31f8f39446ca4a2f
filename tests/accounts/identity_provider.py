"""A real OpenID provider on a real port, and what somebody does at its page."""

import re
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests
from oidc_provider_mock import run_server_in_thread

from portal.settings.providers import apps

ID = "alderbrook"
START = f"/account/organisation/sign-in/{ID}/"


@contextmanager
def running():
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


def offered(url, organisation, **rules):
    """The setting that offers this provider for one organisation."""
    provider = {
        "id": ID,
        "name": "Alderbrook Council",
        "client_id": "portal",
        "secret": "for tests only",
        "server_url": url,
        "organisation": str(organisation.uuid),
        "domains": ["alderbrook.example.org"],
    }
    found = apps([provider | rules], kind="openid_connect")
    return {"openid_connect": {"APPS": found, "OAUTH_PKCE_ENABLED": True}}


def tell(url, sub, **claims):
    """What the provider says about somebody from now on."""
    requests.put(f"{url}/users/{sub}", json=claims, timeout=10).raise_for_status()


def undress(context, url):
    """Its page asks a host elsewhere for its looks, and a test calls nobody."""

    def without_looks(route):
        if route.request.method != "GET":
            route.continue_()
            return
        page = route.fetch()
        route.fulfill(response=page, body=re.sub(r"<link[^>]*>", "", page.text()))

    context.route(f"{url}/oauth2/authorize*", without_looks)


def come_through(client, sub, **fields):
    """Leave our page, agree at theirs, come back."""
    page = client.post(START, fields)
    there = page.context["url"]
    back = requests.post(there, data={"sub": sub}, allow_redirects=False, timeout=10)
    parts = urlsplit(back.headers["Location"])
    return client.get(f"{parts.path}?{parts.query}")
