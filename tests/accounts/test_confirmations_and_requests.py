import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.actions.arrivals import Job
from accounts.actions.confirmations import confirm_employment, decline_employment
from accounts.actions.requests import AlreadyDecidedError, approve_request, decline_request
from accounts.models import AccessRequest, AuditEntry, Employment, User
from tests.accounts.factories import (
    AccessRequestFactory,
    EmploymentFactory,
    EmploymentTypeFactory,
    OrganisationFactory,
    ProfessionFactory,
    user_with_role,
)
from tests.accounts.letters import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return OrganisationFactory()


@pytest.fixture
def lead(school):
    return user_with_role("organisation_lead", organisation=school).person


@pytest.fixture
def waiting(school):
    return EmploymentFactory(unconfirmed=True, organisation=school)


def job_at(school):
    return Job(school, ProfessionFactory(), EmploymentTypeFactory())


def test_confirming_says_who_and_when_and_tells_the_person(waiting, lead):
    now = timezone.now()
    confirmed = confirm_employment(employment=waiting, by=lead, at=now)

    assert (confirmed.confirmed_by, confirmed.confirmed_at) == (lead, now)
    assert not Employment.objects.to_confirm(on=timezone.localdate()).exists()
    assert "has confirmed it" in delivered(to=waiting.person.email)[0].body
    assert AuditEntry.objects.get(verb="employment.confirmed").actor == lead.uuid


def test_confirming_twice_tells_once(waiting, lead):
    for _ in range(2):
        confirm_employment(employment=waiting, by=lead, at=timezone.now())
    assert len(delivered()) == 1


def test_a_declined_job_counts_nowhere_and_the_person_keeps_their_record(waiting, lead):
    decline_employment(employment=waiting, by=lead, at=timezone.now())

    assert not Employment.objects.current(on=timezone.localdate()).exists()
    assert waiting.person.pk
    assert "stay yours" in delivered(to=waiting.person.email)[0].body


def test_a_slip_of_the_finger_can_be_mended(waiting, lead):
    decline_employment(employment=waiting, by=lead, at=timezone.now())
    assert confirm_employment(employment=waiting, by=lead, at=timezone.now()).is_confirmed


@pytest.mark.parametrize("act", [confirm_employment, decline_employment])
@pytest.mark.parametrize(
    ("role", "is_here", "may"),
    [
        ("organisation_lead", True, True),
        ("organisation_lead", False, False),
        ("programme_lead", None, True),
        ("administrator", None, True),
        ("facilitator", True, False),
        ("trainer", None, False),
    ],
)
def test_who_may_answer(waiting, school, act, role, is_here, may):
    place = {True: school, False: OrganisationFactory(), None: None}[is_here]
    person = user_with_role(role, organisation=place).person
    if may:
        act(employment=waiting, by=person, at=timezone.now())
    else:
        with pytest.raises(PermissionDenied):
            act(employment=waiting, by=person, at=timezone.now())


def test_nobody_confirms_themselves(lead, school):
    own = EmploymentFactory(unconfirmed=True, organisation=school, person=lead)
    with pytest.raises(PermissionDenied):
        confirm_employment(employment=own, by=lead, at=timezone.now())


@pytest.mark.parametrize(
    ("role", "scope", "sees_own", "sees_other", "sees_nowhere"),
    [
        ("organisation_lead", "here", True, False, False),
        ("programme_lead", None, True, True, True),
        ("administrator", None, True, True, True),
        ("facilitator", None, False, False, False),
        ("champion", None, False, False, False),
    ],
)
def test_who_sees_which_requests(school, role, scope, sees_own, sees_other, sees_nowhere):
    person = user_with_role(role, organisation=school if scope else None).person
    own = AccessRequestFactory(organisation=school)
    other = AccessRequestFactory(organisation=OrganisationFactory())
    nowhere = AccessRequestFactory()

    seen = set(AccessRequest.objects.visible_to(person))

    assert (own in seen, other in seen, nowhere in seen) == (sees_own, sees_other, sees_nowhere)


def test_an_approval_carries_the_reason_and_a_link_that_lets_in(client, school, lead):
    row = AccessRequestFactory(organisation=school)
    approve_request(
        access_request=row, by=lead, job=job_at(school), reason="Welcome!", at=timezone.now()
    )

    (mail,) = delivered(to=row.email)
    assert "Welcome!" in mail.body
    path = mail.body.split("http://localhost")[1].split()[0]
    assert client.post(path, {"display_name": "Kofi Mensah"}).url == "/"
    employment = User.objects.get(email=row.email).person.employments.get()
    assert (employment.organisation, employment.is_confirmed) == (school, True)


def test_a_refusal_carries_the_reason_and_opens_nothing(lead, school):
    row = AccessRequestFactory(organisation=school)
    decline_request(access_request=row, by=lead, reason="Please ask your group.", at=timezone.now())

    assert "Please ask your group." in delivered(to=row.email)[0].body
    row.refresh_from_db()
    assert (row.outcome, row.decided_by) == ("declined", lead)
    assert not User.objects.filter(email=row.email).exists()


def test_two_leads_cannot_answer_differently(lead, school):
    row = AccessRequestFactory(organisation=school)
    decline_request(access_request=row, by=lead, reason="No room.", at=timezone.now())
    with pytest.raises(AlreadyDecidedError):
        approve_request(access_request=row, by=lead, job=job_at(school), at=timezone.now())


def test_a_lead_lets_people_into_their_own_organisation_only(lead, school):
    row = AccessRequestFactory(organisation=school)
    with pytest.raises(PermissionDenied):
        approve_request(
            access_request=row, by=lead, job=job_at(OrganisationFactory()), at=timezone.now()
        )


def test_a_lead_cannot_answer_a_request_to_another_organisation(lead):
    row = AccessRequestFactory(organisation=OrganisationFactory())
    with pytest.raises(PermissionDenied):
        decline_request(access_request=row, by=lead, reason="No.", at=timezone.now())
