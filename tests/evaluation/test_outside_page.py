"""The page on which a lead brings scores of an earlier survey."""

import csv
import html
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from evaluation import privacy
from evaluation.actions.bringing import forget_outside_data
from evaluation.models import OutsideReport
from evaluation.outside_data import read_pairs
from evaluation.statistics import analyse_pairs
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import OutsideReportFactory
from tests.evaluation.pathological import PATHOLOGICAL
from tests.evaluation.test_analyse_pairs import table_of

pytestmark = pytest.mark.django_db
PAGE = "/results/outside/"


@pytest.fixture
def lead(client):
    user = user_with_role("programme_lead")
    client.force_login(user)
    return user.person


def bring(client, content, **fields):
    if isinstance(content, str):
        content = content.encode()
    file = SimpleUploadedFile("scores.csv", content, "text/csv")
    given = {"measure": "Practice in 2023", "reliability": "0.8", "k": "10", **fields}
    return client.post(PAGE, {**given, "file": file}, follow=True)


def words_of(answer):
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def scores(count, group="", start=0):
    return [(f"p{start + n}", 1 + n % 4, 2 + n % 5 * 0.75, group) for n in range(count)]


@pytest.mark.parametrize("times", [1, 12])
@pytest.mark.parametrize("kind", PATHOLOGICAL)
def test_every_kind_of_broken_data_gives_a_page_with_plain_words(client, lead, kind, times):
    rows = [
        (f"{person}-{turn}", *rest) for turn in range(times) for person, *rest in PATHOLOGICAL[kind]
    ]
    answer = bring(client, table_of(rows))
    words = words_of(answer)
    assert answer.status_code == 200
    assert not re.search(r"\b([Nn]a[Nn]|[Ii]nf|[Ii]nfinity|None|null)\b", words)
    assert "What changed" in words
    for report in OutsideReport.objects.all():
        for name in ("outside_figures", "outside_workbook"):
            assert client.get(reverse(f"evaluation:{name}", args=[report.uuid])).status_code == 200


def test_the_page_says_what_the_command_says_and_is_marked_as_outside_data(client, lead):
    table = table_of(scores(24))
    answer = bring(client, table, lowest="1", highest="5")
    words = words_of(answer)
    change = analyse_pairs(read_pairs(table.encode()), reliability=0.8)
    assert "<h1>Practice in 2023 (outside data)</h1>" in answer.content.decode()
    assert "Outside data, worked out on" in words
    assert "24 people answered both times" in words
    for figure in (change.pre_mean, change.post_mean, change.mean_diff, change.ci95_low):
        assert f"{figure:.2f}" in words
    assert "The portal did not ask for them" in words


def figures(client, report):
    answer = client.get(reverse("evaluation:outside_figures", args=[report.uuid]))
    first, _, rest = answer.content.decode("utf-8-sig").partition("\r\n")
    return answer, first, list(csv.DictReader(io.StringIO(rest)))


def test_a_group_under_ten_and_one_that_would_give_it_away_are_in_no_format(client, lead):
    rows = [*scores(20, "North"), *scores(12, "South", 20), *scores(4, "East", 40)]
    words = words_of(bring(client, table_of(rows)))
    report = OutsideReport.objects.get()
    assert "Left out here: “South”, “East”." in words
    _, _, listed = figures(client, report)
    hidden = [row for row in listed if row["groups"] in ("group: East", "group: South")]
    assert {(row["n"], row["value"]) for row in hidden} == {("", "not shown")}
    shown = {row["groups"]: row["n"] for row in listed if row["n"]}
    assert shown == {"everybody": "36", "group: North": "20"}
    told = words.partition("Who took part")[2]
    assert not re.search(r"(?<![\d.])(4|12)(?![\d.])", told)


