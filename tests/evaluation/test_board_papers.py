"""The report as a board has it: two pages, one finding, the same digits in every format."""

import csv
import html
import io
import re

import docx
import openpyxl
import pypdf
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from evaluation.actions.releasing import release_results
from evaluation.board import board_of
from evaluation.digits import digits
from evaluation.documents import released_report_docx
from evaluation.downloads import released_figures_csv
from evaluation.drawing import draw
from evaluation.models import Wave
from evaluation.pdf.writing import released_report_pdf
from evaluation.workbooks import released_figures_xlsx
from tests.accounts.factories import user_with_role
from tests.evaluation.everything import everything, with_quotations
from tests.evaluation.factories import (
    OccasionFactory,
    PlanFactory,
    ReleaseFactory,
    matched_people,
    three_scales,
    version_of,
)

pytestmark = pytest.mark.django_db
TWELVE = (((2,) * 12, (5,) * 12), ((3,) * 12, (3,) * 12))
NUMBER = r"(?<![\w.-])-?\d+\.\d{2}(?![\d.])"


@pytest.fixture
def lead(client):
    user = user_with_role("programme_lead")
    client.force_login(user)
    return user.person


def usual(lead, people=12):
    """Three scales and their total, before and after, for one group."""
    version = version_of(three_scales())
    plan = PlanFactory(asks={Wave.PRE: [version], Wave.POST: [version]}, title="Core course")
    occasion = OccasionFactory(plan=plan)
    matched_people(occasion, people, answers=TWELVE)
    return release_results(by=lead, plan=plan)


def told(scale, **measures):
    return [
        {
            "dimensions": {},
            "statistic": f"{scale}/{name}",
            "n": 40,
            "value": value,
            "status": "published",
        }
        for name, value in measures.items()
    ]


def of_three_statements(*cells):
    return ReleaseFactory(cells=[cell for each in cells for cell in each])


def pages_of(release):
    read = pypdf.PdfReader(io.BytesIO(released_report_pdf(release)))
    return [" ".join(page.extract_text().split()) for page in read.pages]


def document_of(release):
    return docx.Document(io.BytesIO(released_report_docx(release)))


def words_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_a_board_reads_two_pages_and_the_annex_begins_on_the_third(lead):
    first, second, third = pages_of(usual(lead))
    assert "rose from 2.50 to 4.00 among 12 people" in first
    assert "Who took part" in first
    assert "no comparison group" in second
    assert third.startswith("Annex")


def test_the_body_of_the_fullest_plan_stands_on_two_pages(lead):
    release = with_quotations(release_results(by=lead, plan=everything(lead)))
    pages = pages_of(release)
    where = [number for number, words in enumerate(pages) if words.startswith("Annex")]
    assert where == [2]
    body = " ".join(pages[:2])
    for part in board_of(release).report.body:
        assert part.heading in body
    for caveat in board_of(release).report.caveats:
        assert caveat in body


def test_a_board_reads_what_stands_out_and_the_annex_holds_every_answer(lead):
    report = board_of(release_results(by=lead, plan=everything(lead))).report
    body = {part.heading: part for part in report.body}
    annex = {part.heading: part for part in report.annex}
    for heading in ("What people thought of it", "What they did with it"):
        assert body[heading].tables == ()
        assert len(body[heading].sentences) == 1
        assert annex[f"{heading}: all answers"].tables
    help_ = body["What people said would help"].sentences[0]
    rated = annex["What people said would help: all answers"].tables[0]
    assert {row[1] for row in rated.rows} == {"57"}
    means = sorted((float(row[2]) for row in rated.rows), reverse=True)
    found = [float(mean) for mean in re.findall(r"\((\d\.\d{2}) of", help_)]
    assert found == means[:3]


@pytest.mark.parametrize("name", ["practice/p_t", "practice.attrition/p"])
def test_a_tiny_p_is_told_in_words_and_never_as_nought(name):
    assert digits(0.00004, name) == "less than 0.0001"
    assert digits(0.0, name) == "less than 0.0001"
    assert digits(0.0312, name) == "0.0312"
    assert (digits(0.0, "practice/mean_diff"), digits(0, "K1:p")) == ("0.00", "0")


