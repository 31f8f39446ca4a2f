import io
import json
import logging

import pytest
from django.urls import reverse

from portal.logs import JsonFormatter, current_id
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    """Everything that is logged, as production writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    level, root.level = root.level, logging.INFO
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def test_each_answer_names_its_request_and_so_does_its_line(client, lines):
    answer = client.get("/healthz")

    line = next(line for line in lines() if line["logger"] == "portal.requests")
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["route"], line["status"], line["method"]) == ("healthz", 200, "GET")
    assert current_id.get() == ""


def test_signing_in_leaves_neither_name_nor_address_nor_password(client, lines):
    user = UserFactory(person__display_name="Ottoline Quince", email="ottoline@example.org")

    client.post(
        reverse("account_login") + "?next=/people/me/", {"login": user.email, "password": PASSWORD}
    )
    client.post(reverse("account_login"), {"login": user.email, "password": "something else"})
    client.get("/no-such-page-for-ottoline/")

    written = json.dumps(lines()).lower()
    assert lines()
    for secret in ("ottoline", "quince", "example.org", PASSWORD, "something else", "next="):
        assert secret.lower() not in written


def test_an_error_is_told_by_type_and_place_and_not_by_its_words(lines):
    try:
        raise ValueError("Key (email)=(ottoline@example.org) already exists.")
    except ValueError:
        logging.getLogger("accounts").exception("Could not save")

    line = lines()[-1]
    assert line["error"]["type"] == "ValueError"
    assert line["error"]["where"][-1].endswith(
        "test_an_error_is_told_by_type_and_place_and_not_by_its_words"
    )
    assert "ottoline" not in json.dumps(line)
