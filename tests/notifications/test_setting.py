"""How seldom and when we write is set by people, and holds."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from notifications.actions.sweeping import sweep_messages
from notifications.models import Kindness, Message, QuietTime
from tests.accounts.factories import EmploymentFactory, OrganisationFactory, user_with_role
from tests.notifications.factories import NOW, MessageFactory

pytestmark = pytest.mark.django_db
KINDNESS, QUIET = reverse("messages:kindness"), reverse("messages:quiet_times")
SAID = {
    "opens": "10:00",
    "closes": "15:30",
    "weekdays": ["1", "3"],
    "nation": "SCT",
    "letters_a_week": "2",
    "reminders_at_most": "1",
    "handed_to": "",
}


def sign_in(client, role, **kwargs):
    user = user_with_role(role, **kwargs)
    client.force_login(user)
    return user.person


def days(first, last, **more):
    return {"label": "Half-term", "starts_on": first, "ends_on": last, **more}


def test_kindness_is_kept_and_written_down(client):
    keeper = sign_in(client, "administrator")
    assert client.post(KINDNESS, SAID).status_code == 302
    kept = Kindness.load()
    assert (kept.weekdays, kept.letters_a_week, kept.opens.hour) == ("13", 2, 10)
    assert AuditEntry.objects.filter(verb="messages.kindness_set", actor=keeper.uuid).exists()
    assert client.get(KINDNESS).context["form"]["weekdays"].value() == ["1", "3"]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("closes", "09:00"),
        ("weekdays", []),
        ("letters_a_week", "0"),
        ("letters_a_week", "many"),
        ("nation", "ATL"),
        ("handed_to", "999999"),
        ("opens", "25:99"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_field_and_nothing_changes(client, field, said):
    sign_in(client, "administrator")
    page = client.post(KINDNESS, {**SAID, field: said})
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not Kindness.objects.exists()


def test_a_lead_sets_a_quiet_time_for_their_own_workplace_and_letters_wait(client, mailoutbox):
    place = OrganisationFactory()
    sign_in(client, "organisation_lead", organisation=place)
    said = days(NOW.date(), NOW.date() + timedelta(days=1), organisation=place.pk)
    assert client.post(reverse("messages:add_quiet_time"), said).status_code == 302
    job = EmploymentFactory(organisation=place, starts_on=NOW.date())
    MessageFactory(person=job.person)
    sweep_messages(at=NOW)
    assert not mailoutbox
    assert Message.objects.get().try_at.date() == NOW.date() + timedelta(days=2)


def test_a_lead_sets_none_for_others_and_none_for_everybody(client):
    sign_in(client, "organisation_lead", organisation=OrganisationFactory())
    elsewhere = OrganisationFactory()
    for organisation in (elsewhere.pk, ""):
        said = days(date(2027, 1, 4), date(2027, 1, 5), organisation=organisation)
        page = client.post(reverse("messages:add_quiet_time"), said)
        assert "organisation" in page.context["form"].errors
    assert not QuietTime.objects.exists()


def test_a_lead_sees_the_partnerships_quiet_times_but_changes_only_their_own(client):
    place, today = OrganisationFactory(), timezone.localdate()
    sign_in(client, "organisation_lead", organisation=place)
    everybodys = QuietTime.objects.create(**days(today, today))
    own = QuietTime.objects.create(**days(today, today, organisation=place))
    QuietTime.objects.create(**days(today, today, organisation=OrganisationFactory()))
    rows = client.get(QUIET).context["rows"]
    assert {(row.pk, row.may_be_changed) for row in rows} == {
        (everybodys.pk, False),
        (own.pk, True),
    }
    remove = "messages:remove_quiet_time"
    assert client.post(reverse(remove, args=[everybodys.pk])).status_code == 404
    assert client.post(reverse(remove, args=[own.pk])).status_code == 302
    assert not QuietTime.objects.filter(pk=own.pk).exists()
    assert QuietTime.objects.filter(pk=everybodys.pk).exists()


def test_a_quiet_time_that_ends_before_it_begins_is_refused_in_words(client):
    sign_in(client, "administrator")
    page = client.post(reverse("messages:add_quiet_time"), days(date(2027, 1, 5), date(2027, 1, 4)))
    assert page.context["form"].errors["ends_on"] == ["Choose the first day or a later one."]
