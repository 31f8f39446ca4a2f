"""Training that others offer: kept by hand and from a list; and all sessions as a table."""

import csv
import io
from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AgeBand
from accounts.spreadsheets import MAX_BYTES, Row
from courses.models import OtherTraining, TrainingList
from courses.training_lists import COLUMNS, MOST_ROWS, plan_list
from tests.accounts.factories import OrganisationFactory, user_with_role
from tests.courses.elsewhere import OtherTrainingFactory
from tests.courses.sessions import SessionFactory, booked
from tests.queries import queries_of
from tests.resources.factories import TopicFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HEADINGS = "title,provider,day,time,minutes,place\n"
ROW = "Baby brain basics,Tideway Hub,31/08/2027,09:30,120,Library\n"
UPLOAD = "/sessions/other/list/"


@pytest.fixture(autouse=True)
def _on_a_monday(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


def upload(client, content):
    content = content.encode() if isinstance(content, str) else content
    return client.post(UPLOAD, {"file": SimpleUploadedFile("hub.csv", content)})


def tried(client, content):
    answer = upload(client, content)
    assert answer.status_code == 302, answer.text
    return answer.url


def applied(client, content):
    path = tried(client, content)
    client.post(path)
    return client.get(path).text


def words_about(client, rows):
    """Of the first row, as pairs of column and sentence."""
    uuid = tried(client, rows).rstrip("/").rpartition("/")[2]
    _number, _title, outcome, notes = TrainingList.objects.get(uuid=uuid).reports[0]
    return outcome, [tuple(note) for note in notes]


def test_a_list_is_tried_first_and_applied_when_pressed_again(client, trainer):
    path = tried(client, HEADINGS + ROW)
    assert "nothing has changed" in client.get(path).text
    assert not OtherTraining.objects.exists()
    client.post(path)
    kept = OtherTraining.objects.get()
    assert (kept.title, kept.provider, kept.minutes) == ("Baby brain basics", "Tideway Hub", 120)
    assert kept.starts_at == datetime(2027, 8, 31, 9, 30, tzinfo=LONDON)
    assert "Done on 2 November 2026" in client.get(path).text
    client.post(path)
    assert OtherTraining.objects.count() == 1


def test_the_same_list_twice_changes_nothing(client, trainer):
    text = HEADINGS + ROW + ROW.replace("Baby", "Child")
    applied(client, text)
    before = list(OtherTraining.objects.values())
    path = tried(client, text.replace("Tideway Hub", "TIDEWAY  hub"))
    assert "The list would change nothing." in client.get(path).text
    client.post(path)
    assert list(OtherTraining.objects.values()) == before


def test_a_later_list_changes_what_it_says_and_leaves_what_it_does_not(client, trainer):
    applied(client, HEADINGS + ROW)
    applied(client, HEADINGS + ROW.replace("120", "90").replace("Library", "Hall"))
    applied(client, "title,provider,day,time,minutes,link\n" + ROW.replace("Library", "hub.org"))
    kept = OtherTraining.objects.get()
    assert (kept.minutes, kept.place, kept.link) == (120, "Hall", "https://hub.org")


def test_a_trial_that_is_old_is_done_as_things_are_now(client, trainer):
    path = tried(client, HEADINGS + ROW)
    applied(client, HEADINGS + ROW.replace("120", "90"))
    client.post(path)
    kept = OtherTraining.objects.get()
    assert kept.minutes == 120
    assert "Changed: 1" in client.get(path).text


def test_what_was_taken_off_the_calendar_is_not_brought_back(client, trainer):
    applied(client, HEADINGS + ROW)
    client.post(f"/sessions/other/{OtherTraining.objects.get().pk}/show/", {"hide": "1"})
    assert "It was taken off the calendar here" in applied(client, HEADINGS + ROW)
    assert not OtherTraining.objects.get().is_active


def test_rows_that_can_be_used_are_and_the_others_are_named(client, trainer):
    page = applied(client, HEADINGS + ROW + ROW.replace("09:30", "half nine") + ROW)
    assert OtherTraining.objects.count() == 1
    assert "Added: 1" in page
    assert "Left out: 2" in page
    assert "“half nine” is not a time we can read." in page
    assert "This is the same as row 2." in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_is_read_as_spreadsheets_write_it(client, trainer, encoding, delimiter):
    text = (HEADINGS + ROW.replace("Baby", "Zoë’s")).replace(",", delimiter)
    applied(client, text.encode(encoding))
    assert OtherTraining.objects.get().title == "Zoë’s brain basics"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "This file is empty."),
        (HEADINGS.encode(), "This file has headings but no rows beneath them."),
        (b"title,day\nA,B\n", "The first row needs the headings"),
        (b"PK\x03\x04", "This is a workbook."),
        (b"x" * (MAX_BYTES + 1), "This file is larger than 2 MB."),
        (b"\xff\xfe\x00", "We cannot read the letters in this file."),
        ((HEADINGS + '"open,').encode(), "a quotation mark is opened and not closed"),
        ((HEADINGS + ROW * 2001).encode(), "This file has more than 2,000 rows."),
    ],
)
def test_a_file_that_cannot_be_used_says_why_beside_its_field(client, trainer, content, why):
    answer = upload(client, content)
    assert answer.status_code == 200
    assert why in answer.text
    assert not TrainingList.objects.exists()


