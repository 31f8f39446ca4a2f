from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.actions.imports import run_import, undo_import, upload_list
from accounts.imports.work import work
from accounts.models import (
    AuditEntry,
    Employment,
    ImportRow,
    Invitation,
    PeopleImport,
    Person,
    RoleGrant,
)
from accounts.spreadsheets import SpreadsheetError, write_table
from tests.accounts.factories import (
    EmploymentFactory,
    EmploymentTypeFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    UserFactory,
    user_with_role,
)
from tests.accounts.letters import delivered

pytestmark = pytest.mark.django_db
HEAD = ["name", "e-mail", "organisation", "profession", "how employed", "starts", "ends"]
SAM = ["Sam Carter", "sam@example.org", "Wenlow Primary", "Teacher", "Employed", "01/09/2025", ""]


@pytest.fixture
def school():
    ProfessionFactory()
    EmploymentTypeFactory()
    return OrganisationFactory(name="Wenlow Primary")


@pytest.fixture
def lead(school):
    return user_with_role("organisation_lead", organisation=school).person


def csv(*rows, head=HEAD):
    return write_table(head, rows).encode()


def upload(by, content, kind="people", **extra):
    row = upload_list(
        by=by, kind=kind, content=content, file_name="list.csv", at=timezone.now(), **extra
    )
    return finish(row)


def finish(row, at=None):
    assert work(row.pk, at=at or timezone.now())
    row.refresh_from_db()
    return row


def run(by, content, kind="people", **extra):
    row = upload(by, content, kind, **extra)
    run_import(people_import=row, by=by)
    return finish(row)


def take_back(row):
    undo_import(people_import=row, by=row.made_by, at=timezone.now())
    return finish(row)


def reports(row, *, is_trial):
    return list(row.reports.filter(is_trial=is_trial).values_list("number", "outcome", "notes"))


def outcomes(row):
    return [outcome for _, outcome, _ in reports(row, is_trial=row.state == "checked")]


def notes(row):
    return [note for _, _, notes in reports(row, is_trial=True) for note in notes]


def everything():
    people = Person.objects.order_by("pk").values_list("pk", "display_name", "email")
    jobs = Employment.objects.order_by("pk").values()
    grants = RoleGrant.objects.order_by("pk").values_list("pk", "ends_at")
    letters = Invitation.objects.order_by("pk").values_list("pk", "email")
    return [list(rows) for rows in (people, jobs, grants, letters)]


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


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({0: ""}, "name", "empty"),
        ({1: "sam@"}, "e-mail", "not a whole"),
        ({2: ""}, "organisation", "empty"),
        ({2: "Elsewhere"}, "organisation", "cannot add people"),
        ({3: "Wizard"}, "profession", "do not know"),
        ({3: ""}, "profession", "which role"),
        ({4: ""}, "how employed", "how they work"),
        ({5: "31/02/2026"}, "starts", "not a date"),
        ({5: "1/9/25"}, "starts", "not a date"),
        ({6: "01/09/2024"}, "ends", "before the first"),
    ],
)
def test_each_problem_names_its_column_in_plain_words(lead, school, change, column, words):
    cells = [change.get(place, cell) for place, cell in enumerate(SAM)]
    row = upload(lead, csv(cells))
    assert outcomes(row) == ["problem"]
    assert any(name == column and words in text for name, text in notes(row))


def test_a_cell_that_begins_a_formula_is_refused(lead, school):
    content = b"name,organisation\n=1+1,Wenlow Primary\n"
    row = upload(lead, content)
    assert notes(row)[0][0] == "name"
    assert "formula" in notes(row)[0][1]


def test_good_rows_go_in_and_bad_ones_stay_out(lead, school):
    row = run(lead, csv(SAM, ["", "", "Wenlow Primary", "Teacher", "Employed", "", ""]))
    assert outcomes(row) == ["new", "problem"]
    assert Person.objects.filter(display_name="Sam Carter").count() == 1


def test_a_file_that_cannot_be_read_leaves_no_row(lead, school):
    with pytest.raises(SpreadsheetError):
        upload(lead, b"PK workbook")
    assert not PeopleImport.objects.exists()


def test_columns_we_do_not_want_are_kept_nowhere(lead, school):
    content = csv([*SAM, "1980-01-01"], head=[*HEAD, "Date of birth"])
    row = upload(lead, content)
    assert row.left_out == ["Date of birth"]
    assert "1980" not in str(row.rows)


