import csv
import html
import io
import re

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from evaluation.actions.releasing import release_results
from evaluation.models import Participant, Wave
from evaluation.reports import levels, report_of
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import (
    UNLIKE,
    OccasionFactory,
    PlanFactory,
    ReleaseFactory,
    answer_as,
    matched_people,
)

pytestmark = pytest.mark.django_db

HIGH = (((4, 4, 2), (5, 5, 1)), ((5, 5, 1), (4, 5, 1)))


@pytest.fixture
def lead(client):
    user = user_with_role("programme_lead")
    client.force_login(user)
    return user.person


def released(lead, count, *, answers=UNLIKE, **fields):
    occasion = OccasionFactory(**fields)
    matched_people(occasion, count, answers=answers)
    return release_results(by=lead, plan=occasion.plan)


def in_sector(occasion, sector, count):
    people = PersonFactory.create_batch(count)
    matched_people(occasion, count, people=people)
    mine = [occasion.plan.pseudonym_of(person) for person in people]
    Participant.objects.filter(pseudonym__in=mine).update(groups={"sector": sector})


def by_sector(lead, **sectors):
    occasion = OccasionFactory(plan__dimensions=["sector"])
    for sector, count in sectors.items():
        in_sector(occasion, sector, count)
    return release_results(by=lead, plan=occasion.plan)


def words_of(report):
    lines = [sentence for part in report.parts for sentence in part.sentences]
    tables = [table for part in report.parts for table in part.tables]
    cells = [cell for table in tables for row in table.rows for cell in row]
    return "\n".join([*lines, *cells, *report.caveats])


def csv_of(client, release):
    answer = client.get(reverse("evaluation:figures", args=[release.plan.uuid]))
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def shown_by_csv(client, release, measures=("pre_mean", "post_mean", "mean_diff", "ci95_low")):
    rows = csv_of(client, release)
    return {row["value"] for row in rows if row["statistic"].partition("/")[2] in measures}


def test_a_report_says_in_a_sentence_what_changed_and_how_sure_that_is(lead):
    words = words_of(report_of(released(lead, 10)))
    assert "“Practice”: 10 people answered both times. Their mean was 2.00 before" in words
    assert "and 4.00 after, a mean change of 2.00." in words
    assert "The 95% confidence interval of the change is 0.49 to 3.51." in words
    assert "usually called large (g = " in words


def test_an_interval_with_nought_in_it_is_said_to_allow_for_no_change(lead):
    answers = (((1, 1, 5), (3, 3, 3)), ((4, 4, 2), (2, 2, 4)))
    words = words_of(report_of(released(lead, 10, answers=answers)))
    assert "there may have been no change at all" in words
    assert "less than small (g = 0.00)" in words


def test_who_took_part_is_told_in_rounded_counts(lead):
    release = released(lead, 12)
    [table] = report_of(release).parts[0].tables
    assert ("Answered both before and after", "10") in table.rows
    assert "12" not in {cell for row in table.rows for cell in row}


def test_every_report_says_that_a_change_is_associated_and_self_rated(lead):
    words = words_of(report_of(released(lead, 10)))
    assert "no comparison group" in words
    assert "associated with" in words
    assert "not been validated" in words
    assert "caused" not in words


def test_few_people_are_a_caveat_until_there_are_thirty(lead):
    assert "chance alone" in words_of(report_of(released(lead, 28)))
    assert "chance alone" not in words_of(report_of(released(lead, 30)))


def test_scores_near_the_top_are_a_caveat(lead):
    assert "little room left" in words_of(report_of(released(lead, 10, answers=HIGH)))
    assert "little room left" not in words_of(report_of(released(lead, 10)))


def test_many_who_answered_only_once_are_a_caveat(lead):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    for person in PersonFactory.create_batch(10):
        answer_as(person, occasion, Wave.PRE, 1, 1, 1)
    release = release_results(by=lead, plan=occasion.plan)
    assert "Fewer than 60%" in words_of(report_of(release))
    assert "Fewer than 60%" not in words_of(report_of(released(lead, 10)))


def test_a_group_that_is_left_out_is_named_and_never_a_number(lead, client):
    release = by_sector(lead, Schools=12, Health=10, Police=4)
    [part] = [part for part in report_of(release).parts if part.heading == "By group"]
    [table] = part.tables
    [row] = table.rows
    left = {"Schools", "Health", "Police"} - {row[0]}
    assert len(left) == 2
    assert all(f"“{name}”" in part.sentences[1] for name in left - {"Police"})
    assert "Police" not in part.sentences[1]
    for one in csv_of(client, release):
        if one["groups"].partition(": ")[2] in left:
            assert (one["n"], one["value"]) == ("", "not shown")


def test_a_cohort_of_eleven_is_told_kindly_why_there_are_no_groups(lead):
    report = report_of(by_sector(lead, Schools=10, Health=1))
    [part] = [part for part in report.parts if part.heading == "By group"]
    assert part.tables == ()
    assert "everybody together" in part.sentences[0]


def test_statements_that_moved_are_counted_to_the_nearest_five(lead):
    release = released(lead, 45, answers=(*UNLIKE, ((4, 4, 2), (2, 2, 4))))
    [part] = [part for part in report_of(release).parts if part.heading == "Statement by statement"]
    [table] = part.tables
    assert ("Statement K1.", "15", "15", "15") in table.rows


