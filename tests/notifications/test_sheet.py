"""What waits for people without e-mail, on paper."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AddressTrouble, AuditEntry
from courses.messages.reminders import LESSON_WAITS
from notifications.models import Message
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    user_with_role,
)
from tests.notifications.factories import NOTE, MessageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
SHEET = reverse("messages:sheet")


@pytest.fixture
def place(client):
    place = OrganisationFactory()
    client.force_login(user_with_role("organisation_lead", organisation=place))
    return place


def colleague(place, email=""):
    return EmploymentFactory(organisation=place, person=PersonFactory(email=email)).person


def waiting(person, **facts):
    return MessageFactory(
        person=person,
        **{
            "kind": LESSON_WAITS.code,
            "state": "sent",
            "channel": "portal",
            "title": "A lesson waits",
            "ended_at": timezone.now(),
            **facts,
        },
    )


def on_sheet(client):
    slips = client.get(SHEET).context["slips"]
    return {(slip.person, message) for slip in slips for message in slip.messages}


def test_it_holds_what_waits_for_people_whom_no_letter_reaches(client, place):
    without, troubled = colleague(place), colleague(place, "Gone@example.org")
    AddressTrouble.objects.create(address="gone@example.org", kind="bounced")
    first, second = waiting(without), waiting(troubled)
    waiting(colleague(place, "works@example.org"))
    waiting(colleague(OrganisationFactory()))
    assert on_sheet(client) == {(without, first), (troubled, second)}


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": NOTE.code},
        {"read_at": timezone.now()},
        {"state": "waiting"},
        {"handed_over_at": timezone.now()},
    ],
    ids=["for their eyes", "read", "not yet sent", "handed over"],
)
def test_it_leaves_out_what_is_private_read_or_handed_over(client, place, facts):
    waiting(colleague(place), **facts)
    assert on_sheet(client) == set()


def test_what_was_handed_over_leaves_the_sheet_and_stays_new_in_the_portal(client, place):
    shown = waiting(colleague(place))
    later = waiting(colleague(place))
    elsewhere = waiting(colleague(OrganisationFactory()))
    said = {"organisation": place.pk, "message": [shown.pk, elsewhere.pk, "x"]}
    assert client.post(reverse("messages:handed_over"), said).status_code == 302
    handed = Message.objects.exclude(handed_over_at=None)
    assert list(handed) == [shown]
    assert handed.get().read_at is None
    assert on_sheet(client) == {(later.person, later)}
    assert AuditEntry.objects.filter(verb="messages.handed_over").count() == 1


def test_a_lead_of_several_workplaces_chooses_one(client, place):
    below = OrganisationFactory(parent=place)
    message = waiting(colleague(below))
    assert client.get(SHEET).context["slips"] == []
    slips = client.get(SHEET, {"organisation": below.pk}).context["slips"]
    assert [slip.messages for slip in slips] == [[message]]
    other = OrganisationFactory()
    assert client.get(SHEET, {"organisation": other.pk}).context["slips"] == []


def test_it_asks_the_same_for_many_people_as_for_one(client, place):
    waiting(colleague(place))
    one = queries_of(lambda: client.get(SHEET))
    for _ in range(5):
        waiting(colleague(place))
    assert queries_of(lambda: client.get(SHEET)) == one
