"""One's own record of learning: what stands in it, who reads it, and how it leaves."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.search import index
from wagtail.snippets.models import get_snippet_models

from accounts.spreadsheets import read_table
from courses import privacy
from courses.actions.noting import keep_note
from courses.actions.recognising import decide_recognition
from courses.cpd import learning_of, record_of, usual_period
from courses.models import CpdNote, Release
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.courses.factories import course
from tests.courses.outside import asked, declared
from tests.courses.test_certificates import finished
from tests.courses.test_learning import NOW
from tests.courses.test_papers import read, text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
PAGE = reverse("courses:cpd")
PERIOD = {"since": "2026-01-01", "until": "2026-12-31"}
DAY = date(2026, 6, 1)
SECRET = "I thought of the family on my round."


@pytest.fixture
def person(client):
    user = UserFactory(person=PersonFactory(display_name="Mererid Hale"))
    client.force_login(user)
    return user.person


@pytest.fixture
def learned(person):
    """One of each kind in 2026."""
    given = finished(person, title="Being there")
    Release.objects.update(self_directed_minutes=90, participatory_minutes=30)
    request = asked(person, course=course(lessons=1, title="Other"), finished_on=DAY)
    decide_recognition(
        by=user_with_role("trainer").person, request=request, recognises=True, why="", at=NOW
    )
    declared(person, finished_on=DAY)
    person.finished = given.enrolment
    return person


def log_of(client, **asked_for):
    answer = client.get(reverse("courses:cpd_csv"), {**PERIOD, "shape": "nmc", **asked_for})
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def note(client, kind, pk, words=SECRET, section="people"):
    return client.post(
        reverse("courses:cpd_note", args=[kind, pk]), {"words": words, "section": section}
    )


def test_what_was_checked_recognised_and_declared_stands_apart_with_its_hours(client, learned):
    record = record_of(learned, since=date(2026, 1, 1), until=date(2026, 12, 31))
    assert [(group.kind, group.alone, group.others) for group in record.groups] == [
        ("verified", 90, 30),
        ("recognised", 0, 720),
        ("declared", 0, 300),
    ]
    page = client.get(PAGE, PERIOD).text
    for words in ("Finished here", "Recognised", "Declared", "Being there", "A day about"):
        assert words in page
    assert "1 hour 30 minutes self-directed, 17 hours 30 minutes with others" in page


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        ("2026-11-04", "2026-11-04", 1),
        ("2026-06-01", "2026-06-01", 2),
        ("2026-11-05", "2026-12-31", 0),
        ("2026-06-02", "2026-11-03", 0),
    ],
)
def test_a_period_holds_its_first_and_its_last_day(client, learned, since, until, count):
    page = client.get(PAGE, {"since": since, "until": until})
    assert len(page.context["record"].rows) == count


def test_without_a_period_it_shows_three_years_to_today(client, person):
    declared(person, title="Long ago", finished_on=timezone.localdate() - timedelta(days=1100))
    declared(person, title="Just inside", finished_on=timezone.localdate() - timedelta(days=1090))
    page = client.get(PAGE).text
    assert "Just inside" in page
    assert "Long ago" not in page
    assert usual_period(date(2028, 2, 29)) == (date(2025, 3, 1), date(2028, 2, 29))


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": "yesterday"},
        {"since": "2026-12-31", "until": "2026-01-01"},
        {"until": "0000-00-00"},
        {"since": "9999-12-31"},
    ],
)
def test_a_period_that_is_none_is_said_kindly(client, person, wrong):
    page = client.get(PAGE, wrong)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert client.get(reverse("courses:cpd_pdf"), {**wrong, "shape": "nmc"}).status_code == 302


def test_nobody_stands_in_the_record_of_another(client, learned):
    client.force_login(UserFactory())
    assert client.get(PAGE, PERIOD).context["record"].rows == []
    assert log_of(client) == []


def test_a_note_and_a_part_of_the_code_stand_beside_each_kind(client, learned):
    for kind in ("verified", "recognised", "declared"):
        row = learning_of(learned, kind).get()
        assert note(client, kind, row.pk).status_code == 302
    assert client.get(PAGE, PERIOD).text.count(SECRET) == 3
    assert {row["Link to the Code"] for row in log_of(client)} == {"Prioritise people"}


def test_an_emptied_note_is_gone(client, learned):
    note(client, "verified", learned.finished.pk)
    note(client, "verified", learned.finished.pk, words="", section="")
    assert not CpdNote.objects.exists()


def test_a_note_that_is_too_long_comes_back_whole(client, learned):
    page = note(client, "verified", learned.finished.pk, words="x" * 4001)
    assert page.context["form"].errors
    assert "x" * 4001 in page.text


@pytest.mark.parametrize("kind", ["verified", "recognised", "declared", "other"])
def test_nobody_reads_or_writes_anothers_note(client, learned, kind):
    rows = learning_of(learned, kind)
    about = rows.get() if rows is not None else learned.finished
    if rows is not None:
        keep_note(person=learned, about=about, words=SECRET, section="")
    for role in ("trainer", "administrator", "programme_lead", "privacy_officer"):
        client.force_login(user_with_role(role))
        assert client.get(reverse("courses:cpd_note", args=[kind, about.pk])).status_code == 404
        assert note(client, kind, about.pk, words="Theirs").status_code == 404
    assert not CpdNote.objects.filter(words="Theirs").exists()


def test_no_note_stands_in_an_export_by_others_the_editors_side_or_an_index(client, learned):
    note(client, "verified", learned.finished.pk)
    copy = privacy.export_for(learned)
    assert copy["private_notes"] == 1
    assert SECRET not in str(copy)
    assert CpdNote not in get_snippet_models()
    assert not issubclass(CpdNote, index.Indexed)
    assert not apps.is_installed("django.contrib.admin")


def test_a_note_is_in_no_line_of_the_log(client, learned, caplog):
    with caplog.at_level("DEBUG"):
        note(client, "verified", learned.finished.pk)
    assert CpdNote.objects.exists()
    assert SECRET not in "".join(one.getMessage() for one in caplog.records if is_ours(one))


def is_ours(line):
    return not line.name.startswith("django.db")


def test_a_note_is_about_one_thing_also_for_the_database(learned):
    with pytest.raises(IntegrityError), transaction.atomic():
        CpdNote.objects.create(words="About nothing")


def test_the_log_of_the_nmc_has_its_six_columns(client, learned):
    note(client, "verified", learned.finished.pk)
    first = log_of(client)[0]
    assert first == {
        "Date": "04/11/2026",
        "Method": "Course on this portal",
        "Topic": "Being there",
        "Link to the Code": "Prioritise people",
        "Hours": "2",
        "Participatory hours": "0.5",
    }


def test_others_ask_for_no_hours(client, learned):
    rows = log_of(client, shape="plain")
    assert set(rows[0]) == {"Date", "Method", "Topic"}
    page = client.get(reverse("courses:cpd_pdf"), {**PERIOD, "shape": "plain"})
    assert "hour" not in text_of(read(page))


def test_notes_leave_only_where_their_owner_ticks_it(client, learned):
    note(client, "verified", learned.finished.pk)
    assert SECRET not in str(log_of(client))
    assert log_of(client, notes="on")[0]["My note"] == SECRET
    pdf = reverse("courses:cpd_pdf")
    asked_for = {**PERIOD, "shape": "nmc"}
    assert SECRET not in text_of(read(client.get(pdf, asked_for)))
    assert SECRET in text_of(read(client.get(pdf, {**asked_for, "notes": "on"})))


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x","y")'])
def test_no_cell_is_run_by_a_spreadsheet(client, person, words):
    row = declared(person, title=words, finished_on=DAY)
    keep_note(person=person, about=row, words=words, section="")
    [cells] = log_of(client, notes="on")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells.values())


def test_the_log_opens_as_a_spreadsheet_with_accents_quotes_and_lines(client, person):
    row = declared(person, title="Gofal “da”, Łódź", finished_on=DAY)
    keep_note(person=person, about=row, words='One, "two"\nthree; four', section="trust")
    answer = client.get(reverse("courses:cpd_csv"), {**PERIOD, "shape": "nmc", "notes": "on"})
    table = read_table(
        answer.content, columns={"topic": ["Topic"], "note": ["My note"]}, required=["topic"]
    )
    [line] = table.rows
    assert line.cells["topic"] == "Gofal “da”, Łódź (Wenlow College)"
    assert line.cells["note"] == 'One, "two" three; four'
    assert answer["Content-Disposition"] == ('attachment; filename="cpd-2026-01-01-2026-12-31.csv"')


def test_the_pdf_is_tagged_has_a_table_and_says_the_same(client, learned):
    reader = read(client.get(reverse("courses:cpd_pdf"), {**PERIOD, "shape": "nmc"}))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == "CPD record"
    kinds = {one.get_object().get("/S") for one in every_tag(root["/StructTreeRoot"])}
    assert {"/Table", "/TH", "/TD"} <= kinds
    page = text_of(reader)
    for words in (
        "Mererid Hale",
        "From 1 January 2026 to 31 December 2026",
        "Being there",
        "A day about attachment (Wenlow College)",
        "1 hour 30 minutes self-directed, 17 hours 30 minutes participatory, 19 hours in all",
    ):
        assert words in page
    assert "accredited" not in page.lower()


def every_tag(tag):
    children = tag.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if isinstance(found, dict):
            yield found
            yield from every_tag(found)


@pytest.mark.parametrize("words", ["#panic()", "*b* $x$ [", "x" * 160])
def test_nothing_that_people_wrote_is_run_in_the_pdf(client, person, words):
    row = declared(person, title=words, provider=words[:100], finished_on=DAY)
    keep_note(person=person, about=row, words=words, section="")
    answer = client.get(reverse("courses:cpd_pdf"), {**PERIOD, "shape": "nmc", "notes": "on"})
    page = text_of(read(answer)).replace("\N{ZERO WIDTH SPACE}", "")
    assert words.replace(" ", "")[:30] in page.replace(" ", "")


def test_an_empty_record_is_a_whole_paper(client, person):
    page = client.get(reverse("courses:cpd_pdf"), {**PERIOD, "shape": "nmc"})
    assert "Nothing was written down" in text_of(read(page))


@pytest.mark.parametrize("name", ["courses:cpd", "courses:cpd_csv"])
def test_it_asks_the_same_for_many_as_for_one(client, learned, name):
    asked_for = {**PERIOD, "shape": "nmc"}
    one = queries_of(lambda: client.get(reverse(name), asked_for))
    for number in range(3):
        finished(learned, title=f"Course {number}")
        row = declared(learned, title=f"Talk {number}", finished_on=DAY)
        keep_note(person=learned, about=row, words="x", section="")
    assert queries_of(lambda: client.get(reverse(name), asked_for)) == one


def test_two_records_of_one_person_lose_no_note():
    keep, other = PersonFactory(), PersonFactory()
    page = course(lessons=1)
    for person, words in ((keep, "First."), (other, "Second.")):
        enrolment = finished(person, page).enrolment
        keep_note(person=person, about=enrolment, words=words, section="")
        row = declared(person, finished_on=DAY)
        keep_note(person=person, about=row, words=words, section="safety")
    privacy.merge(keep=keep, into_keep=other)
    assert {note.words for note in CpdNote.objects.all()} == {"First.\n\nSecond."}
    assert CpdNote.objects.count() == 2


def test_notes_go_with_what_they_are_about(learned):
    for kind in ("verified", "recognised", "declared"):
        about = learning_of(learned, kind).get()
        keep_note(person=learned, about=about, words=SECRET, section="")
    privacy.erase(learned)
    assert not CpdNote.objects.exists()