def test_both_downloads_begin_with_what_they_are_and_agree(client, lead):
    bring(client, table_of([(one, post, pre, "") for one, pre, post, _ in scores(24)]))
    report = OutsideReport.objects.get()
    answer, first, listed = figures(client, report)
    assert "outside-data" in answer["Content-Disposition"]
    assert first.strip('"').startswith("Outside data, worked out on")
    values = {row["statistic"]: row["value"] for row in listed}
    assert float(values["score/mean_diff"]) < 0
    got = client.get(reverse("evaluation:outside_workbook", args=[report.uuid]))
    assert "outside-data" in got["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(got.content))
    assert book["Report"]["A1"].value == "Practice in 2023 (outside data)"
    assert book["Report"]["A2"].value.startswith("Outside data")
    sheet = {row[5].value: row[7].value for row in book["Figures"].iter_rows(min_row=2)}
    assert sheet["score/mean_diff"] == float(values["score/mean_diff"])


@pytest.mark.parametrize(
    "content",
    [
        table_of(scores(12)).encode("utf-8-sig"),
        table_of(scores(12)).encode("utf-16"),
        table_of(scores(12)).replace(",", ";").replace("\n", "\r\n").encode(),
        ("id;pre;post\n" + "".join(f"{n};{n % 3},5;{n % 4},25\n" for n in range(12))).encode(),
        table_of(scores(12, "Møre")).encode("cp1252"),
    ],
    ids=["BOM", "UTF-16", "semicolons", "decimal commas", "Windows"],
)
def test_what_excel_saves_is_read(client, lead, content):
    assert "12 people answered both times" in words_of(bring(client, content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"\x00\x01\x02\xff" * 50, "cannot read the letters"),
        (b"PK\x03\x04rest", "This is a workbook."),
        (b"name,before\na,1\n", "needs the headings “id”, “pre”, “post”"),
        (b"id,pre,post\na,1,2\na,2,3\n", "Row 3, id: “a” stands in row 2 already."),
        (b"id,pre,post\na,1,x\n", "Row 2, post: “x” is not a number."),
        (b"id,pre,post\na,1,=1+1\n", "Row 2, post: This cell holds a formula."),
        (b'id,pre,post\na,"1,2\n', "a quotation mark is opened"),
        (b"id,pre,post\na,1,2e15\n", "more than 15 digits"),
        (b"id,pre,post\n" + b"".join(b"%d,x,1\n" % n for n in range(99)), "And 89 more cells."),
        (b"id,pre,post\n" + b" " * 5_000_000, "larger than 5 MB"),
        (b"id,pre,post\n" + b"".join(b"%d,,\n" % n for n in range(100_001)), "100,000 rows"),
        (
            b"id,pre,post,group\n" + b"".join(b"%d,1,2,g%d\n" % (n, n) for n in range(60)),
            "more than 50 groups",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_so_beside_the_field(client, lead, content, words):
    answer = bring(client, content)
    page = answer.content.decode()
    assert answer.status_code == 200
    beside = page.partition('id="id_file_error"')[2].partition("<input")[0]
    assert words in html.unescape(beside)
    assert "govuk-error-summary" in page
    assert 'value="Practice in 2023"' in page
    assert not OutsideReport.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("measure", "", "Fill in"),
        ("k", "9", "10"),
        ("k", "", "Fill in"),
        ("reliability", "1.2", "1"),
        ("reliability", "nan", "number"),
        ("lowest", "2", "There are lower scores in the file."),
        ("highest", "4", "There are higher scores in the file."),
        ("highest", "-1", "There are higher scores in the file."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(client, lead, field, value, words):
    page = bring(client, table_of(scores(12)), **{field: value}).content.decode()
    beside = page.partition(f'id="id_{field}_error"')[2].partition("<input")[0]
    assert words in html.unescape(beside)
    assert not OutsideReport.objects.exists()


def test_no_row_of_the_file_is_kept_and_after_a_day_nothing_is(client, lead):
    bring(
        client, table_of([(f"Ada Lovelace {n}", *rest) for n, (_, *rest) in enumerate(scores(12))])
    )
    report = OutsideReport.objects.get()
    kept = str(OutsideReport.objects.values().get())
    assert "Ada" not in kept
    page = reverse("evaluation:outside_report", args=[report.uuid])
    assert client.get(page).status_code == 200
    over = timezone.now() - OutsideReport.KEPT_FOR
    OutsideReport.objects.update(released_at=over + timedelta(minutes=1))
    assert forget_outside_data(at=timezone.now()) == 0
    OutsideReport.objects.update(released_at=over)
    assert client.get(page).status_code == 404
    assert forget_outside_data(at=timezone.now()) == 1
    assert not OutsideReport.objects.exists()


def test_who_worked_out_and_took_what_is_in_the_trail(client, lead):
    bring(client, table_of(scores(12)))
    report = OutsideReport.objects.get()
    for name in ("outside_figures", "outside_workbook"):
        client.get(reverse(f"evaluation:{name}", args=[report.uuid]))
    trail = AuditEntry.objects.filter(actor=lead.uuid, target_id=str(report.uuid))
    assert list(trail.values_list("verb", "reason_code")) == [
        ("work_out_outside_data", ""),
        ("download_outside_report", "csv"),
        ("download_outside_report", "xlsx"),
    ]


@pytest.mark.parametrize("name", ["outside_report", "outside_figures", "outside_workbook"])
def test_what_somebody_else_brought_is_not_there(client, lead, name):
    address = reverse(f"evaluation:{name}", args=[OutsideReportFactory().uuid])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", ["practitioner", "trainer", "commissioner", "facilitator"])
def test_without_the_right_to_results_nothing_is_worked_out(client, role):
    client.force_login(user_with_role(role))
    assert bring(client, table_of(scores(12))).status_code == 403
    assert not OutsideReport.objects.exists()


def test_what_was_worked_out_goes_with_the_person_and_follows_a_merge():
    report, keep = OutsideReportFactory(), PersonFactory()
    privacy.merge(keep=keep, into_keep=report.made_by)
    assert privacy.export_for(keep)["outside_data_worked_out"][0]["measure"] == report.measure
    privacy.erase(keep)
    assert not OutsideReport.objects.exists()


def test_the_results_page_leads_there_and_the_page_to_a_template(client, lead):
    assert PAGE in client.get(reverse("evaluation:results")).content.decode()
    page = client.get(PAGE).content.decode()
    template = reverse("evaluation:outside_template")
    assert template in page
    assert client.get(template).content.decode("utf-8-sig").strip() == "id,pre,post,group"
