from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.actions.jobs import (
    JobDetails,
    change_job,
    correct_job,
    end_job,
    reopen_job,
    set_line_manager,
    start_job,
)
from accounts.models import AuditEntry
from accounts.permissions import confirmed_organisations, current_employments, has_right
from accounts.rights import Right
from tests.accounts.factories import (
    EmploymentFactory,
    EmploymentTypeFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    RoleGrantFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def school():
    return OrganisationFactory()


@pytest.fixture
def lead(school):
    return user_with_role("organisation_lead", organisation=school).person


def details(organisation, profession="teacher"):
    return JobDetails(
        organisation=organisation,
        profession=ProfessionFactory(slug=profession, label=profession),
        employment_type=EmploymentTypeFactory(),
    )


@pytest.mark.parametrize(
    ("role", "confirmed"),
    [("organisation_lead", True), ("facilitator", False)],
)
def test_a_job_is_confirmed_by_whoever_may_confirm(role, confirmed, school, today):
    by = user_with_role(role, organisation=school).person

    job = start_job(by=by, person=PersonFactory(), job=details(school), starts_on=today)

    assert job.is_confirmed is confirmed


def test_ones_own_word_waits_to_be_confirmed(lead, school, today):
    job = start_job(by=lead, person=lead, job=details(school), starts_on=today)

    assert not job.is_confirmed
    assert current_employments(lead) == [job]
    assert confirmed_organisations(lead) == []


def test_a_lead_starts_no_job_elsewhere(lead, today):
    with pytest.raises(PermissionDenied):
        start_job(
            by=lead, person=PersonFactory(), job=details(OrganisationFactory()), starts_on=today
        )


def test_the_same_job_is_not_written_down_twice(lead, school, today):
    job = EmploymentFactory(organisation=school)

    with pytest.raises(ValidationError, match="already"):
        start_job(by=lead, person=job.person, job=details(school), starts_on=today)


def test_the_last_day_closes_the_organisations_rights_and_a_slip_is_mended(school, today):
    administrator = user_with_role("administrator").person
    job = EmploymentFactory(organisation=school, starts_on=today - timedelta(days=9))
    RoleGrantFactory(
        person=job.person, role="organisation_lead", organisation=school, employment=job
    )
    assert has_right(job.person, Right.CONFIRM_PEOPLE, organisation=school)

    job = end_job(by=administrator, job=job, on=today - timedelta(days=1))
    assert not has_right(job.person, Right.CONFIRM_PEOPLE, organisation=school)

    job = reopen_job(by=administrator, job=job)
    assert has_right(job.person, Right.CONFIRM_PEOPLE, organisation=school)


def test_anybody_may_say_that_they_have_left(today):
    job = EmploymentFactory(starts_on=today - timedelta(days=9))

    assert end_job(by=job.person, job=job, on=today).ends_on == today
    with pytest.raises(PermissionDenied):
        reopen_job(by=job.person, job=job)


def test_the_last_day_is_not_before_the_first(lead, school, today):
    job = EmploymentFactory(organisation=school)

    with pytest.raises(ValidationError, match="before the first"):
        end_job(by=lead, job=job, on=today - timedelta(days=1))


def test_changing_job_ends_one_and_starts_another(lead, school, today):
    job = EmploymentFactory(organisation=school, starts_on=today - timedelta(days=9))
    manager = PersonFactory()
    set_line_manager(by=lead, job=job, manager=manager)
    grant = RoleGrantFactory(person=job.person, role="champion", employment=job)

    new = change_job(by=lead, job=job, to=details(school, "senco"), on=today)

    job.refresh_from_db()
    grant.refresh_from_db()
    assert (job.ends_on, new.starts_on) == (today - timedelta(days=1), today)
    assert (new.line_manager, grant.employment) == (manager, new)


def test_a_role_over_the_old_place_stays_with_the_old_job(school, today):
    administrator = user_with_role("administrator").person
    job = EmploymentFactory(organisation=school, starts_on=today - timedelta(days=9))
    RoleGrantFactory(
        person=job.person, role="organisation_lead", organisation=school, employment=job
    )

    change_job(by=administrator, job=job, to=details(OrganisationFactory(), "senco"), on=today)

    assert not has_right(job.person, Right.CONFIRM_PEOPLE, organisation=school)


def test_another_role_in_the_same_place_keeps_what_was_held_there(lead, school, today):
    job = EmploymentFactory(organisation=school, starts_on=today - timedelta(days=9))
    RoleGrantFactory(person=job.person, role="facilitator", organisation=school)

    change_job(by=lead, job=job, to=details(school, "senco"), on=today)

    assert has_right(job.person, Right.RUN_SESSIONS, organisation=school)


def test_leaving_ends_what_was_held_there_and_nothing_else(lead, school, today):
    job = EmploymentFactory(organisation=school, starts_on=today - timedelta(days=9))
    RoleGrantFactory(person=job.person, role="facilitator", organisation=school)
    RoleGrantFactory(person=job.person, role="facilitator", organisation=OrganisationFactory())

    job = end_job(by=lead, job=job, on=today - timedelta(days=1))

    assert not has_right(job.person, Right.RUN_SESSIONS, organisation=school)
    assert has_right(job.person, Right.RUN_SESSIONS)


def test_a_correction_keeps_the_organisation(lead, school):
    job = EmploymentFactory(organisation=school)

    corrected = correct_job(by=lead, job=job, to=details(OrganisationFactory(), "senco"))

    assert (corrected.organisation, corrected.profession.slug) == (school, "senco")


def test_nobody_manages_themselves(lead, school):
    job = EmploymentFactory(organisation=school)

    with pytest.raises(ValidationError, match="Nobody is their own"):
        set_line_manager(by=lead, job=job, manager=job.person)


@pytest.mark.parametrize("role", ["facilitator", "trainer", "champion", "practitioner"])
@pytest.mark.parametrize(
    "change",
    [
        lambda by, job: end_job(by=by, job=job, on=job.starts_on),
        lambda by, job: reopen_job(by=by, job=job),
        lambda by, job: set_line_manager(by=by, job=job, manager=by),
        lambda by, job: correct_job(by=by, job=job, to=details(job.organisation)),
        lambda by, job: change_job(by=by, job=job, to=details(job.organisation), on=job.starts_on),
    ],
)
def test_those_who_may_not_confirm_people_change_no_job(role, change, school):
    job = EmploymentFactory(organisation=school)
    by = user_with_role(role, organisation=school).person

    with pytest.raises(PermissionDenied):
        change(by, job)


def test_the_trail_names_nobody(lead, school, today):
    job = EmploymentFactory(organisation=school)
    end_job(by=lead, job=job, on=today)

    entry = AuditEntry.objects.get(verb="employment.ended")
    assert (entry.actor, entry.target_id) == (lead.uuid, str(job.person.uuid))