@pytest.mark.parametrize(
    ("before", "after", "column", "sentence"),
    [
        ("Baby brain basics", "=HYPERLINK(1)", "title", "formula"),
        ("Baby brain basics", "", "title", "This cell is empty."),
        ("Baby brain basics", "x" * 161, "title", "too long"),
        ("Tideway Hub", "", "provider", "This cell is empty."),
        ("31/08/2027", "31/02/2027", "day", "is not a date we can read"),
        ("31/08/2027", "31/08/27", "day", "is not a date we can read"),
        ("31/08/2027", "01/11/2026", "day", "is over"),
        ("31/08/2027", "31/08/2055", "day", "more than two years away"),
        ("09:30", "25:00", "time", "is not a time we can read"),
        ("120", "two hours", "minutes", "is not a length we can read"),
        ("120", "4", "minutes", "is not a length we can read"),
        ("Library", "", "place", "Say where it is"),
        ("Library", "Library,more,cells", "", "more cells than there are headings"),
        ("31/08/2027,09:30", "28/03/2027,01:30", "time", "clocks go forward"),
        ("31/08/2027,09:30", "31/10/2027,01:30", "time", "comes twice"),
        ("09:30", "09:30 GMT", "time", "clocks do not show"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_with_what_to_do(
    client, trainer, before, after, column, sentence
):
    outcome, notes = words_about(client, HEADINGS + ROW.replace(before, after))
    assert outcome == "problem"
    assert [where for where, _words in notes] == [column]
    assert sentence in notes[0][1]


@pytest.mark.parametrize(
    ("cells", "moment"),
    [
        ("31/10/2027,01:30 BST", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("31/10/2027,1:30 gmt", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
        ("2027-03-28,2pm", datetime(2027, 3, 28, 13, 0, tzinfo=UTC)),
        ("27 March 2027,14.00", datetime(2027, 3, 27, 14, 0, tzinfo=UTC)),
    ],
)
def test_times_are_read_by_the_clock_of_their_day(client, trainer, cells, moment):
    applied(client, HEADINGS + ROW.replace("31/08/2027,09:30", cells))
    assert OtherTraining.objects.get().starts_at == moment


def test_words_of_ours_are_known_by_label_or_code_and_others_are_asked_about(client, trainer):
    band = AgeBand.objects.create(slug="teens", label="Teens", order=9)
    theme = TopicFactory(slug="sleep", label="Sleep and rest")
    place = OrganisationFactory(name="Harbour Trust")
    head = "title,provider,day,time,minutes,place,age band,theme\n"
    line = "A,harbour trust,31/08/2027,09:30,60,Hall,{},{}\n"
    applied(client, head + line.format("TEENS", "sleep"))
    kept = OtherTraining.objects.get()
    assert (kept.organisation, kept.provider) == (place, "")
    assert (kept.age_band, kept.theme) == (band, theme)
    outcome, notes = words_about(client, head + line.format("", "Dreams"))
    assert outcome == "problem"
    assert notes == [("theme", notes[0][1])]
    assert "We do not know “Dreams”." in notes[0][1]


def seconds_of(step):
    begun = process_time()
    step()
    return process_time() - begun


def test_the_longest_list_is_tried_and_changes_everything_while_somebody_waits(client, trainer):
    """Of a processor: four times what it takes, so that only another order of work fails."""

    def all_rows(minutes, place):
        row = ROW.replace("120", minutes).replace("Library", place)
        rows = (row.replace("Baby", f"Baby {number}") for number in range(MOST_ROWS))
        return HEADINGS + "".join(rows)

    applied(client, all_rows("120", "Library"))
    found = []
    assert seconds_of(lambda: found.append(tried(client, all_rows("90", "Hall")))) < 8
    assert seconds_of(lambda: client.post(found[0])) < 8
    assert OtherTraining.objects.filter(minutes=90, place="Hall").count() == MOST_ROWS


def test_a_list_is_opened_by_whoever_uploaded_it_alone(client, trainer):
    path = tried(client, HEADINGS + ROW)
    client.force_login(user_with_role("facilitator"))
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    assert not OtherTraining.objects.exists()


@given(st.dictionaries(st.sampled_from(list(COLUMNS)), st.text(max_size=30)))
def test_whatever_stands_in_a_row_there_is_a_report(cells):
    plan = plan_list([Row(2, cells)], at=NOW)
    assert len(plan.reports) == 1
    assert len(plan.new) == (plan.reports[0][2] == "new")


def test_the_template_is_a_list_that_can_be_uploaded(client, trainer):
    content = client.get("/sessions/other/list/template/").content
    applied(client, content)
    assert OtherTraining.objects.get().provider == "Tideway Training Hub"


def test_a_longer_list_asks_as_much_of_the_database(client, trainer):
    def look(count):
        rows = "".join(ROW.replace("Baby", f"Baby {number}") for number in range(count))
        return lambda: upload(client, HEADINGS + rows)

    few = queries_of(look(1))
    assert queries_of(look(40)) == few


FORM = {
    "title": "Emotion coaching",
    "provider": "Wenlow Collective",
    "day": "2027-03-03",
    "hour": "13:30",
    "minutes": "90",
    "link": "wenlow.example.org/emotion",
}


def test_one_is_added_changed_taken_off_and_put_back(client, trainer):
    assert client.post("/sessions/other/new/", FORM).status_code == 302
    kept = OtherTraining.objects.get()
    assert kept.link == "https://wenlow.example.org/emotion"
    client.post(f"/sessions/other/{kept.pk}/", {**FORM, "minutes": "60"})
    for button, is_active in (("hide", False), ("show", True), ("show", True)):
        client.post(f"/sessions/other/{kept.pk}/show/", {button: "1"})
        kept.refresh_from_db()
        assert (kept.minutes, kept.is_active) == (60, is_active)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"provider": ""}, "Say who offers it."),
        ({"link": ""}, "Say where it is, or give the web address to book at."),
        ({"day": "2027-03-28", "hour": "01:30"}, "leave this hour out"),
        ({"day": "2027-10-31", "hour": "01:30"}, "comes twice"),
        ({"day": "2026-11-01"}, "Choose a day and time to come"),
        ({"day": "2099-01-01"}, "Choose a day and time to come"),
        ({"minutes": "3"}, "5"),
    ],
)
def test_what_cannot_be_kept_says_why_and_loses_nothing(client, trainer, said, sentence):
    page = client.post("/sessions/other/new/", {**FORM, **said}).text
    assert sentence in page
    assert "Emotion coaching" in page
    assert not OtherTraining.objects.exists()


def test_the_same_by_hand_twice_is_said_kindly(client, trainer):
    client.post("/sessions/other/new/", FORM)
    page = client.post("/sessions/other/new/", FORM).text
    assert "is on the calendar already" in page
    assert OtherTraining.objects.count() == 1


def test_an_organisation_and_other_words_cannot_both_offer_it(client, trainer):
    place = OrganisationFactory()
    page = client.post("/sessions/other/new/", {**FORM, "organisation": place.pk}).text
    assert "not both" in page
    client.post("/sessions/other/new/", {**FORM, "organisation": place.pk, "provider": ""})
    assert OtherTraining.objects.get().offered_by == place


def test_the_page_of_training_elsewhere_asks_as_much_for_many(client, trainer):
    OtherTrainingFactory()
    few = queries_of(lambda: client.get("/sessions/other/"))
    for _ in range(12):
        OtherTrainingFactory(organisation=OrganisationFactory(), provider="")
    assert queries_of(lambda: client.get("/sessions/other/")) == few


def table(client):
    text = b"".join(client.get("/sessions/csv/").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_all_sessions_come_as_a_table_in_which_nothing_runs(client, trainer):
    session = SessionFactory(title="=cmd()", place="+Hall", video_link="https://video.example/x")
    session.facilitations.update(person=trainer.person)
    booked(session, at=NOW)
    SessionFactory(title="Planned by somebody", planned=True)
    first, second = table(client)
    assert (first["Title"], first["Where"]) == ("'=cmd()", "'+Hall")
    assert (first["Places"], first["Places taken"]) == ("20", "1")
    assert (first["Day"], first["Begins"]) == ("02/12/2026", "09:00")
    assert second["State"] == "Being planned"
    assert "video.example" not in str(first)


def test_how_many_come_to_a_wellbeing_session_is_not_in_it(client, trainer):
    session = SessionFactory(kind="wellbeing")
    booked(session, at=NOW)
    assert table(client)[0]["Places taken"] == ""


def test_a_longer_table_asks_as_much_of_the_database(client, trainer):
    SessionFactory(provider=OrganisationFactory())
    few = queries_of(lambda: table(client))
    for _ in range(12):
        SessionFactory(provider=OrganisationFactory())
    assert queries_of(lambda: table(client)) == few


@pytest.mark.parametrize(("clock", "hour"), [("BST", 0), ("GMT", 1)])
def test_by_hand_the_hour_that_comes_twice_is_the_one_that_was_chosen(client, trainer, clock, hour):
    said = {**FORM, "day": "2027-10-31", "hour": "01:30", "clock": clock}
    client.post("/sessions/other/new/", said)
    kept = OtherTraining.objects.get()
    assert kept.starts_at == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
    client.post(f"/sessions/other/{kept.pk}/", {**said, "minutes": "60"})
    kept.refresh_from_db()
    assert (kept.minutes, kept.starts_at.hour) == (60, hour)