def test_the_page_shows_the_digits_of_the_download_and_the_same_release(lead, client):
    release = by_sector(lead, Schools=15, Health=13)
    answer = client.get(reverse("evaluation:report", args=[release.plan.uuid]))
    page = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    shown = shown_by_csv(client, release) - {"not shown"}
    assert shown
    assert all(re.search(rf"(?<![\d.]){re.escape(value)}(?![\d.])", page) for value in shown)
    assert str(release.uuid) in page
    assert {row["release_id"] for row in csv_of(client, release)} == {str(release.uuid)}


def test_before_a_release_the_page_says_that_there_is_nothing_yet(lead, client):
    plan = PlanFactory()
    answer = client.get(reverse("evaluation:report", args=[plan.uuid]))
    assert "Nothing yet." in answer.content.decode()
    listed = client.get(reverse("evaluation:results")).content.decode()
    assert reverse("evaluation:report", args=[plan.uuid]) in listed


def test_a_release_without_a_figure_still_makes_a_page(lead, client):
    plan = ReleaseFactory().plan
    answer = client.get(reverse("evaluation:report", args=[plan.uuid]))
    assert "No figure can be shown" in answer.content.decode()


@pytest.mark.parametrize("role", ["practitioner", "trainer", "organisation_lead", "commissioner"])
def test_the_report_is_for_those_with_the_right(client, role):
    client.force_login(user_with_role(role))
    plan = ReleaseFactory().plan
    assert client.get(reverse("evaluation:report", args=[plan.uuid])).status_code == 403


def workbook(client, plan):
    answer = client.get(reverse("evaluation:workbook", args=[plan.uuid]))
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def as_printed(cell):
    """What a spreadsheet program shows of it."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    return f"{cell.value:.{len(cell.number_format.partition('.')[2])}f}"


def test_the_workbook_holds_the_digits_of_the_csv_and_those_of_the_report(lead, client):
    release = by_sector(lead, Schools=15, Health=13, Police=4)
    book = workbook(client, release.plan)
    columns, *rows = ([as_printed(cell) for cell in row] for row in book["Figures"].iter_rows())
    listed = csv_of(client, release)
    assert [dict(zip(columns, row, strict=True)) for row in rows] == listed
    assert "not shown" in {row["value"] for row in listed}
    printed = {as_printed(cell) for row in book["Report"].iter_rows() for cell in row}
    report = report_of(release)
    assert {report.source, *report.caveats} <= printed
    tables = [table for part in report.parts for table in part.tables]
    assert {cell for table in tables for row in table.rows for cell in row} <= printed


def test_figures_in_a_workbook_are_numbers_and_a_title_is_never_a_formula(lead, client):
    release = released(lead, 10, plan__title="=HYPERLINK(1)\x0b")
    book = workbook(client, release.plan)
    assert {type(row[7].value) for row in book["Figures"].iter_rows(min_row=2)} >= {float}
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert book["Report"]["A1"].value == "'=HYPERLINK(1)"


def test_each_download_is_written_in_the_trail_with_its_format(lead, client):
    release = ReleaseFactory()
    for name in ("figures", "workbook", "paper", "document"):
        client.get(reverse(f"evaluation:{name}", args=[release.plan.uuid]))
    taken = AuditEntry.objects.filter(verb="download_released_results", actor=lead.uuid)
    assert set(taken.values_list("target_id", "reason_code")) == {
        (str(release.uuid), "csv"),
        (str(release.uuid), "xlsx"),
        (str(release.uuid), "pdf"),
        (str(release.uuid), "docx"),
    }


def paper(client, plan):
    answer = client.get(reverse("evaluation:paper", args=[plan.uuid]))
    return pypdf.PdfReader(io.BytesIO(answer.content))


def test_the_paper_has_tags_and_the_digits_of_the_release(lead, client):
    release = by_sector(lead, Schools=15, Health=13, Police=4)
    read = paper(client, release.plan)
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert read.root_object["/MarkInfo"]["/Marked"]
    assert read.metadata.title == release.plan.title
    report = report_of(release)
    tables = [table for part in report.parts for table in part.tables]
    assert {
        cell for table in tables for row in table.rows for cell in row if cell not in words
    } == set()
    assert shown_by_csv(client, release) - {"not shown"} <= set(re.findall(r"\d+\.\d+", words))
    assert all(caveat in words for caveat in report.caveats)
    assert str(release.uuid) in words


def test_nothing_in_a_title_is_run_by_the_typesetter(client, lead):
    plan = ReleaseFactory(plan__title='#panic("no") $x$ *b* \u597d').plan
    page = paper(client, plan).pages[0]
    assert '#panic("no") $x$ *b*' in page.extract_text()


def test_the_most_frequent_answer_is_named_only_where_every_count_stands_and_one_is_ahead():
    assert levels.most_given({"Yes": 20, "No": 10}) == "Yes"
    assert levels.most_given({"Yes": 20, "No": 20, "Partly": 10}) is None
    assert levels.most_given({}) is None


def test_an_earlier_release_can_still_be_read_and_taken(lead, client):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    first = release_results(by=lead, plan=occasion.plan)
    matched_people(occasion, 10)
    second = release_results(by=lead, plan=occasion.plan)
    client.force_login(lead.user)
    page = reverse("evaluation:report", args=[occasion.plan.uuid])
    newest = client.get(page).content.decode()
    assert str(second.uuid) in newest
    assert f"{page}?release=1" in newest
    assert str(first.uuid) in client.get(page, {"release": "1"}).content.decode()
    csv_page = reverse("evaluation:figures", args=[occasion.plan.uuid])
    assert str(first.uuid) in client.get(csv_page, {"release": "1"}).content.decode()
    for unknown in ("3", "one", "99999999"):
        assert client.get(page, {"release": unknown}).status_code == 404
