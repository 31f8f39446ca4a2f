import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessRequest, Employment, EnrolmentKey, Invitation, Person
from tests.accounts.factories import (
    AccessRequestFactory,
    EmploymentFactory,
    EmploymentTypeFactory,
    EnrolmentKeyFactory,
    InvitationFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    UserFactory,
    user_with_role,
)
from tests.accounts.letters import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_step(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def school():
    return OrganisationFactory()


@pytest.fixture
def lead(client, school):
    user = user_with_role("organisation_lead", organisation=school)
    client.force_login(user)
    return user


def without_address(school):
    person = PersonFactory(without_email=True)
    return EmploymentFactory(organisation=school, person=person)


LISTS = {
    "/people/waiting/": lambda school: EmploymentFactory(unconfirmed=True, organisation=school),
    "/people/requests/": lambda school: AccessRequestFactory(organisation=school),
    "/people/invitations/": lambda school: InvitationFactory(organisation=school),
    "/people/keys/": lambda school: EnrolmentKeyFactory(organisation=school),
    "/people/cards/": without_address,
}


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


@pytest.mark.parametrize("path", LISTS)
def test_lists_ask_as_much_for_many_as_for_one(client, lead, school, path):
    LISTS[path](school)
    client.get(path)
    one = queries(client, path)
    for _ in range(6):
        LISTS[path](school)
    assert queries(client, path) == one


@pytest.mark.parametrize("path", [*LISTS, "/people/arrivals/"])
def test_an_empty_desk_says_what_comes_next(client, lead, path):
    page = client.get(path)
    assert page.status_code == 200
    assert "<h1>" in page.content.decode()


@pytest.mark.parametrize("path", LISTS)
def test_another_organisations_rows_are_not_shown(client, lead, path):
    row = LISTS[path](OrganisationFactory())
    name = getattr(row, "display_name", "") or getattr(row, "printed_code", "") or str(row.person)
    assert name not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        ("organisation_lead", {"waiting", "requests", "invitations", "keys", "cards"}),
        ("facilitator", {"invitations", "keys", "cards"}),
        ("programme_lead", {"waiting", "requests", "invitations", "keys", "cards"}),
        ("administrator", {"waiting", "requests", "invitations", "keys", "cards"}),
        ("champion", set()),
        (None, set()),
    ],
)
def test_which_role_opens_which_page(client, school, role, opens):
    is_local = role in {"organisation_lead", "facilitator"}
    place = school if is_local else None
    client.force_login(user_with_role(role, organisation=place) if role else UserFactory())
    pages = ["waiting", "requests", "invitations", "keys", "cards"]
    found = {page for page in pages if client.get(f"/people/{page}/").status_code == 200}
    assert found == opens
    assert client.get("/people/arrivals/").status_code == (200 if opens else 403)


def test_one_press_confirms(client, lead, school):
    job = EmploymentFactory(unconfirmed=True, organisation=school)
    client.post(f"/people/waiting/{job.pk}/", {"answer": "yes"})
    assert Employment.objects.get(pk=job.pk).confirmed_by == lead.person


def test_one_press_declines(client, lead, school):
    job = EmploymentFactory(unconfirmed=True, organisation=school)
    client.post(f"/people/waiting/{job.pk}/", {"answer": "no"})
    assert Employment.objects.get(pk=job.pk).is_declined


def test_looking_at_an_answer_page_answers_nothing(client, lead, school):
    job = EmploymentFactory(unconfirmed=True, organisation=school)
    assert client.get(f"/people/waiting/{job.pk}/?answer=yes").status_code == 405


def test_a_request_is_answered_with_the_reason(client, lead, school):
    row = AccessRequestFactory(organisation=school)
    path = f"/people/requests/{row.uuid}/"
    assert "reason" in client.post(path, {"answer": "no"}).context["form"].errors
    client.post(path, {"answer": "no", "reason": "Please use your work address."})
    assert AccessRequest.objects.get().outcome == "declined"
    assert "work address" in delivered(to=row.email)[-1].body


