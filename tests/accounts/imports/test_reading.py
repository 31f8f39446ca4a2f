"""What is wrong with a row is said in plain words; what is not wanted is not kept."""

import pytest

from accounts.models import PeopleImport
from accounts.spreadsheets import SpreadsheetError
from tests.accounts.imports.lists import HEAD, SAM, csv, notes, outcomes, upload

pytestmark = pytest.mark.django_db


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


def test_a_file_that_cannot_be_read_leaves_no_row(lead, school):
    with pytest.raises(SpreadsheetError):
        upload(lead, b"PK workbook")
    assert not PeopleImport.objects.exists()


def test_columns_we_do_not_want_are_kept_nowhere(lead, school):
    content = csv([*SAM, "1980-01-01"], head=[*HEAD, "Date of birth"])
    row = upload(lead, content)
    assert row.left_out == ["Date of birth"]
    assert "1980" not in str(row.rows)
