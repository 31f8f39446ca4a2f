"""For any list: its trial tells the truth, twice is nothing, undo restores."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import ImportRow
from tests.accounts.factories import (
    EmploymentTypeFactory,
    OrganisationFactory,
    ProfessionFactory,
    user_with_role,
)
from tests.accounts.imports.lists import HEAD, csv, everything, outcomes, reports, run, take_back

pytestmark = pytest.mark.django_db

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