def test_letting_somebody_in_needs_to_know_where(client, lead, school):
    row = AccessRequestFactory(organisation=school)
    path = f"/people/requests/{row.uuid}/"
    errors = client.post(path, {"answer": "yes"}).context["form"].errors
    assert set(errors) == {"organisation", "profession", "employment_type"}
    client.post(
        path,
        {
            "answer": "yes",
            "organisation": school.pk,
            "profession": ProfessionFactory().pk,
            "employment_type": EmploymentTypeFactory().pk,
        },
    )
    assert Invitation.objects.get().email == row.email


def test_somebody_is_invited_sent_again_and_withdrawn(client, lead, school):
    client.post("/people/invitations/new/", {"email": "sam@example.org", "organisation": school.pk})
    row = Invitation.objects.get()
    path = f"/people/invitations/{row.uuid}/"
    client.post(path, {"change": "again"})
    assert len(delivered(to="sam@example.org")) == 2
    client.post(path, {"change": "withdraw"})
    assert Invitation.objects.get().revoked_by == lead.person


def test_a_record_added_by_name_is_offered_by_invitation(client, lead, school):
    person = without_address(school).person
    path = f"/people/invitations/new/?for={person.uuid}"
    assert person.display_name in client.get(path).content.decode()
    client.post(path, {"email": "sam@example.org", "organisation": school.pk})
    assert Invitation.objects.get().person == person
    for other in (PersonFactory().uuid, "nonsense"):
        assert client.get(f"/people/invitations/new/?for={other}").status_code == 404


def test_a_key_is_made_shown_and_withdrawn(client, lead, school):
    day = timezone.localdate()
    page = client.post(
        "/people/keys/new/",
        {"organisation": school.pk, "limit": 5, "expires_on": day.isoformat(), "confirms": "on"},
    )
    key = EnrolmentKey.objects.get()
    assert key.printed_code in client.get(page.url).content.decode()
    assert timezone.localtime(key.expires_at).date() > day
    client.post(f"/people/keys/{key.pk}/withdraw/")
    assert "no more" not in client.get(page.url).content.decode()
    assert EnrolmentKey.objects.get().revoked_at


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 501}, "limit"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
    ],
)
def test_a_key_needs_an_end_and_a_number(client, lead, school, wrong, field):
    answers = {"organisation": school.pk, "limit": 5, "expires_on": timezone.localdate(), **wrong}
    assert field in client.post("/people/keys/new/", answers).context["form"].errors


def names(school, text, **extra):
    return {
        "names": text,
        "organisation": school.pk,
        "profession": ProfessionFactory().pk,
        "employment_type": EmploymentTypeFactory().pk,
        **extra,
    }


def test_people_are_added_by_name_and_cards_printed_once(client, lead, school):
    client.post("/people/cards/new/", names(school, "Jo Webb\n\n  Sam   Carter "))
    people = Person.objects.filter(display_name__in=["Jo Webb", "Sam Carter"])
    assert people.count() == 2
    press = {"people": [person.pk for person in people], "batch": str(uuid.uuid4())}

    page = client.post("/people/cards/print/", press)

    assert page.content.decode().count("cp-signcard__name") == 2
    assert "no-store" in page.headers["Cache-Control"]
    assert client.post("/people/cards/print/", press).url == "/people/cards/"


def test_a_name_that_is_here_already_is_asked_about(client, lead, school):
    EmploymentFactory(organisation=school, person__display_name="Jo Webb")
    page = client.post("/people/cards/new/", names(school, "jo webb"))
    assert "Already here: jo webb" in str(page.context["form"].errors)
    client.post("/people/cards/new/", names(school, "jo webb", add_anyway="on"))
    assert Person.objects.filter(display_name__iexact="jo webb").count() == 2


def test_ticking_nobody_is_explained(client, lead):
    page = client.post("/people/cards/print/", {"batch": str(uuid.uuid4())})
    assert page.url == "/people/cards/"
