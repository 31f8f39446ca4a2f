import pytest
from django.urls import reverse

from accounts.models import AgreementText
from accounts.roles import BY_CODE, Right
from tests.accounts.factories import (
    AgreementTextFactory,
    OrganisationFactory,
    UserFactory,
    user_with_role,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

ASK = reverse("people:agree")
MINE = reverse("people:me")


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_a_new_version_is_asked_for_and_leads_back(client, user):
    text = AgreementTextFactory(published=1)

    asked = client.get(f"{MINE}?tab=1")
    assert asked.url == f"{ASK}?next=%2Fpeople%2Fme%2F%3Ftab%3D1"

    page = client.get(asked.url)
    assert "We treat each other with care." in page.content.decode()
    agreed = client.post(asked.url, {f"text-{text.pk}": "on"})

    assert agreed.url == f"{MINE}?tab=1"
    assert client.get(MINE).status_code == 200
    assert user.person.agreements.get().text == text


def test_a_box_left_empty_is_asked_for_again(client, user):
    AgreementTextFactory(published=1)

    answer = client.post(ASK)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not user.person.agreements.exists()


@pytest.mark.parametrize("wanted", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_agreeing_leads_to_no_other_site(client, user, wanted):
    text = AgreementTextFactory(published=1)

    answer = client.post(f"{ASK}?next={wanted}", {f"text-{text.pk}": "on"})

    assert answer.url == "/"


@pytest.mark.parametrize("path", ["/support/", "/worried/", "/account/logout/", ASK, "/healthz"])
def test_help_and_the_way_out_stay_open(client, user, path):
    AgreementTextFactory(published=1)

    assert client.get(path).status_code == 200


def test_what_somebody_sends_is_never_turned_away(client, user):
    AgreementTextFactory(published=1)

    client.post(reverse("people:my_name"), {"display_name": "Jo Bright"})

    user.person.refresh_from_db()
    assert user.person.display_name == "Jo Bright"


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Sec-Fetch-Dest": "empty"}])
def test_a_part_of_a_page_is_not_interrupted(client, user, headers):
    AgreementTextFactory(published=1)

    assert client.get(MINE, headers=headers).status_code == 200


def test_being_up_to_date_costs_no_query(client, user):
    before = queries_of(lambda: client.get(MINE))
    text = AgreementTextFactory(published=1)
    client.post(ASK, {f"text-{text.pk}": "on"})

    assert queries_of(lambda: client.get(MINE)) == before


def test_i_see_what_i_agreed_to_and_read_it_again(client, user):
    text = AgreementTextFactory(published=1)
    draft = AgreementTextFactory(kind="charter")
    client.post(ASK, {f"text-{text.pk}": "on"})

    assert "Terms of use, version 1" in client.get(reverse("people:agreements")).content.decode()
    assert client.get(reverse("people:agreement", args=[text.pk])).status_code == 200
    assert client.get(reverse("people:agreement", args=[draft.pk])).status_code == 404


@pytest.mark.parametrize("code", list(BY_CODE))
def test_who_sees_versions_and_publishes(client, code):
    place = OrganisationFactory() if code == "organisation_lead" else None
    client.force_login(user_with_role(code, organisation=place))
    draft = AgreementTextFactory()
    may = Right.MANAGE_AGREEMENTS in BY_CODE[code].rights

    versions = client.get(reverse("people:agreement_versions"))
    client.post(reverse("people:publish_agreement", args=[draft.pk]))

    assert versions.status_code == (200 if may else 403)
    assert AgreementText.objects.published().exists() is may