def test_another_organisations_people_cannot_be_touched(lead, school):
    elsewhere = OrganisationFactory(name="Elsewhere")
    job = EmploymentFactory(organisation=elsewhere, person__display_name="Pat Lee")
    cells = ["Pat Lee", job.person.email, "Elsewhere", "Teacher", "Employed", "", "01/01/2027"]
    row = run(lead, csv(cells))
    job.refresh_from_db()
    assert (outcomes(row), job.ends_on) == (["problem"], None)


def test_whoever_signs_in_keeps_their_own_name_and_is_told(lead, school):
    user = UserFactory(person__display_name="Sammy Carter", person__email="sam@example.org")
    run(lead, csv(SAM))
    user.person.refresh_from_db()
    assert user.person.display_name == "Sammy Carter"
    assert user.person.employments.get().organisation == school
    assert "added" in delivered(to="sam@example.org")[-1].subject


def test_somebody_with_another_name_at_that_address_is_not_swallowed(lead, school):
    PersonFactory(display_name="Anna Jones", email="sam@example.org")
    row = upload(lead, csv(SAM))
    assert outcomes(row) == ["problem"]
    assert "Anna" not in str(notes(row))


def test_a_record_added_by_name_gets_its_address(lead, school):
    person = PersonFactory(display_name="Sam Carter", email="")
    EmploymentFactory(person=person, organisation=school, starts_on=date(2025, 9, 1))
    run(lead, csv(SAM))
    person.refresh_from_db()
    assert person.email == "sam@example.org"
    assert Person.objects.filter(display_name="Sam Carter").count() == 1


def test_namesakes_without_address_are_asked_about(lead, school):
    for _ in range(2):
        EmploymentFactory(person__display_name="Sam Carter", person__email="", organisation=school)
    row = upload(lead, csv(["Sam Carter", "", *SAM[2:]]))
    assert "Several people" in notes(row)[0][1]


def test_a_staff_number_finds_somebody_after_a_new_name(lead, school):
    head = [*HEAD, "staff number"]
    run(lead, csv([*SAM[:1], "", *SAM[2:], "A7"], head=head))
    run(lead, csv(["Sam Okafor", "", *SAM[2:], "A7"], head=head))
    assert Person.objects.get(employments__staff_number="A7").display_name == "Sam Okafor"


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


def test_undo_restores_exactly(lead, school):
    person = PersonFactory(display_name="Sam Carter", email="")
    EmploymentFactory(unconfirmed=True, person=person, organisation=school, starts_on="2025-09-01")
    before = everything()
    row = run(lead, csv(SAM, ["Jo Webb", "", *SAM[2:]]), send_invitations=True)
    assert everything() != before

    row = take_back(row)

    assert (row.state, everything()) == ("undone", before)


def test_undo_keeps_what_has_changed_since_and_says_which(lead, school):
    row = run(lead, csv(SAM, ["Jo Webb", "", *SAM[2:]]))
    jo = Employment.objects.get(person__display_name="Jo Webb")
    jo.ends_on = date(2030, 1, 1)
    jo.save()

    row = take_back(row)

    assert not Person.objects.filter(display_name="Sam Carter").exists()
    jo.refresh_from_db()
    assert jo.ends_on == date(2030, 1, 1)
    assert {change.number for change in row.changes.exclude(kept_because="")} == {3}


def test_undo_keeps_somebody_who_has_come_in_since(lead, school):
    row = run(lead, csv(SAM))
    UserFactory(person=Person.objects.get(display_name="Sam Carter"))
    take_back(row)
    assert Person.objects.get(display_name="Sam Carter").employments.exists()


def test_undo_is_for_a_day(lead, school):
    row = run(lead, csv(SAM))
    with pytest.raises(PermissionDenied):
        undo_import(people_import=row, by=lead, at=row.run_at + PeopleImport.UNDO_FOR)


def test_only_the_uploader_runs_and_undoes(lead, school):
    row = upload(lead, csv(SAM))
    other = user_with_role("administrator").person
    with pytest.raises(PermissionDenied):
        run_import(people_import=row, by=other)


def test_who_may_not_invite_cannot_upload(school):
    with pytest.raises(PermissionDenied):
        upload(user_with_role("champion").person, csv(SAM))


def test_work_that_another_worker_holds_is_left_alone_until_its_lease_ends(lead, school):
    row = upload_list(
        by=lead, kind="people", content=csv(SAM), file_name="x.csv", at=timezone.now()
    )
    now = timezone.now()
    PeopleImport.objects.filter(pk=row.pk).update(lease_ends_at=now + timedelta(minutes=1))
    assert not work(row.pk, at=now)
    assert work(row.pk, at=now + timedelta(minutes=2))


