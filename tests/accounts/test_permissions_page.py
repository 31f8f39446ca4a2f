from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.roles import BY_CODE, ROLES
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

READ_HOLDERS = {"administrator", "privacy_officer"}


def sign_in(client, code):
    place = OrganisationFactory() if code == "organisation_lead" else None
    user = user_with_role(code, organisation=place)
    client.force_login(user)
    return user


def test_what_each_role_may_do_is_said_to_everybody(client):
    client.force_login(UserFactory())

    page = client.get(reverse("people:permissions")).content.decode()

    for role in ROLES:
        assert str(role.label) in page
        for words in role.rights_in_words:
            assert str(words) in page


@pytest.mark.parametrize("code", list(BY_CODE))
def test_who_holds_a_role_is_shown_to_those_who_answer_for_it(client, code):
    RoleGrantFactory(person=PersonFactory(display_name="Ada Quill"), role="champion")
    sign_in(client, code)

    page = client.get(reverse("people:permissions")).content.decode()

    assert ("Ada Quill" in page) is (code in READ_HOLDERS)


@pytest.mark.parametrize("code", list(BY_CODE))
def test_who_may_give_and_end_roles(client, code):
    grant = RoleGrantFactory(role="champion")
    sign_in(client, code)

    give = client.get(reverse("people:give_role", args=[grant.person.uuid]))
    end = client.post(reverse("people:end_role", args=[grant.pk]))

    grant.refresh_from_db()
    is_administrator = code == "administrator"
    assert give.status_code == (200 if is_administrator else 403)
    assert end.status_code in ({302} if is_administrator else {403, 404})
    assert bool(grant.ends_at) is is_administrator


def test_a_role_is_given_with_days(client):
    user = sign_in(client, "administrator")
    job = EmploymentFactory()
    today = timezone.localdate()

    answer = client.post(
        reverse("people:give_role", args=[job.person.uuid]),
        {
            "role": "facilitator",
            "organisation": job.organisation.pk,
            "employment": job.pk,
            "starts_at": today.isoformat(),
            "ends_at": (today + timedelta(days=30)).isoformat(),
        },
    )

    grant = RoleGrant.objects.get(person=job.person)
    assert answer.url == reverse("people:person", args=[job.person.uuid])
    assert (grant.granted_by, grant.employment) == (user.person, job)
    assert grant.starts_at <= timezone.now()
    assert grant.last_day == today + timedelta(days=30)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"role": "evaluator"}, "ends_at"),
        ({"role": "organisation_lead"}, "organisation"),
        ({"role": ""}, "role"),
        ({"role": "facilitator", "ends_at": "2020-01-01"}, "ends_at"),
    ],
)
def test_what_may_not_be_given_is_said_beside_the_field(client, fields, field):
    sign_in(client, "administrator")
    person = PersonFactory()

    answer = client.post(
        reverse("people:give_role", args=[person.uuid]),
        {"starts_at": timezone.localdate().isoformat(), **fields},
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert not person.role_grants.exists()


def test_the_last_administrator_is_told_why_they_stay(client):
    user = sign_in(client, "administrator")

    answer = client.post(reverse("people:end_role", args=[user.person.role_grants.get().pk]))

    assert "last administrator" in answer.content.decode()


def test_the_page_asks_as_often_for_many_as_for_one(client):
    sign_in(client, "administrator")
    one = queries_of(lambda: client.get(reverse("people:permissions")))

    for _number in range(12):
        job = EmploymentFactory()
        RoleGrantFactory(
            person=job.person,
            role="facilitator",
            organisation=job.organisation,
            employment=job,
            granted_by=PersonFactory(),
        )
    many = queries_of(lambda: client.get(reverse("people:permissions")))

    assert many == one


@pytest.mark.parametrize("code", ["organisation_lead", "facilitator", "privacy_officer"])
def test_whoever_sees_a_role_but_may_not_end_it_is_not_shown_the_button(client, code):
    grant = RoleGrantFactory(role="champion", organisation=OrganisationFactory())
    place = grant.organisation if code == "organisation_lead" else None
    client.force_login(user_with_role(code, organisation=place))
    assert client.get(reverse("people:end_role", args=[grant.pk])).status_code == 403


def test_whoever_sees_everybodys_names_sees_the_roles_they_hold(client):
    grant = RoleGrantFactory(role="champion", organisation=OrganisationFactory())
    user = user_with_role("programme_lead")
    assert list(RoleGrant.objects.visible_to(user).filter(pk=grant.pk)) == [grant]
