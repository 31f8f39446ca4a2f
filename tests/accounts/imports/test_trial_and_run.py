"""What a list does: what its trial said, once, and to its own people alone."""

from datetime import date

import pytest

from accounts.models import AuditEntry, Employment, Invitation, Person
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    user_with_role,
)
from tests.accounts.imports.lists import HEAD, SAM, csv, everything, outcomes, reports, run, upload
from tests.accounts.letters import delivered

pytestmark = pytest.mark.django_db


def test_a_trial_changes_nothing(lead, school):
    before = everything()
    row = upload(lead, csv(SAM))
    assert (row.state, outcomes(row)) == ("checked", ["new"])
    assert everything() == before


def test_a_run_does_what_the_trial_said(lead, school):
    row = run(lead, csv(SAM))
    assert reports(row, is_trial=True) == reports(row, is_trial=False)
    job = Employment.objects.get(person__display_name="Sam Carter")
    assert (job.organisation, job.starts_on, job.confirmed_by) == (school, date(2025, 9, 1), lead)
    assert AuditEntry.objects.filter(verb="import.run").exists()


def test_the_same_list_twice_changes_nothing(lead, school):
    run(lead, csv(SAM))
    before = everything()
    again = run(lead, csv(SAM))
    assert (outcomes(again), everything()) == (["same"], before)
    assert not again.changes.exists()


def test_rows_that_are_not_in_the_list_are_left_alone(lead, school):
    other = EmploymentFactory(organisation=school)
    before = list(Employment.objects.filter(pk=other.pk).values())
    run(lead, csv(SAM))
    assert list(Employment.objects.filter(pk=other.pk).values()) == before


def test_good_rows_go_in_and_bad_ones_stay_out(lead, school):
    row = run(lead, csv(SAM, ["", "", "Wenlow Primary", "Teacher", "Employed", "", ""]))
    assert outcomes(row) == ["new", "problem"]
    assert Person.objects.filter(display_name="Sam Carter").count() == 1


def test_another_organisations_people_cannot_be_touched(lead, school):
    elsewhere = OrganisationFactory(name="Elsewhere")
    job = EmploymentFactory(organisation=elsewhere, person__display_name="Pat Lee")
    cells = ["Pat Lee", job.person.email, "Elsewhere", "Teacher", "Employed", "", "01/01/2027"]
    row = run(lead, csv(cells))
    job.refresh_from_db()
    assert (outcomes(row), job.ends_on) == (["problem"], None)


def test_a_line_manager_may_stand_further_down(lead, school):
    head = [*HEAD, "line manager"]
    manager = ["Ruth Bell", "ruth@example.org", *SAM[2:], ""]
    row = run(lead, csv([*SAM, "ruth@example.org"], manager, head=head))
    assert reports(row, is_trial=True) == reports(row, is_trial=False)
    job = Employment.objects.get(person__display_name="Sam Carter")
    assert job.line_manager.display_name == "Ruth Bell"


def test_a_leads_list_confirms_who_waits(lead, school):
    person = PersonFactory(display_name="Sam Carter", email="sam@example.org")
    EmploymentFactory(unconfirmed=True, person=person, organisation=school, starts_on="2025-09-01")
    run(lead, csv(SAM))
    assert person.employments.get().confirmed_by == lead


def test_a_facilitators_list_leaves_people_to_be_confirmed(school):
    facilitator = user_with_role("facilitator", organisation=school).person
    run(facilitator, csv(SAM))
    assert not Employment.objects.get(organisation=school).is_confirmed


def test_invitations_are_sent_once(lead, school):
    row = run(lead, csv(SAM), send_invitations=True)
    assert reports(row, is_trial=True) == reports(row, is_trial=False)
    assert len(delivered(to="sam@example.org")) == 1
    run(lead, csv(SAM), send_invitations=True)
    assert len(delivered(to="sam@example.org")) == 1
    assert Invitation.objects.get().person.display_name == "Sam Carter"


def test_a_manager_who_is_new_in_the_same_list_is_taken_at_once(lead, school):
    known = EmploymentFactory(organisation=school, person__display_name="Sam Carter")
    head = [*HEAD, "line manager"]
    sam = ["Sam Carter", known.person.email, *SAM[2:5], "", "", "jo@example.org"]
    jo = ["Jo Webb", "jo@example.org", *SAM[2:5], "", "", ""]
    run(lead, csv(sam, jo, head=head))
    known.refresh_from_db()
    assert known.line_manager.display_name == "Jo Webb"
