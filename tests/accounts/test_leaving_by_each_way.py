"""A last day closes what an open browser could see there, by whichever way it was said."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.imports import run_import, upload_list
from accounts.imports.work import work
from accounts.spreadsheets import write_table
from tests.accounts import identity_provider as provider
from tests.accounts.factories import (
    PASSWORD,
    EmploymentFactory,
    OrganisationFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db

ADDRESS = "sam@alderbrook.example.org"


@pytest.fixture(scope="module")
def there():
    with provider.running() as url:
        yield url


@pytest.fixture
def council():
    return OrganisationFactory(name="Alderbrook Council")


@pytest.fixture
def sams_job(council):
    """A lead who worked there for a year and has signed in."""
    user = user_with_role(
        "organisation_lead",
        organisation=council,
        person__display_name="Sam Carter",
        person__email=ADDRESS,
    )
    begun = timezone.localdate() - timedelta(days=400)
    return EmploymentFactory(person=user.person, organisation=council, starts_on=begun)


@pytest.fixture
def open_browser(sams_job):
    return browser(sams_job.person.user)


def browser(user):
    client = Client()
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    return client


def on_a_list(job, last_day, there):
    lead = user_with_role("organisation_lead", organisation=job.organisation).person
    row = [job.person.display_name, ADDRESS, job.organisation.name, last_day.isoformat()]
    listed = upload_list(
        by=lead,
        kind="leavers",
        content=write_table(["name", "e-mail", "organisation", "last day"], [row]).encode(),
        file_name="leavers.csv",
        at=timezone.now(),
    )
    work(listed.pk, at=timezone.now())
    listed.refresh_from_db()
    run_import(people_import=listed, by=lead)
    work(listed.pk, at=timezone.now())


def on_the_page_of_a_lead(job, last_day, there):
    lead = browser(user_with_role("organisation_lead", organisation=job.organisation))
    page = reverse("people:end_job", args=[job.person.uuid, job.pk])
    lead.post(page, {"on": last_day.isoformat()})


def by_the_sign_in_of_the_organisation(job, last_day, there):
    SocialAccount.objects.create(user=job.person.user, provider=provider.ID, uid="sam")
    provider.tell(there, "sam", email=ADDRESS, email_verified=True, status="left")
    assert provider.come_through(Client(), "sam").status_code == 403


@pytest.mark.parametrize(
    "say_it", [on_a_list, on_the_page_of_a_lead, by_the_sign_in_of_the_organisation]
)
def test_the_next_request_of_an_open_browser_sees_nothing_there(
    settings, council, sams_job, open_browser, there, say_it
):
    settings.SOCIALACCOUNT_PROVIDERS = provider.offered(
        there, council, leaver_claim="status", leaver_values=["left"]
    )
    colleague = EmploymentFactory(organisation=council, person__display_name="Jo Webb").person
    their_page = reverse("people:person", args=[colleague.uuid])
    assert open_browser.get(their_page).status_code == 200
    assert open_browser.get("/people/waiting/").status_code == 200

    yesterday = timezone.localdate() - timedelta(days=1)
    say_it(sams_job, yesterday, there)

    assert open_browser.get(their_page).status_code in {403, 404}
    assert open_browser.get("/people/waiting/").status_code == 403
    assert open_browser.get("/people/me/").status_code == 200
    sams_job.refresh_from_db()
    assert sams_job.ends_on == yesterday


@pytest.mark.parametrize("say_it", [on_a_list, on_the_page_of_a_lead])
def test_a_last_day_to_come_closes_the_door_on_the_morning_after(
    sams_job, there, say_it, time_machine
):
    today = timezone.localdate()
    say_it(sams_job, today, there)
    assert browser(sams_job.person.user).get("/people/waiting/").status_code == 200

    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert browser(sams_job.person.user).get("/people/waiting/").status_code == 403
