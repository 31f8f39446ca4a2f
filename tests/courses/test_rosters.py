"""A list of a cohort's people: each row is answered, and nothing is written before a second yes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.spreadsheets import MAX_BYTES, SpreadsheetError, write_table
from courses.models import Membership
from courses.rosters import MOST_ROWS, Outcome, read_roster
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    user_with_role,
)
from tests.courses.cohorts import CohortFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
HEADINGS = ("name", "e-mail", "staff number")


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


@pytest.fixture
def cohort(trainer):
    return CohortFactory(lead=trainer.person)


def somebody(name="Bronwen Pugh", *, email="bronwen@example.org", number="", **said):
    person = PersonFactory(display_name=name, email=email)
    EmploymentFactory(person=person, staff_number=number, **said)
    return person


def read(cohort, *rows, headings=HEADINGS):
    content = write_table(headings, rows).encode()
    return read_roster(content, cohort=cohort, by=cohort.lead, on=timezone.localdate())


def said_of(cohort, *rows):
    (*_before, line) = read(cohort, *rows).lines
    return line


@pytest.mark.parametrize(
    "row",
    [
        ("", "Bronwen@Example.org", ""),
        ("", "", "A77"),
        ("B. Pugh", "bronwen@example.org", "A77"),
    ],
)
def test_people_are_found_by_their_address_or_staff_number(cohort, row):
    person = somebody(number="A77")
    line = said_of(cohort, row)
    assert (line.outcome, line.person) == (Outcome.NEW, person)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("X", "nobody@example.org", ""), "We know nobody at this address"),
        (("X", "not an address", ""), "is not a whole e-mail address"),
        (("X", "", "B12"), "We know nobody with this staff number"),
        (("X", "", ""), "Say who it is"),
        (("X", "bronwen@example.org", "C3"), "belong to two different people"),
        (("X", "shared@example.org", ""), "Several people share this address"),
        (("X", "", "S1"), "Several people have this staff number"),
    ],
)
def test_a_row_that_means_nobody_says_why(cohort, row, words):
    somebody(number="A77")
    somebody("Tom Aldous", email="tom@example.org", number="C3")
    for name in ("Leah Morgan", "Amy Fletcher"):
        somebody(name, email="shared@example.org", number="S1")
    line = said_of(cohort, row)
    assert line.outcome is Outcome.PROBLEM
    assert words in " ".join(sentence for _column, sentence in line.notes)


def test_a_formula_is_never_read_as_a_value(cohort):
    roster = read_roster(
        b"e-mail\n=HYPERLINK(1)\n", cohort=cohort, by=cohort.lead, on=timezone.localdate()
    )
    assert "formula" in roster.lines[0].notes[0][1]


def test_somebody_twice_is_added_once_and_the_second_row_says_so(cohort):
    somebody(number="A77")
    roster = read(cohort, ("", "bronwen@example.org", ""), ("", "", "A77"))
    assert [line.outcome for line in roster.lines] == [Outcome.NEW, Outcome.PROBLEM]
    assert roster.lines[1].notes == (("", "Row 2 is the same person."),)


def test_who_is_in_it_already_is_no_problem(cohort):
    cohort.memberships.create(person=somebody())
    assert said_of(cohort, ("", "bronwen@example.org", "")).outcome is Outcome.SAME


def test_somebody_out_of_sight_is_nobody(client):
    here = OrganisationFactory()
    user = user_with_role("facilitator", organisation=here)
    cohort = CohortFactory(lead=user.person)
    somebody(organisation=OrganisationFactory(), number="A77")
    for row in (("", "bronwen@example.org", ""), ("", "", "A77")):
        assert "We know nobody" in said_of(cohort, row).notes[0][1]
    somebody("Tom Aldous", email="tom@example.org", organisation=here)
    assert said_of(cohort, ("", "tom@example.org", "")).outcome is Outcome.NEW


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"name,phone\nA,1\n", "e-mail"),
        (b"e-mail\n", "no rows beneath"),
        (b"e-mail,email\na,b\n", "Two columns"),
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"e-mail\n\x81\x00\xfe\n", "cannot read the letters"),
        (b'e-mail\n"never closed\n', "quotation mark"),
        (b"e-mail\n" + b"a@example.org\n" * (MOST_ROWS + 1), "at most 300 rows"),
        (b"e-mail\n" + b"x" * MAX_BYTES, "larger than 2 MB"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_as_a_whole(client, cohort, content, words):
    answer = upload(client, cohort, content)
    assert answer.status_code == 200
    assert words in answer.text
    assert not Membership.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_the_letters_were_saved_as_the_people_are_found(cohort, encoding):
    person = somebody("Zoë Pugh")
    content = "name;E-Mail\nZoë Pugh;bronwen@example.org\n".encode(encoding)
    roster = read_roster(content, cohort=cohort, by=cohort.lead, on=timezone.localdate())
    assert roster.new_people == [person]


def path_of(cohort):
    return reverse("courses:roster_file", args=[cohort.pk])


def upload(client, cohort, content):
    return client.post(path_of(cohort), {"file": SimpleUploadedFile("list.csv", content)})


def test_nothing_changes_before_the_button_below_the_report_is_pressed(client, cohort):
    person, other = somebody(), somebody("Tom Aldous", email="tom@example.org")
    rows = [("", one.email, "") for one in (person, other)] + [("", "nobody@example.org", "")]
    answer = upload(client, cohort, write_table(HEADINGS, rows).encode())
    assert "Add 2 people" in answer.text
    assert "1 row is left out." in answer.text
    assert not Membership.objects.exists()
    people = re.findall(r'name="people" value="(\d+)"', answer.text)
    for _ in range(2):
        client.post(reverse("courses:add_members", args=[cohort.pk]), {"people": people})
    assert set(cohort.memberships.values_list("person", flat=True)) == {person.pk, other.pk}


def test_where_one_of_them_has_gone_meanwhile_nobody_is_added(client, cohort):
    person, gone = somebody(), somebody("Tom Aldous", email="tom@example.org")
    gone.employments.all().delete()
    path = reverse("courses:add_members", args=[cohort.pk])
    answer = client.post(path, {"people": [person.pk, gone.pk]})
    assert "cannot be added any more" in answer.text
    assert not Membership.objects.exists()


def test_no_file_at_all_is_asked_for_kindly(client, cohort):
    assert client.post(path_of(cohort), {}).context["form"].errors["file"]


def test_a_long_list_asks_no_more_than_a_short_one(client, cohort):
    rows = []
    for number in range(12):
        somebody(f"Person {number}", email=f"list{number}@example.org", number=f"N{number}")
        rows.append(("", f"list{number}@example.org", f"N{number}"))
    few = queries_of(lambda: read(cohort, *rows[:1]))
    assert queries_of(lambda: read(cohort, *rows)) == few


def test_columns_that_nobody_needs_are_named_and_dropped(cohort):
    somebody()
    roster = read(cohort, ("bronwen@example.org", "07700"), headings=("e-mail", "home telephone"))
    assert roster.left_out == ("home telephone",)


def test_the_lists_own_headings_may_be_said_in_other_words(cohort):
    person = somebody(number="A77")
    roster = read(cohort, ("A77",), headings=("Employee Number",))
    assert roster.new_people == [person]


def test_an_unreadable_file_is_an_error_of_the_whole(cohort):
    with pytest.raises(SpreadsheetError):
        read(cohort, headings=("telephone",))
