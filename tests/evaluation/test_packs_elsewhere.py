"""The tables of a pack as SPSS and spreadsheet programs read them."""

import io
import shutil
import subprocess

import openpyxl
import pyreadstat
import pytest

from evaluation.actions.releasing import release_results
from evaluation.models import Participant, Response, Wave
from evaluation.packs.names import cut, legal_names
from evaluation.packs.workbook import Reach, write_workbook
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import (
    AGREEMENT,
    OccasionFactory,
    answer_as,
    file_of,
    likert,
    matched_people,
    version_of,
)
from tests.evaluation.packs import files_of, made, store_in, table

pytestmark = pytest.mark.django_db

WITH_PREFER_NOT = {
    **AGREEMENT,
    "options": [
        *AGREEMENT["options"],
        {"code": 99, "label": "Rather not", "kind": "prefer_not_to_say"},
    ],
}


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    store_in(tmp_path, settings)


@pytest.fixture
def kept(tmp_path):
    """A pack's file as it lies on somebody's disk."""

    def keep(plan, name):
        place = tmp_path / name
        place.write_bytes(files_of(made(plan))[name])
        return str(place)

    return keep


def asking(*items, slug="practice", **extra):
    version = version_of(file_of(list(items), **extra))
    type(version.instrument).objects.filter(pk=version.instrument_id).update(slug=slug)
    return OccasionFactory(plan__asks={Wave.PRE: [version]})


def read(place, **how):
    rows, about = pyreadstat.read_sav(place, output_format="dict", **how)
    return dict(rows), about


def test_spss_keeps_four_reasons_for_no_answer_apart_and_leaves_all_of_them_out(kept):
    occasion = asking(*map(likert, "ABCDE"), sets=[WITH_PREFER_NOT])
    answer_as(PersonFactory(), occasion, Wave.PRE, 98, 99, None, 1, 4)
    response = Response.objects.get()
    del response.answers["D"]
    response.save()
    place = kept(occasion.plan, "wide.sav")
    names = [f"pre_practice_v1_{item}" for item in "ABCDE"]

    codes, about = read(place, user_missing=True)
    assert [codes[name] for name in names] == [[-98], [-99], [-97], [-96], [4]]
    labels = about.variable_value_labels[names[0]]
    assert [labels[code] for code in (-96, -97, -98, -99)] == [
        "not shown", "shown and not answered", "not applicable", "prefers not to say",
    ]  # fmt: skip
    assert (labels[1], labels.get(98)) == ("Point 1", None)
    assert about.missing_ranges[names[0]] == [{"lo": -99, "hi": -96}]
    assert [read(place)[0][name] for name in names] == [[None]] * 4 + [[4]]


def test_spss_knows_of_each_variable_what_it_is_and_how_it_is_measured(kept):
    yes = {"code": "able", "type": "single", "text": "Able?", "response_set": "agreement"}
    occasion = asking(
        likert("K1"),
        yes,
        {"code": "mood", "type": "slider", "text": "Mood", "lowest": 0, "highest": 100},
        {"code": "did", "type": "multiple", "text": "Did", "response_set": "agreement"},
        {"code": "say", "type": "short_text", "text": "Say"},
        {"code": "day", "type": "date", "text": "Day"},
        scales=[{"code": "total1", "title": "Practice", "items": ["K1"]}],
    )
    answer_as(PersonFactory(), occasion, Wave.PRE, 4, 2, 40.5, [1, 5], "=Ünder", "2026-03-04")
    answer_as(PersonFactory(), occasion, Wave.PRE, 4, 2, 40.5, None, None, None)
    rows, about = read(kept(occasion.plan, "wide.sav"), user_missing=True)
    measures = {
        name.removeprefix("pre_practice_v1_"): (about.variable_measure[name], sorted(values))
        for name, values in rows.items()
        if name.startswith("pre_")
    }
    assert measures == {
        "K1": ("ordinal", [4, 4]),
        "able": ("nominal", [2, 2]),
        "mood": ("scale", [40.5, 40.5]),
        **{f"did_{code}": ("nominal", [-97, int(code in (1, 5))]) for code in (1, 2, 3, 4, 5, 98)},
        "say": ("nominal", ["", "'=Ünder"]),
        "say_status": ("nominal", [-97, 1]),
        "day": ("nominal", [-97, 1]),
        "score_total1": ("scale", [4, 4]),
    }
    assert about.column_names_to_labels["pre_practice_v1_mood"] == "pre: Mood"
    assert about.file_label == occasion.plan.title


def test_labels_end_with_a_whole_letter_within_what_spss_holds(kept):
    options = [{"code": code, "label": "€" * 60} for code in (1, 2)]
    words = "a" + "ü" * 200
    occasion = asking(likert("K1", text=words), sets=[{**AGREEMENT, "options": options}])
    answer_as(PersonFactory(), occasion, Wave.PRE, 1)
    _, about = read(kept(occasion.plan, "wide.sav"))
    label = about.column_names_to_labels["pre_practice_v1_K1"]
    assert label == f"pre: {words}"[:131]
    assert len(label.encode()) == 256
    assert about.variable_value_labels["pre_practice_v1_K1"][1] == "€" * 40


