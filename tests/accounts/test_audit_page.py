from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEntry
from accounts.roles import BY_CODE, Right
from tests.accounts.factories import OrganisationFactory, PersonFactory, user_with_role
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

URL = reverse("people:audit")


def sign_in(client, code="privacy_officer"):
    place = OrganisationFactory() if code == "organisation_lead" else None
    client.force_login(user_with_role(code, organisation=place))


@pytest.mark.parametrize("code", list(BY_CODE))
def test_who_may_read_the_trail(client, code):
    sign_in(client, code)

    may = Right.READ_AUDIT in BY_CODE[code].rights
    assert client.get(URL).status_code == (200 if may else 403)


def test_names_are_looked_up_while_there_are_any(client):
    sign_in(client)
    actor = PersonFactory(display_name="Ada Quill")
    gone = PersonFactory(display_name="Robin Frost", erased_at=timezone.now())
    audit.record(actor=actor, verb="person.viewed", target=gone)

    page = client.get(URL).content.decode()

    assert "Ada Quill" in page
    assert "Robin Frost" not in page
    assert str(gone.uuid)[:8] in page


def test_the_trail_is_narrowed_by_day_and_by_what_was_done(client):
    sign_in(client)
    today = timezone.localdate()
    for verb, days in (("role.granted", 0), ("role.granted", 9), ("person.viewed", 0)):
        AuditEntry.objects.create(
            verb=verb, at=timezone.now() - timedelta(days=days), target_kind="x", target_id="1"
        )

    found = client.get(URL, {"verb": "role.granted", "since": today, "until": today})

    assert found.context["page"].paginator.count == 1
    assert client.get(URL, {"since": "yesterday", "verb": "?"}).context["page"].paginator.count == 3


def test_the_page_asks_as_often_for_many_as_for_one(client):
    sign_in(client)
    audit.record(actor=PersonFactory(), verb="person.viewed", target=PersonFactory())
    one = queries_of(lambda: client.get(URL))

    for _number in range(12):
        audit.record(actor=PersonFactory(), verb="person.viewed", target=PersonFactory())
    many = queries_of(lambda: client.get(URL))

    assert many == one
