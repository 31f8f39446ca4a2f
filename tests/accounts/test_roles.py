from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import GroupPagePermission

from accounts.actions.groups import sync_due_groups, sync_groups
from accounts.actions.roles import end_role, grant_role
from accounts.models import AuditEntry
from accounts.permissions import has_right, has_right_everywhere, has_role
from accounts.rights import Right
from accounts.roles import BY_CODE, ROLES
from tests.accounts.factories import (
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


def test_granting_records_who_when_and_what(administrator):
    person, school = PersonFactory(), OrganisationFactory()

    grant = grant_role(
        by=administrator, person=person, role="organisation_lead", organisation=school
    )

    assert (grant.granted_by, grant.ends_at) == (administrator, None)
    assert has_right(person, Right.CONFIRM_PEOPLE, organisation=school)
    entry = AuditEntry.objects.get(verb="role.granted")
    assert entry.actor == administrator.uuid
    assert (entry.target_id, entry.reason_code) == (str(person.uuid), "organisation_lead")


@pytest.mark.parametrize("code", [role.code for role in ROLES if role.code != "administrator"])
def test_only_administrators_give_roles(code):
    lead = user_with_role(code).person

    with pytest.raises(PermissionDenied):
        grant_role(by=lead, person=PersonFactory(), role="champion")


def test_nobody_gives_themselves_a_role(administrator):
    with pytest.raises(ValidationError, match="yourself"):
        grant_role(by=administrator, person=administrator, role="trainer")


def test_a_role_is_given_only_where_it_may_hold(administrator):
    with pytest.raises(ValidationError, match="whole partnership"):
        grant_role(
            by=administrator,
            person=PersonFactory(),
            role="commissioner",
            organisation=OrganisationFactory(),
        )
    with pytest.raises(ValidationError, match="Choose which"):
        grant_role(by=administrator, person=PersonFactory(), role="organisation_lead")


def test_an_evaluator_must_end_within_a_year():
    person, now = PersonFactory(), timezone.now()
    with pytest.raises(ValidationError, match="must end"):
        grant_role(by=None, person=person, role="evaluator")
    with pytest.raises(ValidationError, match="a year at the most"):
        grant_role(by=None, person=person, role="evaluator", ends_at=now + timedelta(days=367))

    assert grant_role(by=None, person=person, role="evaluator", ends_at=now + timedelta(days=365))


@pytest.mark.parametrize(
    "names",
    [
        "administrator",
        "programme_lead",
        "organisation_lead",
        "facilitator",
        "trainer",
        "privacy_officer",
        "safeguarding_lead",
        "champion",
    ],
)
def test_nobody_both_sees_names_and_takes_answers(names):
    later = timezone.now() + timedelta(days=90)
    sees_names, takes_answers = PersonFactory(), PersonFactory()
    place = OrganisationFactory()
    RoleGrantFactory(person=sees_names, role=names, organisation=place)
    RoleGrantFactory(person=takes_answers, role="evaluator", ends_at=later)

    with pytest.raises(ValidationError, match="both see names and take answers"):
        grant_role(by=None, person=sees_names, role="evaluator", ends_at=later)
    scope = {"organisation": place} if names == "organisation_lead" else {}
    with pytest.raises(ValidationError, match="both see names and take answers"):
        grant_role(by=None, person=takes_answers, role=names, **scope)


def test_the_two_may_follow_each_other():
    person, now = PersonFactory(), timezone.now()
    RoleGrantFactory(
        person=person, role="facilitator", starts_at=now, ends_at=now + timedelta(days=30)
    )

    assert grant_role(
        by=None,
        person=person,
        role="evaluator",
        starts_at=now + timedelta(days=31),
        ends_at=now + timedelta(days=60),
    )


def test_a_commissioner_may_evaluate():
    assert not BY_CODE["commissioner"].is_kept_apart_from(BY_CODE["evaluator"])


def test_the_same_role_is_not_given_twice(administrator):
    person = PersonFactory()
    grant_role(by=administrator, person=person, role="champion")

    with pytest.raises(ValidationError, match="already"):
        grant_role(by=administrator, person=person, role="champion")


def test_a_role_may_be_laid_down_but_not_taken_from_others():
    holder, other = user_with_role("champion"), user_with_role("champion")
    grant = holder.person.role_grants.get()

    with pytest.raises(PermissionDenied):
        end_role(by=other.person, grant=grant)
    end_role(by=holder.person, grant=grant)
    end_role(by=holder.person, grant=grant)

    assert not has_role(holder.person, "champion")
    assert AuditEntry.objects.filter(verb="role.ended").count() == 1


def test_the_last_administrator_stays(administrator):
    with pytest.raises(ValidationError, match="last administrator"):
        end_role(by=administrator, grant=administrator.role_grants.get())

    user_with_role("administrator")
    end_role(by=administrator, grant=administrator.role_grants.get())
    assert not has_right_everywhere(administrator, Right.GRANT_ROLES)


def test_a_role_held_through_a_job_ends_with_it(administrator):
    job = EmploymentFactory()
    grant_role(
        by=administrator,
        person=job.person,
        role="organisation_lead",
        organisation=job.organisation,
        employment=job,
    )
    assert job.person.role_grants.current(at=timezone.now()).exists()

    job.ends_on = job.starts_on
    job.save()

    tomorrow = timezone.now() + timedelta(days=1)
    assert job.person.role_grants.current(at=timezone.now()).exists()
    assert not job.person.role_grants.current(at=tomorrow).exists()


@pytest.mark.parametrize("state", ["somebody else's", "not confirmed"])
def test_a_role_hangs_only_on_a_confirmed_job_of_ones_own(administrator, state):
    person = PersonFactory()
    job = (
        EmploymentFactory()
        if state == "somebody else's"
        else EmploymentFactory(person=person, unconfirmed=True)
    )

    with pytest.raises(ValidationError, match="confirmed job"):
        grant_role(by=administrator, person=person, role="champion", employment=job)


def test_a_right_reaches_what_lies_below_and_nothing_else():
    council = OrganisationFactory()
    hub = OrganisationFactory(parent=council)
    lead = user_with_role("organisation_lead", organisation=council).person

    assert has_right(lead, Right.CONFIRM_PEOPLE, organisation=hub)
    assert not has_right(lead, Right.CONFIRM_PEOPLE, organisation=OrganisationFactory())
    assert not has_right_everywhere(lead, Right.CONFIRM_PEOPLE)


def test_everybody_learns_without_being_given_a_role():
    assert has_right(PersonFactory(), Right.LEARN)
    assert has_role(PersonFactory(), "practitioner")


def test_current_roles_are_read_once(django_assert_num_queries):
    person = user_with_role("trainer").person
    person.__dict__.pop("_current_grants", None)

    with django_assert_num_queries(1):
        for right in Right:
            has_right(person, right)


def test_each_role_has_a_group_with_what_it_declares():
    trainers = Group.objects.get(name="trainer")

    assert set(Group.objects.filter(name__in=BY_CODE).values_list("name", flat=True)) == set(
        BY_CODE
    )
    assert trainers.permissions.filter(codename="access_admin").exists()
    pages = GroupPagePermission.objects.filter(group=trainers)
    verbs = {row.permission.codename.split("_")[0] for row in pages}
    assert verbs == {"add", "change"}, "somebody else approves what a trainer writes"


@pytest.mark.parametrize("code", list(BY_CODE))
def test_every_permission_that_a_role_declares_exists(code):
    role = BY_CODE[code]
    group = Group.objects.get(name=code)

    assert group.permissions.count() == len(role.cms_permissions)
    assert group.collection_permissions.count() == len(role.collection_permissions)
    assert group.page_permissions.count() == len(role.page_permissions)


def test_groups_follow_what_is_granted_and_ended(administrator):
    user = UserFactory()
    user.groups.add(Group.objects.create(name="made by hand"))

    grant = grant_role(by=administrator, person=user.person, role="trainer")
    assert [group.name for group in user.groups.all()] == ["trainer"]

    end_role(by=administrator, grant=grant)
    assert not user.groups.exists()


def test_the_cms_closes_on_the_next_request_after_a_role_ends(client, time_machine):
    now = timezone.now()
    user = UserFactory()
    RoleGrantFactory(person=user.person, role="trainer", ends_at=now + timedelta(hours=1))
    sync_groups(user=user)
    client.force_login(user)
    assert client.get("/cms/").status_code == 200

    time_machine.move_to(now + timedelta(hours=1, seconds=1))

    assert client.get("/cms/").status_code == 302


def test_a_role_that_begins_later_opens_the_cms_then(client, time_machine):
    now = timezone.now()
    user = UserFactory()
    RoleGrantFactory(person=user.person, role="trainer", starts_at=now + timedelta(hours=1))
    sync_groups(user=user)

    assert sync_due_groups(at=now) == 0
    assert sync_due_groups(at=now + timedelta(hours=2)) == 1
    assert [group.name for group in user.groups.all()] == ["trainer"]


def test_the_cms_closes_after_the_last_day_of_the_job(client, time_machine):
    today = timezone.localdate()
    user = UserFactory()
    job = EmploymentFactory(person=user.person, ends_on=today)
    RoleGrantFactory(person=user.person, role="trainer", employment=job)
    sync_groups(user=user)
    client.force_login(user)
    assert client.get("/cms/").status_code == 200

    time_machine.move_to(timezone.now() + timedelta(days=1))

    assert client.get("/cms/").status_code == 302
