from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.actions.leavers import end_employments
from accounts.models import Employment, Person
from accounts.permissions import has_right
from accounts.rights import Right
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return OrganisationFactory()


@pytest.fixture
def hub(council):
    return OrganisationFactory(parent=council)


@pytest.fixture
def today():
    return timezone.localdate()


def at_work(organisation, today, **fields):
    fields.setdefault("person", UserFactory().person)
    return EmploymentFactory(
        organisation=organisation, starts_on=today - timedelta(days=400), **fields
    )


def again(person):
    """What the next request sees: nothing kept from the last one."""
    return Person.objects.get(pk=person.pk)


def test_the_organisations_rights_close_on_the_next_request(hub, today):
    person = at_work(hub, today).person
    RoleGrantFactory(person=person, role="organisation_lead", organisation=hub)
    assert has_right(again(person), Right.CONFIRM_PEOPLE, organisation=hub)

    end_employments(person=person, organisation=hub, on=today - timedelta(days=1))

    assert not has_right(again(person), Right.CONFIRM_PEOPLE, organisation=hub)
    assert not person.employments.current(on=today).exists()


def test_the_person_keeps_their_login_and_record(client, hub, today):
    job = at_work(hub, today)
    end_employments(person=job.person, organisation=hub, on=today - timedelta(days=1))
    assert again(job.person).user.is_active
    assert Employment.objects.filter(pk=job.pk).exists()


def test_a_last_day_to_come_closes_nothing_yet(hub, today):
    person = at_work(hub, today).person
    RoleGrantFactory(person=person, role="facilitator", organisation=hub)
    end_employments(person=person, organisation=hub, on=today)
    assert has_right(again(person), Right.PRINT_CARDS, organisation=hub)


def test_leaving_the_whole_ends_the_branches_and_nothing_beside(council, hub, today):
    person = at_work(hub, today).person
    beside = at_work(OrganisationFactory(), today, person=person)
    ended = end_employments(person=person, organisation=council, on=today - timedelta(days=1))
    assert [job.organisation for job in ended] == [hub]
    beside.refresh_from_db()
    assert beside.ends_on is None


def test_a_role_that_a_job_above_still_carries_stays(council, hub, today):
    person = at_work(hub, today).person
    at_work(council, today, person=person)
    RoleGrantFactory(person=person, role="facilitator", organisation=hub)
    end_employments(person=person, organisation=hub, on=today - timedelta(days=1))
    assert has_right(again(person), Right.PRINT_CARDS, organisation=hub)


def test_saying_it_twice_moves_no_last_day(hub, today):
    person = at_work(hub, today).person
    first, later = today - timedelta(days=9), today - timedelta(days=1)
    end_employments(person=person, organisation=hub, on=first)
    assert end_employments(person=person, organisation=hub, on=later) == []
    assert person.employments.get().ends_on == first


def test_a_job_that_begins_later_is_left_alone(hub, today):
    coming = EmploymentFactory(organisation=hub, starts_on=today + timedelta(days=30))
    end_employments(person=coming.person, organisation=hub, on=today)
    coming.refresh_from_db()
    assert coming.ends_on is None


def test_only_who_looks_after_people_there_may_say_so(hub, today):
    person = at_work(hub, today).person
    other = user_with_role("organisation_lead", organisation=OrganisationFactory()).person
    with pytest.raises(PermissionDenied):
        end_employments(person=person, organisation=hub, on=today, by=other)
