import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from tests.accounts.factories import (
    EmploymentFactory,
    EmploymentTypeFactory,
    OrganisationFactory,
    ProfessionFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_my_page_shows_my_jobs_roles_and_ways_on(client, user):
    EmploymentFactory(person=user.person, organisation__name="Wenlow Primary", unconfirmed=True)

    page = client.get(reverse("people:me")).content.decode()

    assert "Wenlow Primary" in page
    assert "To be confirmed by somebody there." in page
    assert "Practitioner" in page
    assert reverse("account_home") in page
    assert not AuditEntry.objects.filter(verb="person.viewed").exists()


def test_i_change_my_name_and_pronouns_and_keep_my_address(client, user):
    client.post(
        reverse("people:my_name"),
        {"display_name": "Jo Bright", "pronouns": "she/her", "email": "other@example.org"},
    )

    user.person.refresh_from_db()
    assert (user.person.display_name, user.person.pronouns) == ("Jo Bright", "she/her")
    assert user.person.email != "other@example.org"


def test_i_change_my_user_name(client, user):
    client.post(reverse("people:my_username"), {"username": "tide.table"})

    user.refresh_from_db()
    assert user.username == "tide.table"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [("TAKEN", "is taken"), ("me@example.org", "Use letters"), ("", "Fill in")],
)
def test_a_user_name_that_will_not_do_is_refused_in_words(client, user, wrong, words):
    UserFactory(username="taken")
    before = user.username

    answer = client.post(reverse("people:my_username"), {"username": wrong})

    assert words in answer.content.decode()
    user.refresh_from_db()
    assert user.username == before


def test_a_job_of_mine_waits_to_be_confirmed(client, user):
    school = OrganisationFactory()

    client.post(
        reverse("people:my_job"),
        {
            "organisation": school.pk,
            "profession": ProfessionFactory().pk,
            "employment_type": EmploymentTypeFactory().pk,
            "on": timezone.localdate().isoformat(),
        },
    )

    job = user.person.employments.get()
    assert (job.organisation, job.is_confirmed) == (school, False)


def test_i_say_when_i_leave_and_only_for_my_own_job(client, user):
    mine, theirs = EmploymentFactory(person=user.person), EmploymentFactory()
    today = timezone.localdate()

    client.post(reverse("people:leave_job", args=[mine.pk]), {"on": today.isoformat()})
    refused = client.post(reverse("people:leave_job", args=[theirs.pk]), {"on": today.isoformat()})

    mine.refresh_from_db()
    assert mine.ends_on == today
    assert refused.status_code == 404


def test_i_lay_down_a_role_of_my_own(client):
    user = user_with_role("champion")
    client.force_login(user)
    grant = user.person.role_grants.get()

    assert "Lay it down" in client.get(reverse("people:me")).content.decode()
    answer = client.post(reverse("people:end_role", args=[grant.pk]))

    assert answer.url == reverse("people:me")
    grant.refresh_from_db()
    assert grant.ends_at