def test_a_tiny_p_stands_in_the_same_words_in_every_format():
    change = {"pre_mean": 3.0, "post_mean": 4.0, "mean_diff": 1.0, "p_t": 0.0}
    release = of_three_statements(
        told("practice", **change), told("practice.attrition", g=1.2, p=0.0)
    )
    words = "p less than 0.0001"
    assert words in " ".join(pages_of(release))
    assert words in words_of(document_of(release))
    assert f",practice/p_t,40,{words[2:]}," in released_figures_csv(release.plan, release)
    book = openpyxl.load_workbook(io.BytesIO(released_figures_xlsx(release)))
    assert words[2:] in [row[7].value for row in book["Figures"].iter_rows()]
    assert {cell["value"] for cell in release.cells if "/p" in cell["statistic"]} >= {0.0}


def test_all_five_formats_name_one_release_and_show_the_same_digits(lead, client):
    release = usual(lead)
    at = {"args": [release.plan.uuid]}
    page = client.get(reverse("evaluation:report", **at)).content.decode()
    page = html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.S))
    table = client.get(reverse("evaluation:figures", **at)).content.decode("utf-8-sig")
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("evaluation:workbook", **at)).content)
    )
    cells = [cell for row in book["Report"].iter_rows() for cell in row if cell.value is not None]
    sheet = "\n".join(
        str(cell.value) if isinstance(cell.value, str) else f"{cell.value:.2f}"
        for cell in cells
        if isinstance(cell.value, str) or cell.number_format == "0.00"
    )
    formats = {
        "page": page,
        "workbook": sheet,
        "paper": " ".join(pages_of(release)),
        "document": words_of(document_of(release)),
    }
    listed = {row["value"] for row in csv.DictReader(io.StringIO(table))}
    headline = {"2.50", "4.00", "1.50"}
    for name, words in formats.items():
        numbers = set(re.findall(NUMBER, words))
        assert numbers >= headline, name
        assert numbers <= listed, name
        assert str(release.uuid) in words, name
    assert str(release.uuid) in table


def test_the_same_release_gives_the_same_paper(lead):
    release = usual(lead)
    assert released_report_pdf(release) == released_report_pdf(release)


def test_the_document_says_its_title_and_language_and_what_its_pictures_show(lead):
    release = usual(lead)
    document = document_of(release)
    facts = document.core_properties
    assert (facts.title, facts.language, facts.author) == ("Core course", "en-GB", "")
    [language] = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert language == "en-GB"
    pictures = [each._inline.docPr.get("descr") for each in document.inline_shapes]
    assert len(pictures) == 4
    assert pictures[0] == "All three: Before 2.50, After 4.00"


def test_the_document_has_headings_lists_and_tables_with_a_row_of_headings(lead):
    document = document_of(usual(lead))
    styles = {each.style.name for each in document.paragraphs}
    assert {"Title", "Heading 1", "Caption", "List Bullet"} <= styles
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_signs_that_a_document_cannot_hold_are_left_out():
    release = ReleaseFactory(plan__title="Adver\x0bsity \x01one")
    assert document_of(release).paragraphs[0].text.startswith("Adver")


def test_an_interval_with_nought_in_it_is_no_finding_of_a_change():
    change = {"pre_mean": 3.0, "post_mean": 3.1, "mean_diff": 0.1}
    unsure = of_three_statements(told("practice", **change, ci95_low=-0.1, ci95_high=0.3))
    fell = of_three_statements(told("practice", **change, ci95_low=-0.4, ci95_high=-0.2))
    assert "no clear change" in board_of(unsure).finding.title
    assert "fell" in board_of(fell).finding.title


def test_what_was_kept_has_a_chart_of_its_own_of_those_who_answered_every_time():
    release = of_three_statements(
        told("practice", pre_mean=3.0, post_mean=4.0, mean_diff=1.0, ci95_low=0.5, ci95_high=1.5),
        told("practice.kept", pre_mean=3.1, post_mean=4.1, follow_up_mean=3.9),
    )
    charts = draw(release)
    assert [chart.scale for chart in charts] == ["practice", "practice.kept"]
    assert "Before 3.10, After 4.10, 2 months 3.90" in charts[1].svg
    rows = board_of(release).finding.table.rows
    assert rows[1][1:] == ("40", "3.10", "4.10", "3.90")
    assert rows[0][-1] == "none"


def test_without_a_figure_of_everybody_there_is_no_finding_and_no_chart():
    release = ReleaseFactory()
    assert board_of(release).finding is None
    assert draw(release) == []
    assert "No figure can be shown" in words_of(document_of(release))
