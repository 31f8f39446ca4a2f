from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from fido2.utils import websafe_encode

from accounts.actions.claims import claim_record
from accounts.models import AddressChange, AuditEntry, Person, RecordClaim, User
from accounts.passkeys import find_by_passkey
from accounts.roles import BY_CODE
from portal.actions.merging import merge_people
from resources.models import BasePage
from tests.accounts.factories import (
    AgreementTextFactory,
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return user_with_role("administrator").person


@pytest.fixture
def merge(administrator):
    def merge(keep, into_keep):
        return merge_people(by=administrator, keep=keep, into_keep=into_keep, at=timezone.now())

    return merge


def test_everything_moves_to_the_kept_record(merge, administrator):
    keep, other = PersonFactory(email=""), PersonFactory(email="ada@example.org")
    job = EmploymentFactory(person=other)
    grant = RoleGrantFactory(person=other, role="champion", employment=job)
    agreement = other.agreements.create(text=AgreementTextFactory(published=1))
    team = EmploymentFactory(line_manager=other)

    kept = merge(keep, other)

    for row in (job, grant, agreement):
        row.refresh_from_db()
        assert row.person == kept
    team.refresh_from_db()
    other.refresh_from_db()
    assert (team.line_manager, kept.email) == (keep, "ada@example.org")
    assert other.merged_into == keep
    entry = AuditEntry.objects.get(verb="person.merged")
    assert (entry.actor, entry.target_id) == (administrator.uuid, str(other.uuid))
    assert entry.reason_code == str(keep.uuid)


def test_merging_again_changes_nothing(merge):
    keep, other = PersonFactory(), PersonFactory()
    EmploymentFactory(person=other)

    merge(keep, other)
    merge(keep, other)

    assert keep.employments.count() == 1
    assert AuditEntry.objects.filter(verb="person.merged").count() == 1


def test_one_job_written_down_twice_is_one_job_and_keeps_its_roles(merge):
    keep, other = PersonFactory(), PersonFactory()
    today = timezone.localdate()
    job = EmploymentFactory(person=keep, unconfirmed=True, ends_on=today)
    same = EmploymentFactory(person=other, organisation=job.organisation, starts_on=job.starts_on)
    grant = RoleGrantFactory(person=other, role="champion", employment=same)

    merge(keep, other)

    job.refresh_from_db()
    grant.refresh_from_db()
    assert keep.employments.get() == job
    assert job.is_confirmed
    assert job.ends_on is None
    assert (grant.person, grant.employment) == (keep, job)


def test_the_login_comes_along_where_the_kept_record_has_none(merge):
    keep, other = PersonFactory(), UserFactory().person

    merge(keep, other)

    assert User.objects.get(pk=other.user.pk).person == keep


def test_of_two_logins_the_kept_persons_stays_and_the_others_ways_in_open_it(merge):
    stays, goes = UserFactory(), UserFactory()
    goes.socialaccount_set.create(provider="council", uid="42")
    passkey = Authenticator.objects.create(user=goes, type="webauthn", data={"name": "Phone"})
    Authenticator.objects.create(user=goes, type="totp", data={})
    password = stays.password

    merge(stays.person, goes.person)

    assert not User.objects.filter(pk=goes.pk).exists()
    stays.refresh_from_db()
    passkey.refresh_from_db()
    assert stays.password == password
    assert set(stays.emailaddress_set.values_list("email", "primary")) == {
        (stays.email, True),
        (goes.email, False),
    }
    assert stays.socialaccount_set.get().uid == "42"
    assert passkey.user == stays
    assert [row.type for row in Authenticator.objects.filter(user=stays)] == ["webauthn"]


def test_a_passkey_made_for_the_other_login_opens_the_one_that_stayed(merge):
    stays, goes = UserFactory(), UserFactory()
    Authenticator.objects.create(user=goes, type="webauthn", data={"name": "Phone"})
    handle = passkey_answer(goes)
    merge(stays.person, goes.person)

    assert find_by_passkey(handle) == stays
    with pytest.raises(ValidationError):
        find_by_passkey({"response": {"userHandle": None}})
    with pytest.raises(ValidationError):
        find_by_passkey(passkey_answer(User(pk=987654)))


def passkey_answer(user):
    return {"response": {"userHandle": websafe_encode(user_pk_to_url_str(user).encode())}}


@pytest.mark.parametrize("older_first", [True, False])
def test_of_two_logins_that_come_along_the_older_stays_in_any_order(merge, older_first):
    keep, now = PersonFactory(email=""), timezone.now()
    older = UserFactory(date_joined=now - timedelta(days=9))
    younger = UserFactory(date_joined=now)
    order = [older, younger] if older_first else [younger, older]

    for user in order:
        keep = merge(keep, user.person)

    assert keep.user == older
    assert keep.email == older.email


@pytest.mark.parametrize("older_first", [True, False])
def test_of_two_addresses_that_come_along_the_older_records_counts_in_any_order(merge, older_first):
    keep, now = PersonFactory(email=""), timezone.now()
    older = PersonFactory(created_at=now - timedelta(days=9))
    order = [older, PersonFactory()] if older_first else [PersonFactory(), older]

    for person in order:
        keep = merge(keep, person)

    assert keep.email == older.email


def test_an_address_that_both_have_is_proved_if_either_proved_it(merge):
    stays = UserFactory(verified_address=False)
    goes = UserFactory()
    EmailAddress.objects.create(user=stays, email=goes.email, verified=False)

    merge(stays.person, goes.person)

    assert EmailAddress.objects.get(email=goes.email, user=stays).verified


def test_what_somebody_did_in_the_cms_stays_theirs(merge):
    stays, goes = UserFactory(), UserFactory()
    root = BasePage.objects.first()
    BasePage.objects.filter(pk=root.pk).update(owner=goes)

    merge(stays.person, goes.person)

    root.refresh_from_db()
    assert root.owner == stays


@pytest.mark.parametrize("code", [code for code in BY_CODE if code != "administrator"])
def test_only_administrators_merge(code):
    place = OrganisationFactory() if code == "organisation_lead" else None
    by = user_with_role(code, organisation=place).person

    with pytest.raises(PermissionDenied):
        merge_people(by=by, keep=PersonFactory(), into_keep=PersonFactory(), at=timezone.now())


def test_what_stands_in_the_way_is_said(merge, administrator):
    person, now = PersonFactory(), timezone.now()
    later = now + timedelta(days=30)
    changed = UserFactory()
    AddressChange.objects.create(user=changed, old="a@example.org", new="b@example.org")
    evaluator = RoleGrantFactory(role="evaluator", ends_at=later).person
    facilitator = RoleGrantFactory(role="facilitator").person

    for keep, other, words in [
        (person, person, "one record already"),
        (administrator, person, "One of these is yours"),
        (person, PersonFactory(erased_at=now), "closed"),
        (person, PersonFactory(merged_into=PersonFactory()), "closed"),
        (person, changed.person, "seven days"),
        (evaluator, facilitator, "both see names and take answers"),
        (evaluator, person, "takes two people"),
        (person, evaluator, "takes two people"),
    ]:
        with pytest.raises(ValidationError, match=words):
            merge(keep, other)
        other.refresh_from_db()


def test_what_was_said_of_the_other_is_settled_or_said_of_the_kept_one(merge):
    keep, other, third = PersonFactory.create_batch(3)
    about_both = claim_record(person=keep, other=other, proof="lead", at=timezone.now())
    about_third = claim_record(person=third, other=other, proof="lead", at=timezone.now())

    merge(keep, other)

    about_both.refresh_from_db()
    about_third.refresh_from_db()
    assert about_both.outcome == RecordClaim.Outcome.MERGED
    assert (about_third.person, about_third.other) == (third, keep)


def test_a_chain_of_merges_points_at_the_last_record(merge):
    first, second, third = PersonFactory.create_batch(3)

    merge(second, first)
    merge(third, second)

    first.refresh_from_db()
    assert first.merged_into == third
    assert set(third.family()) == {first, second, third}


# The page ---------------------------------------------------------------------------------------

URL = reverse("merge_people")


@pytest.mark.parametrize("code", list(BY_CODE))
def test_who_may_open_the_page(client, code):
    place = OrganisationFactory() if code == "organisation_lead" else None
    client.force_login(user_with_role(code, organisation=place))

    assert client.get(URL).status_code == (200 if code == "administrator" else 403)


def test_two_records_are_found_looked_at_and_put_together(client):
    client.force_login(user_with_role("administrator"))
    keep, other = PersonFactory(display_name="Ada Quill"), PersonFactory(display_name="A. Quill")
    EmploymentFactory(person=other)

    assert "Ada Quill" in client.get(URL, {"q": "quill"}).content.decode()
    found = client.get(URL, {"keep": keep.uuid, "q": "quill"})
    assert list(found.context["found"]) == [other]
    address = f"{URL}?keep={keep.uuid}&other={other.uuid}"
    preview = client.get(address)
    assert ("Employments", 0, 1) in [
        (name.capitalize(), ours, theirs) for name, ours, theirs in preview.context["rows"]
    ]
    assert not Person.objects.exclude(merged_into=None).exists()

    answer = client.post(address)

    assert answer.url == reverse("people:person", args=[keep.uuid])
    other.refresh_from_db()
    assert other.merged_into == keep


def test_looking_at_two_that_may_not_be_merged_offers_no_button(client):
    user = user_with_role("administrator")
    client.force_login(user)
    address = f"{URL}?keep={user.person.uuid}&other={PersonFactory().uuid}"

    page = client.get(address).content.decode()
    client.post(address)

    assert "One of these is yours" in page
    assert "Put them together</button>" not in page
    assert not Person.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("wrong", ["x", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_record_is_not_found(client, wrong):
    client.force_login(user_with_role("administrator"))

    assert client.get(URL, {"keep": wrong}).status_code == 404


def test_two_people_are_kept_apart(client):
    client.force_login(user_with_role("administrator"))
    claim = claim_record(
        person=PersonFactory(), other=PersonFactory(), proof="lead", at=timezone.now()
    )
    assert "They are two people" in client.get(URL).content.decode()

    client.post(reverse("keep_people_apart", args=[claim.pk]))

    claim.refresh_from_db()
    assert claim.outcome == RecordClaim.Outcome.DECLINED
