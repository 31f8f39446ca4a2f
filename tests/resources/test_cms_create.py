"""A new page that is sent twice: once by the editor itself, once by its writer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resources.models import BasePage
from tests.accounts.factories import user_with_role
from tests.resources.factories import site_root

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

NEW_PAGE = {
    "title": "Knife crime, explained",
    "slug": "knife-crime",
    "lead": "What helps.",
    "body-count": "0",
    "note_detail": "0",
    "support": "none",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}


@pytest.fixture
def add(client):
    client.force_login(user_with_role("trainer"), backend=BACKEND)
    home = site_root()
    return reverse("wagtailadmin_pages:add", args=["resources", "standardpage", home.pk])


def test_a_page_saved_a_moment_ago_is_offered_instead_of_made_twice(client, add):
    kept = client.post(add, NEW_PAGE, headers={"accept": "application/json"}).json()
    assert kept["success"], kept

    answer = client.post(add, {**NEW_PAGE, "lead": "What else.", "action-submit": "1"})

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "This page was saved a moment ago. Open it and go on there." in shown
    assert f'href="{kept["url"]}"' in shown
    assert "What else." in shown
    assert BasePage.objects.filter(slug="knife-crime").count() == 1


def test_the_address_is_asked_for_and_taken_in_one_transaction(client, add):
    """Of two requests at once the second broke between the question and the taking."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.post(add, NEW_PAGE, headers={"accept": "application/json"})

    steps = [row["sql"] for row in queries]
    asked = next(i for i, sql in enumerate(steps) if "'knife-crime'" in sql)
    opened = [i for i, sql in enumerate(steps[:asked]) if sql.startswith("SAVEPOINT")]
    closed = [i for i, sql in enumerate(steps[:asked]) if sql.startswith("RELEASE")]
    assert len(opened) > len(closed)
    if connection.features.has_select_for_update:
        assert any("FOR UPDATE" in sql for sql in steps[:asked])
