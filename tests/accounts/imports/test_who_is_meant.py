"""Whom a row means: by address, by number, by name, and never by a guess."""

from datetime import date

import pytest

from accounts.models import Person
from tests.accounts.factories import EmploymentFactory, PersonFactory, UserFactory
from tests.accounts.imports.lists import HEAD, SAM, csv, notes, outcomes, run, upload
from tests.accounts.letters import delivered

pytestmark = pytest.mark.django_db


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
