from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.actions.invitations import (
    InvitationClosedError,
    Letter,
    invite_person,
    resend_invitation,
    revoke_invitation,
)
from accounts.models import AuditEntry, Invitation, RecordClaim, User
from tests.accounts.factories import (
    EmploymentFactory,
    EmploymentTypeFactory,
    InvitationFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    UserFactory,
    user_with_role,
)
from tests.accounts.letters import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return OrganisationFactory(name="Wenlow Primary")


@pytest.fixture
def lead(school):
    return user_with_role("organisation_lead", organisation=school).person


def letter(organisation, email="sam@example.org", **extra):
    return Letter(email=email, organisation=organisation, **extra)


def complete(organisation, **extra):
    job = {"profession": ProfessionFactory(), "employment_type": EmploymentTypeFactory()}
    return letter(organisation, **job, **extra)


def invite(lead, of):
    return invite_person(by=lead, letter=of, at=timezone.now())


@pytest.mark.parametrize(
    ("role", "where", "outcome"),
    [
        ("organisation_lead", "here", True),
        ("organisation_lead", "above", True),
        ("organisation_lead", "beside", False),
        ("facilitator", "here", True),
        ("facilitator", "beside", False),
        ("facilitator", None, True),
        ("programme_lead", None, True),
        ("administrator", None, True),
        ("trainer", "here", False),
        ("trainer", None, False),
        ("champion", None, False),
        ("commissioner", None, False),
        ("evaluator", None, False),
        ("safeguarding_lead", None, False),
        ("privacy_officer", None, False),
        (None, None, False),
    ],
)
def test_who_may_invite_where(school, role, where, outcome):
    council = OrganisationFactory()
    school.parent = council
    school.save()
    places = {"here": school, "above": council, "beside": OrganisationFactory(), None: None}
    user = user_with_role(role, organisation=places[where]) if role else UserFactory()

    if outcome:
        assert invite(user.person, letter(school)).organisation == school
    else:
        with pytest.raises(PermissionDenied):
            invite(user.person, letter(school))


def test_the_letter_says_who_writes_and_why(lead, school):
    invitation = invite(lead, letter(school, display_name="Sam Carter"))
    (mail,) = delivered(to="sam@example.org")
    assert "Sam Carter" in mail.body
    assert lead.display_name in mail.body
    assert "Wenlow Primary" in mail.body
    assert "Wenlow" not in mail.subject
    assert invitation.get_absolute_url() in mail.body
    assert AuditEntry.objects.get(verb="invitation.sent").actor == lead.uuid


def test_one_button_lets_a_new_person_in_confirmed(client, lead, school):
    invitation = invite(lead, complete(school, display_name="Sam Carter"))
    url = invitation.get_absolute_url()
    page = client.get(url).content.decode()
    assert 'value="Sam Carter"' in page
    assert page.count("<button") <= 2

    assert client.post(url, {"display_name": "Sam Carter"}).url == "/"

    user = User.objects.get(email="sam@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    employment = user.person.employments.get()
    assert (employment.organisation, employment.confirmed_by) == (school, lead)


def test_what_the_sender_did_not_know_is_asked(client, lead, school):
    url = invite(lead, letter(school)).get_absolute_url()
    errors = client.post(url, {"display_name": "Sam"}).context["form"].errors
    assert set(errors) == {"profession", "employment_type"}


def test_opening_the_link_changes_nothing(client, lead, school):
    url = invite(lead, complete(school)).get_absolute_url()
    for _ in range(2):
        client.get(url)
        client.head(url)
    assert Invitation.objects.get().accepted_at is None
    assert not User.objects.filter(email="sam@example.org").exists()


def test_a_used_link_says_so(client, lead, school):
    url = invite(lead, complete(school)).get_absolute_url()
    client.post(url, {"display_name": "Sam"})
    client.logout()
    page = client.get(url)
    assert page.status_code == 410
    assert "has been used" in page.content.decode()
    assert client.post(url, {"display_name": "Someone else"}).status_code == 410


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "run out"),
        ({"revoked_at": timezone.now()}, "withdrawn"),
    ],
)
def test_a_closed_invitation_explains_itself(client, change, words):
    invitation = InvitationFactory(**change)
    page = client.get(invitation.get_absolute_url())
    assert (page.status_code, words in page.content.decode()) == (410, True)


