"""A list of leavers ends their jobs and their roles."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.actions.roles import grant_role
from tests.accounts.factories import EmploymentFactory
from tests.accounts.imports.lists import csv, everything, notes, outcomes, run, take_back, upload

pytestmark = pytest.mark.django_db
LEAVERS = ["name", "e-mail", "organisation", "last day"]


def leaver(name="Sam Carter", day="2026-11-01", **cells):
    return [name, cells.get("email", ""), "Wenlow Primary", day]


def test_leavers_end_their_jobs_and_their_roles_and_undo_gives_both_back(lead, school):
    person = EmploymentFactory(
        organisation=school, person__display_name="Sam Carter", starts_on="2025-09-01"
    ).person
    person.role_grants.create(role="facilitator", organisation=school)
    before = everything()

    row = run(lead, csv(leaver(), head=LEAVERS), kind="leavers")

    assert outcomes(row) == ["changed"]
    assert person.employments.get().ends_on == date(2026, 11, 1)
    assert person.role_grants.get().ends_at is not None
    take_back(row)
    assert everything() == before


@pytest.mark.parametrize("is_held_through_the_job", [True, False])
def test_undo_brings_no_names_back_to_whoever_takes_answers_now(
    lead, school, is_held_through_the_job
):
    job = EmploymentFactory(
        organisation=school, person__display_name="Sam Carter", starts_on="2025-09-01"
    )
    job.person.role_grants.create(
        role="facilitator", organisation=school, employment=job if is_held_through_the_job else None
    )
    row = run(lead, csv(leaver(), head=LEAVERS), kind="leavers")
    later = timezone.now() + timedelta(days=30)
    grant_role(by=None, person=job.person, role="evaluator", ends_at=later)

    row = take_back(row)

    job.refresh_from_db()
    assert job.ends_on == date(2026, 11, 1)
    assert {change.kept_because for change in row.changes.all()} == {
        "This person takes answers now, and would see names again."
    }


def test_a_leaver_nobody_knows_is_told(lead, school):
    row = upload(lead, csv(leaver("Nobody Here"), head=LEAVERS), kind="leavers")
    assert "We know nobody" in notes(row)[0][1]


def test_leavers_twice_change_nothing(lead, school):
    EmploymentFactory(
        organisation=school, person__display_name="Sam Carter", starts_on="2025-09-01"
    )
    content = csv(leaver(), head=LEAVERS)
    run(lead, content, kind="leavers")
    assert outcomes(run(lead, content, kind="leavers")) == ["same"]
