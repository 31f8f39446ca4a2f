"""What a list did is taken back, but never what has happened since."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions.imports import undo_import
from accounts.models import Employment, PeopleImport, Person
from tests.accounts.factories import EmploymentFactory, PersonFactory, UserFactory
from tests.accounts.imports.lists import SAM, csv, everything, run, take_back

pytestmark = pytest.mark.django_db


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
