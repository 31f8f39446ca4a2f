"""`score_items`: scores under the missing rule, four kinds of missing, alpha, shifts and change."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evaluation.answered import is_shown, missing_because, scale_scores
from evaluation.instrument_reader import read_document
from evaluation.item_tables import read_items
from evaluation.management.commands.score_items import read_instrument
from evaluation.outside_data import OutsideDataError
from evaluation.scoring import Missing
from tests.evaluation.outside import INSTRUMENT, TABLE, item, written_instrument
from tests.evaluation.test_paired_reference import KEYS

PRACTICE = read_document(INSTRUMENT)


def run(folder, *options, table=TABLE, **changes):
    (folder / "answers.csv").write_text(table)
    out, problems = StringIO(), StringIO()
    instrument = written_instrument(folder, **changes)
    code = 0
    try:
        call_command(
            "score_items",
            str(folder / "answers.csv"),
            "--instrument",
            str(instrument),
            *options,
            stdout=out,
            stderr=problems,
        )
    except CommandError as refusal:
        code = refusal.returncode
    return code, out.getvalue(), problems.getvalue()


def test_scores_come_under_the_missing_rule_and_the_total_needs_every_scale(tmp_path):
    found = json.loads(run(tmp_path, "--json")[1])
    assert [(row["id"], row["wave"], row["scores"]) for row in found["scores"]] == [
        ("a", "pre", {"knowledge": 5 / 3, "confidence": 2, "total": (5 / 3 + 2) / 2}),
        ("a", "post", {"knowledge": 14 / 3, "confidence": 4, "total": (14 / 3 + 4) / 2}),
        ("b", "pre", {"knowledge": None, "confidence": 3, "total": None}),
        ("b", "post", {"knowledge": 3, "confidence": 5, "total": 4}),
        ("c", "pre", {"knowledge": 10 / 3, "confidence": None, "total": None}),
        ("c", "post", {"knowledge": None, "confidence": 4, "total": None}),
    ]


def test_what_is_missing_is_told_apart(tmp_path):
    missing = json.loads(run(tmp_path, "--json")[1])["missing"]["pre"]
    none = {"not_shown": 0, "unanswered": 0, "not_applicable": 0, "prefer_not": 0}
    assert missing["K1"] == none
    assert missing["K2"] == none | {"not_applicable": 1}
    assert missing["K3"] == none | {"unanswered": 1}
    assert missing["C1"] == none | {"prefer_not": 1}
    assert missing["C2"] == none | {"not_shown": 2}


def test_the_command_says_alpha_shifts_and_change(tmp_path):
    found = json.loads(run(tmp_path, "--json")[1])
    assert found["instrument"] == {"slug": "practice", "version": 2}
    assert list(found["pairs"]) == ["knowledge", "confidence", "total"]
    assert list(found["pairs"]["confidence"]["overall"]) == KEYS
    assert found["pairs"]["confidence"]["overall"]["mean_diff"] == 2
    assert set(found["pairs"]["confidence"]["groups"]) == {"north", "south"}
    assert found["alpha"]["pre"]["knowledge"]["n"] == 2
    assert found["alpha"]["pre"]["confidence"]["alpha"] is None
    assert list(found["shifts"]) == ["K1", "K2", "K3", "C1", "C2"]
    shift = found["shifts"]["K1"]
    assert (shift["n_up"], shift["n_into_top_two"], shift["p_mcnemar_exact"]) == (3, 2, 0.5)
    assert found["shifts"]["K3"]["n_up"] == 1
    assert found["described"]["pre"]["confidence"]["floor_percent"] == 0


def test_a_reversed_item_shifts_up_when_its_code_goes_down(tmp_path):
    shift = json.loads(run(tmp_path, "--json")[1])["shifts"]["K3"]
    assert (shift["n"], shift["n_up"], shift["n_down"]) == (1, 1, 0)


def test_the_words_say_the_change(tmp_path):
    code, out, _ = run(tmp_path)
    assert code == 0
    assert "confidence: 2 matched, change 2" in out
    assert "K1: 3 up, 0 same, 0 down" in out


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("a,pre,,6,2,2,2,,,", "“6” is none of the codes 1, 2, 3, 4, 5, 98, 99."),
        ("a,pre,,2.5,2,2,2,,,", "is none of the codes"),
        ("a,pre,,yes,2,2,2,,,", "“yes” is not a number"),
        ("a,pre,,1,2,2,2,,101,", "“101” is not between 0 and 100."),
        ("a,,,1,2,2,2,,,", "must not be blank"),
        ("a,pre,=1+1,1,2,2,2,,,", "formula"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(cell, words):
    with pytest.raises(OutsideDataError) as refusal:
        read_items(f"{TABLE.splitlines()[0]}\n{cell}\n".encode(), PRACTICE)
    [problem] = refusal.value.problems
    assert words in problem.message


def test_one_person_has_one_row_a_wave():
    twice = TABLE + "a,PRE,,1,2,3,4,,,\na,pre,,1,2,3,4,,,\n"
    with pytest.raises(OutsideDataError) as refusal:
        read_items(twice.encode(), PRACTICE)
    assert [problem.row for problem in refusal.value.problems] == [8, 9]


def test_an_answer_to_what_was_not_shown_counts_in_no_score(tmp_path):
    table = "id,wave,K1,K2,K3,C1,C2\na,pre,1,2,3,4,5\nb,pre,1,2,3,2,5\n"
    scale = {"code": "both", "title": "Both", "items": ["C1", "C2"]}
    scale["missing"] = {"rule": "count", "least": 1}
    code, out, said = run(tmp_path, "--json", table=table, scales=[scale], total=None)
    found = json.loads(out)
    assert code == 0
    assert found["missing"]["pre"]["C2"]["not_shown"] == 1
    assert [row["scores"]["both"] for row in found["scores"]] == [4, 3.5]
    assert "1 answers to items that were not shown" in said


def test_where_the_file_does_not_say_what_an_item_depends_on_its_answer_counts():
    scale = {"code": "k", "title": "K", "items": ["C2"], "missing": {"rule": "strict"}}
    practice = read_document({**INSTRUMENT, "scales": [scale], "total": None})
    [row] = read_items(b"id,wave,C2\na,pre,5\n", practice).rows
    assert row.answers["C2"] == 5


def test_a_scored_item_needs_its_column_and_others_may_be_left_out(tmp_path):
    code, out, _ = run(tmp_path, "--json", table="id,wave,K1,K2,C1\na,pre,1,2,3\n")
    assert code == 1
    assert "“K3”" in json.loads(out)["error"]["message"]
    code, _, said = run(tmp_path, "--json", table="id,wave,K1,K2,K3,C1,why\na,pre,1,2,3,4,x\n")
    assert code == 0
    assert "the column “why” is not used" in said


def test_an_instrument_file_with_faults_is_told(tmp_path):
    code, out, problems = run(tmp_path, "--json", scales=[{"code": "x", "items": ["nowhere"]}])
    assert code == 1
    assert "cannot be scored" in json.loads(out)["error"]["message"]
    assert "cannot be scored" in problems
    (tmp_path / "none.json").write_text("[")
    with pytest.raises(CommandError) as refusal:
        call_command("score_items", "x.csv", "--instrument", str(tmp_path / "none.json"))
    assert refusal.value.returncode == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_instrument_file_is_read_as_any_shell_wrote_it(tmp_path, encoding):
    place = tmp_path / "practice.json"
    place.write_text(json.dumps({**INSTRUMENT, "title": "Ymarfer – môn"}), encoding=encoding)
    assert read_instrument(str(place)).title == "Ymarfer – môn"


def test_a_table_without_rows_is_answered(tmp_path):
    code, out, _ = run(tmp_path, "--json", table="id,wave,K1,K2,K3,C1\n")
    found = json.loads(out)
    assert (code, found["scores"]) == (0, [])
    assert found["pairs"]["total"]["overall"]["status_t"] == "no_matched"


def test_item_codes_that_look_like_other_headings_are_refused():
    sections = [{"code": "s", "title": "S", "items": [item("wave"), item("K1")]}]
    document = {**INSTRUMENT, "sections": sections, "scales": [], "total": None}
    with pytest.raises(OutsideDataError, match="too much alike"):
        read_items(b"id,wave,K1\n", read_document(document))


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({}, Missing.NOT_SHOWN),
        ({"K1": None}, Missing.UNANSWERED),
        ({"K1": 98}, Missing.NOT_APPLICABLE),
        ({"K1": 99}, Missing.PREFER_NOT),
        ({"K1": 1}, None),
    ],
)
def test_the_four_kinds_of_missing(answers, kind):
    assert missing_because(PRACTICE.asked["K1"], answers) is kind


def test_an_item_is_shown_by_the_answer_before_it():
    asked = PRACTICE.asked["C2"]
    assert is_shown(asked, {"C1": 2})
    assert not is_shown(asked, {"C1": 4})
    assert not is_shown(asked, {})


@pytest.mark.parametrize(
    ("missing", "scored"),
    [
        ({"rule": "strict"}, [False, False, True]),
        ({"rule": "count", "least": 1}, [True, True, True]),
        ({"rule": "share", "least": 0.5}, [False, True, True]),
        ({"rule": "share", "least": 0.8}, [False, False, True]),
    ],
)
def test_each_missing_rule_counts_the_answers_it_needs(missing, scored):
    scale = {"code": "k", "title": "K", "items": ["K1", "K2", "K3"], "missing": missing}
    practice = read_document({**INSTRUMENT, "scales": [scale], "total": None})
    given = [{"K1": 5}, {"K1": 5, "K2": 5}, {"K1": 5, "K2": 5, "K3": 1}]
    found = [scale_scores(practice, answers)["k"] for answers in given]
    assert found == [5.0 if has else None for has in scored]


def test_the_documented_json_has_the_shape_that_is_printed(tmp_path):
    documented = Path("docs/commands.md").read_text()
    example = json.loads(re.search(r"## score_items.*?```json\n(.*?)```", documented, re.S)[1])
    found = json.loads(run(tmp_path, "--json")[1])
    assert list(found) == list(example)
    assert found["scores"][0].keys() == example["scores"][0].keys()
    for part in ("alpha", "described"):
        one, other = (next(iter(said[part]["pre"].values())) for said in (found, example))
        assert list(one) == list(other)
    assert list(found["shifts"]["K1"]) == list(example["shifts"]["K1"])
    assert found["missing"]["pre"]["K1"].keys() == example["missing"]["pre"]["K1"].keys()