@pytest.mark.parametrize("ending", ["x", ":x", ""])
def test_a_link_that_was_cut_short_opens_nothing(client, ending):
    token = InvitationFactory().token[:-3] + ending
    assert client.get(f"/join/invitation/{token}/").status_code == 404


def test_somebody_who_signs_in_already_gets_the_job_and_stays_signed_out(client, lead, school):
    user = UserFactory(person__email="sam@example.org")
    url = invite(lead, complete(school)).get_absolute_url()

    assert client.post(url).url == "/account/login/"

    assert "_auth_user_id" not in client.session
    assert user.person.employments.get().organisation == school
    assert User.objects.filter(email="sam@example.org").count() == 1
    assert "added" in delivered(to="sam@example.org")[-1].subject


def test_whoever_is_signed_in_may_take_the_job_with_their_account(client, lead, school):
    user = UserFactory(person__email="private@example.org")
    client.force_login(user)
    url = invite(lead, complete(school, email="sam@wenlow.example.org")).get_absolute_url()
    client.post(url)
    assert user.person.employments.get().organisation == school


def test_an_invitation_for_another_account_is_not_taken_by_accident(client, lead, school):
    UserFactory(person__email="sam@example.org")
    client.force_login(UserFactory())
    url = invite(lead, complete(school)).get_absolute_url()
    assert "somebody else" in client.post(url).content.decode()
    assert Invitation.objects.get().accepted_at is None


def test_inviting_twice_sends_the_same_link_again(lead, school):
    first = invite(lead, letter(school))
    second = invite(lead, letter(school, email="SAM@example.org"))
    assert first == second
    assert len(delivered(to="sam@example.org")) == 2


def test_sending_again_gives_three_more_weeks_to_the_same_link(lead, school):
    sent = timezone.now()
    invitation = invite_person(by=lead, letter=letter(school), at=sent)
    later = sent + Invitation.LIVES + timedelta(days=1)
    assert invitation.state(at=later) == "expired"

    again = resend_invitation(invitation=invitation, by=lead, at=later)

    assert again.state(at=later) == "open"
    assert again.token == invitation.token


def test_only_within_reach_can_it_be_sent_again_or_withdrawn(school):
    invitation = InvitationFactory(organisation=school)
    other = user_with_role("organisation_lead", organisation=OrganisationFactory()).person
    for act in (resend_invitation, revoke_invitation):
        with pytest.raises(PermissionDenied):
            act(invitation=invitation, by=other, at=timezone.now())


def test_a_withdrawn_invitation_cannot_be_sent_again(lead, school):
    invitation = invite(lead, letter(school))
    revoke_invitation(invitation=invitation, by=lead, at=timezone.now())
    with pytest.raises(InvitationClosedError):
        resend_invitation(invitation=invitation, by=lead, at=timezone.now())


def test_a_facilitators_guests_wait_to_be_confirmed(client, school):
    facilitator = user_with_role("facilitator", organisation=school).person
    url = invite(facilitator, complete(school)).get_absolute_url()
    client.post(url, {"display_name": "Sam"})
    assert not User.objects.get(email="sam@example.org").person.employments.get().is_confirmed


def test_a_record_added_by_name_becomes_the_guests_own(client, lead, school):
    record = PersonFactory(without_email=True)
    EmploymentFactory(person=record, organisation=school)
    url = invite(lead, complete(school, person=record)).get_absolute_url()
    client.post(url, {"display_name": "Sam Carter"})
    assert User.objects.get(email="sam@example.org").person == record


def test_nobody_hands_out_a_record_that_signs_in_or_is_out_of_reach(lead, school):
    has_login = UserFactory(person=PersonFactory(without_email=True)).person
    EmploymentFactory(person=has_login, organisation=school)
    for person in (has_login, PersonFactory(without_email=True)):
        with pytest.raises(PermissionDenied):
            invite(lead, letter(school, person=person))


def test_two_records_of_one_person_are_left_to_an_administrator(client, lead, school):
    record = PersonFactory(without_email=True)
    EmploymentFactory(person=record, organisation=school)
    user = UserFactory(person__email="sam@example.org")
    url = invite(lead, complete(school, person=record)).get_absolute_url()

    client.post(url)

    claim = RecordClaim.objects.get()
    assert (claim.person, claim.other, claim.proof) == (user.person, record, "invitation")