def test_names_are_legal_unlike_and_the_same_in_every_table(kept):
    long = "very-long-" * 5
    occasion = asking(likert("K1"), likert("K_1"), slug=f"{long}x")
    answer_as(PersonFactory(), occasion, Wave.PRE, 1, 2)
    files = files_of(made(occasion.plan))
    rows, _ = read(kept(occasion.plan, "wide.sav"))
    assert list(rows) == list(table(files["wide.csv"])[0])
    assert max(map(len, rows)) <= 64


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["a b", "A.B", "a_b"], ["a_b", "A_B_2", "a_b_3"]),
        (["1st", "and", "", "_", "é"], ["v_1st", "v_and", "v", "v_2", "v_3"]),
        (["x" * 70, "X" * 65], ["x" * 64, "X" * 62 + "_2"]),
    ],
)
def test_names_are_made_legal(wanted, names):
    assert legal_names(wanted) == names


def test_a_cut_takes_no_letter_apart():
    assert [cut("aü€😀", most_bytes=most) for most in range(1, 11)] == [
        "a", "a", "aü", "aü", "aü", "aü€", "aü€", "aü€", "aü€", "aü€😀",
    ]  # fmt: skip


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed here.")
def test_r_reads_the_spss_file_too(kept):
    occasion = OccasionFactory()
    matched_people(occasion, 12)
    Participant.objects.update(groups={"sector": "Gwynedd – Môn"})
    place = kept(occasion.plan, "wide.sav")
    words = f"""
      library(foreign)
      rows <- read.spss("{place}", use.value.labels = FALSE, to.data.frame = TRUE,
        use.missings = TRUE, reencode = FALSE)
      cat(nrow(rows), trimws(rows$sector[1]), mean(rows[[ncol(rows)]]))"""
    ran = subprocess.run(
        [shutil.which("Rscript"), "--vanilla", "-e", words], capture_output=True, check=True
    )
    assert ran.stdout.decode() == "12 Gwynedd – Môn 4"


def sheets_in(content):
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book}


def test_the_workbook_holds_every_cell_of_every_table():
    occasion = OccasionFactory()
    matched_people(occasion, 20)
    assert release_results(by=user_with_role("programme_lead").person, plan=occasion.plan)
    files = files_of(made(occasion.plan))
    sheets = sheets_in(files["rows.xlsx"])
    assert list(sheets) == ["long", "wide", "scores", "in_figures", "codebook"]
    for name, (headings, *rows) in sheets.items():
        listed = table(files[f"{name}.csv"])
        said = [
            ["" if cell is None else float(cell) if is_number(cell) else cell for cell in row]
            for row in rows
        ]
        assert said == [
            [float(cell) if is_number(cell) else cell for cell in row.values()] for row in listed
        ]
        assert headings == list(listed[0])


def is_number(cell):
    try:
        return cell is not None and bool(str(float(cell)))
    except ValueError:
        return False


def test_words_in_the_workbook_are_never_a_formula_and_numbers_are_numbers():
    number = {"code": "N", "type": "number", "text": "=1+1", "lowest": -10, "highest": 10}
    occasion = asking({"code": "T", "type": "short_text", "text": "What?"}, number)
    answer_as(PersonFactory(), occasion, Wave.PRE, "=HYPERLINK(1)\x0b<&>", -5)
    answer_as(PersonFactory(), occasion, Wave.PRE, "007", 2.5)
    content = files_of(made(occasion.plan))["rows.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    values = {cell.value for cell in cells}
    assert {"'=HYPERLINK(1)<&>", "'=1+1", "007", -5, 2.5} <= values


@pytest.mark.parametrize(
    ("count", "sheets"),
    [
        (0, {"long": 1}),
        (4, {"long": 5}),
        (5, {"long": 5, "long 2": 2}),
        (9, {"long": 5, "long 2": 5, "long 3": 2}),
    ],
)
def test_a_table_longer_than_a_sheet_goes_on_in_the_next(count, sheets):
    text, book = io.StringIO("\n".join(["n", *map(str, range(count))])), io.BytesIO()
    write_workbook([("long", text)], book, beat=lambda: None, reach=Reach(rows=5))
    found = sheets_in(book.getvalue())
    assert {name: len(rows) for name, rows in found.items()} == sheets
    assert all(rows[0] == ["n"] for rows in found.values())
    assert [row[0] for rows in found.values() for row in rows[1:]] == list(range(count))


def test_a_table_with_more_columns_than_a_sheet_is_left_out():
    tables = [("wide", io.StringIO("a,b,c\n")), ("long", io.StringIO("a,b\n"))]
    book = io.BytesIO()
    write_workbook(tables, book, beat=lambda: None, reach=Reach(columns=2))
    assert list(sheets_in(book.getvalue())) == ["long"]


def test_whoever_writes_a_long_workbook_says_now_and_then_that_they_still_do():
    """Else their lease would end, and another worker would begin the same pack beside them."""
    beats = []
    text = io.StringIO("\n".join(["n", *map(str, range(9))]))
    reach = Reach(batch=2)
    write_workbook([("long", text)], io.BytesIO(), beat=lambda: beats.append(1), reach=reach)
    assert len(beats) == 5
