from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Person
from accounts.roles import BY_CODE
from tests.accounts.factories import (
    EmploymentFactory,
    EmploymentTypeFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    UserFactory,
    user_with_role,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

SEE_PEOPLE = {"organisation_lead", "programme_lead", "facilitator", "administrator"}
CHANGE_JOBS = SEE_PEOPLE - {"facilitator"}


@pytest.fixture
def school():
    return OrganisationFactory(name="Wenlow Primary")


@pytest.fixture
def sign_in(client, school):
    def sign_in(code="organisation_lead"):
        place = school if code == "organisation_lead" else None
        user = user_with_role(code, organisation=place)
        client.force_login(user)
        return user

    return sign_in


@pytest.mark.parametrize("code", list(BY_CODE))
def test_who_may_open_the_list_and_a_persons_page(client, sign_in, school, code):
    job = EmploymentFactory(organisation=school)
    sign_in(code)

    index = client.get(reverse("people:index"))
    page = client.get(reverse("people:person", args=[job.person.uuid]))

    assert index.status_code == (200 if code in SEE_PEOPLE else 403)
    assert page.status_code == (200 if code in SEE_PEOPLE else 404)


@pytest.mark.parametrize("code", list(BY_CODE))
@pytest.mark.parametrize(
    "name", ["correct_job", "change_job", "end_job", "line_manager", "reopen_job"]
)
def test_who_may_change_a_job(client, sign_in, school, code, name):
    job = EmploymentFactory(organisation=school)
    sign_in(code)
    url = reverse(f"people:{name}", args=[job.person.uuid, job.pk])

    answer = client.post(url) if name == "reopen_job" else client.get(url)

    expected = 403 if code == "facilitator" else 404
    if code in CHANGE_JOBS:
        expected = 302 if name == "reopen_job" else 200
    assert answer.status_code == expected


@pytest.mark.parametrize("name", ["index", "add", "me", "agreements", "permissions", "audit"])
def test_strangers_are_asked_to_sign_in(client, name):
    answer = client.get(reverse(f"people:{name}"))

    assert answer.status_code == 302
    assert "/account/" in answer.url


def test_the_list_asks_as_often_for_many_as_for_one(client, sign_in, school):
    sign_in()
    EmploymentFactory(organisation=school)
    one = queries_of(lambda: client.get(reverse("people:index")))

    for person in PersonFactory.create_batch(12):
        UserFactory(person=person)
        EmploymentFactory(person=person, organisation=school)
        EmploymentFactory(
            person=person, organisation=school, unconfirmed=True, profession__slug="x"
        )
    many = queries_of(lambda: client.get(reverse("people:index")))

    assert many == one


def test_the_list_is_narrowed_and_divided_into_pages(client, sign_in, school):
    sign_in()
    for number in range(55):
        EmploymentFactory(
            organisation=school, person=PersonFactory(display_name=f"Robin Frost {number:02}")
        )
    EmploymentFactory(organisation=school, person=PersonFactory(display_name="Ada Quill"))

    found = client.get(reverse("people:index"), {"q": "robin", "standing": "working", "page": 2})

    assert found.context["page"].paginator.count == 55
    assert found.context["page"].number == 2
    assert "?q=robin&amp;standing=working&amp;page=1" in found.content.decode()


def test_nonsense_in_the_address_narrows_nothing(client, sign_in, school):
    sign_in()
    EmploymentFactory(organisation=school)

    answer = client.get(
        reverse("people:index"),
        {"organisation": "x", "role": "king", "page": "-1", "standing": "?"},
    )

    assert answer.status_code == 200
    assert answer.context["page"].paginator.count == 2


def test_opening_a_record_is_written_down_and_opening_ones_own_is_not(client, sign_in, school):
    person = EmploymentFactory(organisation=school).person
    user = sign_in()

    client.get(reverse("people:person", args=[person.uuid]))
    own = client.get(reverse("people:person", args=[user.person.uuid]))

    assert own.url == reverse("people:me")
    entry = AuditEntry.objects.get(verb="person.viewed")
    assert (entry.actor, entry.target_id) == (user.person.uuid, str(person.uuid))


def test_a_lead_reads_only_of_jobs_in_their_care(client, sign_in, school):
    job = EmploymentFactory(organisation=school)
    EmploymentFactory(person=job.person, organisation__name="Harbour Refuge")
    sign_in()

    page = client.get(reverse("people:person", args=[job.person.uuid])).content.decode()

    assert "Wenlow Primary" in page
    assert "Harbour Refuge" not in page


def test_the_address_of_a_merged_record_leads_to_the_kept_one(client, sign_in, school):
    person = EmploymentFactory(organisation=school).person
    merged, unseen = PersonFactory(merged_into=person), PersonFactory(merged_into=PersonFactory())
    sign_in()

    answer = client.get(reverse("people:person", args=[merged.uuid]))

    assert answer.url == reverse("people:person", args=[person.uuid])
    assert client.get(reverse("people:person", args=[unseen.uuid])).status_code == 404


def new_person(school, **changes):
    return {
        "display_name": "Jo Bright",
        "organisation": school.pk,
        "profession": ProfessionFactory().pk,
        "employment_type": EmploymentTypeFactory().pk,
        "starts_on": "2026-09-01",
        **changes,
    }


def test_somebody_is_added_without_an_address(client, sign_in, school):
    sign_in()

    answer = client.post(reverse("people:add"), new_person(school))

    person = Person.objects.get(display_name="Jo Bright")
    assert answer.url == reverse("people:person", args=[person.uuid])
    assert person.employments.get().is_confirmed


def test_a_namesake_is_asked_about_and_then_added(client, sign_in, school):
    sign_in()
    client.post(reverse("people:add"), new_person(school))

    asked = client.post(reverse("people:add"), new_person(school))
    assert "works there already" in asked.content.decode()
    assert Person.objects.filter(display_name="Jo Bright").count() == 1

    client.post(reverse("people:add"), new_person(school, is_another="on"))
    assert Person.objects.filter(display_name="Jo Bright").count() == 2


def test_nobody_is_added_elsewhere_by_a_changed_form(client, sign_in, school):
    sign_in()

    answer = client.post(reverse("people:add"), new_person(OrganisationFactory()))

    assert answer.status_code == 200
    assert answer.context["form"].errors["organisation"]


def test_somebodys_details_are_edited(client, sign_in, school):
    sign_in()
    person = EmploymentFactory(organisation=school).person

    client.post(
        reverse("people:edit", args=[person.uuid]),
        {"display_name": "Jo Bright", "pronouns": "they/them", "email": "jo@example.org"},
    )

    person.refresh_from_db()
    assert (person.display_name, person.email) == ("Jo Bright", "jo@example.org")


def test_those_who_sign_in_look_after_their_own_details(client, sign_in, school):
    sign_in()
    person = UserFactory(person=EmploymentFactory(organisation=school).person).person

    assert client.get(reverse("people:edit", args=[person.uuid])).status_code == 403


def job_form(school, **changes):
    return {
        "organisation": school.pk,
        "profession": ProfessionFactory(slug="senco", label="SENCO").pk,
        "employment_type": EmploymentTypeFactory().pk,
        "on": timezone.localdate().isoformat(),
        **changes,
    }


def test_a_job_is_added_changed_corrected_ended_and_reopened(client, sign_in, school):
    sign_in()
    today = timezone.localdate()
    job = EmploymentFactory(organisation=school, starts_on=today - timedelta(days=30))
    person = job.person

    def post(name, **fields):
        url = reverse(f"people:{name}", args=[person.uuid, job.pk])
        return client.post(url, fields)

    post(
        "correct_job",
        **{k: v for k, v in job_form(school).items() if k not in {"organisation", "on"}},
    )
    job.refresh_from_db()
    assert job.profession.slug == "senco"

    post("end_job", on="2026-11-20")
    job.refresh_from_db()
    assert job.ends_on.isoformat() == "2026-11-20"

    post("reopen_job")
    job.refresh_from_db()
    assert job.ends_on is None

    post("change_job", **job_form(school, profession=ProfessionFactory(slug="gp", label="GP").pk))
    assert person.employments.current(on=today).get().profession.slug == "gp"

    client.post(reverse("people:add_job", args=[person.uuid]), job_form(school))
    assert person.employments.current(on=today).count() == 2


def test_a_last_day_before_the_first_is_refused_beside_the_field(client, sign_in, school):
    sign_in()
    job = EmploymentFactory(organisation=school)

    answer = client.post(
        reverse("people:end_job", args=[job.person.uuid, job.pk]), {"on": "2020-01-01"}
    )

    assert answer.context["form"].errors["on"] == ["The last day cannot come before the first."]


def test_a_line_manager_is_found_chosen_and_taken_away(client, sign_in, school):
    sign_in()
    job = EmploymentFactory(organisation=school)
    manager = EmploymentFactory(
        organisation=school, person=PersonFactory(display_name="Ada Quill")
    ).person
    url = reverse("people:line_manager", args=[job.person.uuid, job.pk])

    assert "Ada Quill" in client.get(url, {"q": "quill"}).content.decode()
    client.post(url, {"manager": manager.uuid})
    job.refresh_from_db()
    assert job.line_manager == manager

    client.post(url, {"manager": ""})
    job.refresh_from_db()
    assert job.line_manager is None


@pytest.mark.parametrize("chosen", ["unseen", "not-a-uuid", "themselves"])
def test_nobody_out_of_sight_becomes_a_line_manager(client, sign_in, school, chosen):
    sign_in()
    job = EmploymentFactory(organisation=school)
    values = {
        "unseen": EmploymentFactory().person.uuid,
        "themselves": job.person.uuid,
    }

    answer = client.post(
        reverse("people:line_manager", args=[job.person.uuid, job.pk]),
        {"manager": values.get(chosen, chosen)},
    )

    assert answer.status_code == 404