def leaver(name="Sam Carter", day="2026-11-01", **cells):
    return [name, cells.get("email", ""), "Wenlow Primary", day]


LEAVERS = ["name", "e-mail", "organisation", "last day"]


@pytest.mark.parametrize(
    ("column", "cells"), [("e-mail", ["one@example.org", ""]), ("staff number", ["", "A1"])]
)
def test_one_sign_for_two_names_is_refused_in_every_row_however_often(lead, school, column, cells):
    email, number = cells
    one, other = (
        [name, email, "Wenlow Primary", "Teacher", "Employed", "", "", number]
        for name in ("Sam Carter", "Sam Lee")
    )
    content = csv(["Sam Carter", *SAM[1:]], one, other, head=[*HEAD, "staff number"])
    for time in ("first", "again"):
        row = run(lead, content)
        assert outcomes(row)[1:] == ["problem", "problem"], time
        assert [note[0] for note in notes(row)[-2:]] == [column, column]
    assert Person.objects.filter(display_name="Sam Lee").count() == 0


def test_which_of_two_namesakes_is_known_already_is_never_guessed(lead, school):
    known = EmploymentFactory(
        organisation=school, person=PersonFactory(without_email=True, display_name="Sam Carter")
    )
    content = csv(SAM, ["Sam Carter", "other@example.org", *SAM[2:]])
    for time in ("first", "again"):
        assert outcomes(run(lead, content)) == ["problem", "problem"], time
    assert list(Person.objects.filter(display_name="Sam Carter")) == [known.person]


def test_a_manager_who_is_new_in_the_same_list_is_taken_at_once(lead, school):
    known = EmploymentFactory(organisation=school, person__display_name="Sam Carter")
    head = [*HEAD, "line manager"]
    sam = ["Sam Carter", known.person.email, *SAM[2:5], "", "", "jo@example.org"]
    jo = ["Jo Webb", "jo@example.org", *SAM[2:5], "", "", ""]
    run(lead, csv(sam, jo, head=head))
    known.refresh_from_db()
    assert known.line_manager.display_name == "Jo Webb"


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


cell = st.sampled_from
ROWS = st.lists(
    st.tuples(
        cell(["Sam Carter", "Sam Lee", "Jo Webb", "Carter Sam", ""]),
        cell(["", "", "sam@example.org", "jo@example.org", "nonsense"]),
        cell(["Wenlow Primary", "Wenlow Primary", "Alder Nursery", "Elsewhere"]),
        cell(["Teacher", "Teacher", "Cook", ""]),
        cell(["Employed", "Volunteer", ""]),
        cell(["", "01/09/2024", "01/09/2025", "nonsense"]),
        cell(["", "", "31/08/2025", "31/12/2027"]),
        cell(["", "", "A1", "A2"]),
        cell(["", "", "jo@example.org", "sam@example.org"]),
    ),
    min_size=1,
    max_size=7,
)


@pytest.mark.slow
@given(first=ROWS, second=ROWS)
def test_for_any_list_trial_is_run_twice_is_nothing_and_undo_restores(first, second):
    with transaction.atomic():
        trial_run_twice_undo(first, second)
        transaction.set_rollback(True)


def trial_run_twice_undo(first, second):
    for slug, label in (("teacher", "Teacher"), ("cook", "Cook")):
        ProfessionFactory(slug=slug, label=label)
    for slug, label in (("employed", "Employed"), ("volunteer", "Volunteer")):
        EmploymentTypeFactory(slug=slug, label=label)
    trust = OrganisationFactory(name="Trust")
    for name in ("Wenlow Primary", "Alder Nursery"):
        OrganisationFactory(name=name, parent=trust)
    OrganisationFactory(name="Elsewhere")
    by = user_with_role("organisation_lead", organisation=trust).person
    head = [*HEAD, "staff number", "line manager"]
    run(by, csv(*first, head=head))
    before = everything()

    row = run(by, csv(*second, head=head))
    assert reports(row, is_trial=True) == reports(row, is_trial=False)
    after = everything()
    again = run(by, csv(*second, head=head))
    assert everything() == after
    assert not again.changes.exists()
    assert ImportRow.Outcome.NEW not in outcomes(again)

    take_back(again)
    row = take_back(row)
    assert not row.changes.exclude(kept_because="").exists()
    assert everything() == before
