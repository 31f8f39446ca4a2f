"""`analyse_pairs` answers for every file: with figures, or with what is wrong in it."""

import json
import math
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from evaluation.outside_data import OutsideDataError, read_pairs
from evaluation.statistics import Pair
from tests.evaluation.pathological import PATHOLOGICAL
from tests.evaluation.test_paired_reference import KEYS

BEYOND = {"largest floats of both signs"}
"""They are refused on the way in: their differences have no number."""
SMALL = "id,pre,post,group\na,2,3,north\nb,3,3.5,north\nc,1,4,south\nd,,2,\ne,3,,south\n"


def run(*options):
    out, problems = StringIO(), StringIO()
    code = 0
    try:
        call_command("analyse_pairs", *options, stdout=out, stderr=problems)
    except CommandError as refusal:
        code = refusal.returncode
    return code, out.getvalue(), problems.getvalue()


def cell(value):
    return "" if value is None else repr(value)


def table_of(rows):
    lines = [f"{person},{cell(pre)},{cell(post)},{group}" for person, pre, post, group in rows]
    return "\n".join(["id,pre,post,group", *lines, ""])


def strict(text):
    def refuse(word):
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


def test_all_kinds_of_broken_data_are_answered_in_one_go(tmp_path):
    files = []
    kinds = [rows for name, rows in PATHOLOGICAL.items() if name not in BEYOND]
    for number, rows in enumerate(kinds):
        files.append(tmp_path / f"{number}.csv")
        files[-1].write_text(table_of(rows))
    code, out, problems = run(*map(str, files), "--json")
    found = [strict(line) for line in out.splitlines()]
    assert (code, problems) == (0, "")
    assert [one["file"] for one in found] == [str(file) for file in files]
    for one, rows in zip(found, kinds, strict=True):
        assert list(one) == ["file", "overall", "groups"]
        assert set(one["groups"]) == {group for *_, group in rows if group}
        for block in [one["overall"], *one["groups"].values()]:
            assert list(block) == KEYS


def test_the_command_prints_the_documented_json_and_nothing_else(tmp_path):
    (tmp_path / "small.csv").write_text(SMALL)
    ran = subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "analyse_pairs", "small.csv", "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(settings.BASE_DIR)},
        capture_output=True,
        check=True,
    )
    documented = Path("docs/commands.md").read_text()
    example = json.loads(re.search(r"analyse_pairs.*?```json\n(.*?)```", documented, re.S)[1])
    found = json.loads(ran.stdout)
    assert found.pop("groups").keys() == example.pop("groups").keys()
    assert (found["file"], list(found["overall"])) == (example["file"], list(example["overall"]))
    for key, value in example["overall"].items():
        same = pytest.approx(value, rel=1e-12) if isinstance(value, float) else value
        assert found["overall"][key] == same, key


def test_the_words_name_every_figure(tmp_path):
    (tmp_path / "small.csv").write_text(SMALL)
    code, out, _ = run(str(tmp_path / "small.csv"))
    assert code == 0
    assert "mean_diff                1.5" in out
    assert "attr_p                   not defined" in out
    assert "  north" in out


@pytest.mark.parametrize(
    "content",
    [
        "id,pre,post\na,2,3\nb,,4.5\n".encode("utf-8-sig"),
        "id,pre,post\na,2,3\nb,,4.5\n".encode("utf-16"),
        b"id;pre;post\r\na;2;3\r\nb;;4,5\r\n",
        b"ID\tPost\tPre\na\t3\t2\nb\t4.5\t\n",
        b"sep=;\nid;pre;post\na;2;3\nb;;4.5",
        b'"id","pre","post","notes"\n"a","2","3","caf\xe9"\n"b"," ","4.5",""\n\n',
        b"id,pre,post\na,+2e0,3.\nb,,45e-1\n",
        b"id;pre;post\na;2,000;3,000\nb;;4,500\n",
    ],
)
def test_every_way_of_writing_a_table_is_read(content):
    assert read_pairs(content) == [Pair(2, 3), Pair(None, 4.5)]


def test_a_group_keeps_its_letters():
    content = "id,pre,post,group\na,1,2,Gwynedd – Môn\n".encode("cp1252")
    assert read_pairs(content)[0].group == "Gwynedd – Môn"


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("a,2,3", "id", "stands in row 2 already"),
        (",2,3", "id", "must not be blank"),
        ("b,two,3", "pre", "“two” is not a number"),
        ("b,2,NaN", "post", "is not a number"),
        ("b,inf,2", "pre", "is not a number"),
        ("b,1e999,2", "pre", "too large"),
        ("b,1.7e308,2", "pre", "too large"),
        ("b,2,-1.7e308", "post", "too large"),
        ("b,1_000,2", "pre", "is not a number"),
        ("b,٣,2", "pre", "is not a number"),
        ("b,=1+1,2", "pre", "formula"),
        ('b,2,"=HYPERLINK(""x"")"', "post", "formula"),
        ("=cmd|' /C calc'!A0,2,3", "id", "formula"),
        ("b,@SUM(1),3", "pre", "formula"),
        ('b,"1,250",2', "pre", "thousands or a fraction"),
        ("b,2,3,4", "", "more cells than there are headings"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(row, column, words):
    with pytest.raises(OutsideDataError) as refusal:
        read_pairs(f"id,pre,post\na,2,3\n{row}\n".encode())
    [problem] = refusal.value.problems
    assert (problem.row, problem.column) == (3, column)
    assert words in problem.message


def test_a_comma_is_the_decimal_sign_where_semicolons_part_the_cells():
    assert read_pairs(b"id;pre;post\na;3,667;-1,250\n") == [Pair(3.667, -1.25)]


def test_a_minus_as_printers_write_it_is_a_minus():
    content = "id,pre,post\na,\N{MINUS SIGN}2.5,\N{MINUS SIGN}1e-1\nb,\N{MINUS SIGN},3\n"
    assert read_pairs(content.encode()) == [Pair(-2.5, -0.1), Pair(None, 3)]


def test_a_group_may_begin_with_any_sign_that_is_no_formula():
    content = b"id,pre,post,group\n@1,1,2,@north\n+2,1,2,-5 (low)\n"
    assert [pair.group for pair in read_pairs(content)] == ["@north", "-5 (low)"]


def test_scores_that_are_let_in_leave_no_spread_or_interval_undefined(tmp_path):
    (tmp_path / "huge.csv").write_text("id,pre,post\na,1e306,-1e306\nb,-1e306,1e306\n")
    overall = strict(run(str(tmp_path / "huge.csv"), "--json")[1])["overall"]
    assert overall["status_t"] == "ok"
    assert None not in [overall[key] for key in ("sd_diff", "ci95_low", "ci95_high", "d_av")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"id,before,after\na,1,2\n", "“pre”, “post”"),
        (b"id,pre,pre,post\na,1,2,3\n", "Two columns"),
        (b"PK\x03\x04rest", "workbook"),
        (b'id,pre,post\na,"1,2\n', "quotation mark"),
        (b"id,pre,post\na,\x00,2\n", "cannot read the letters"),
    ],
)
def test_a_file_that_is_no_such_table_says_so(content, words):
    with pytest.raises(OutsideDataError) as refusal:
        read_pairs(content)
    assert words in str(refusal.value)


def test_a_bad_file_is_told_and_the_others_are_answered(tmp_path):
    (tmp_path / "good.csv").write_text(SMALL)
    (tmp_path / "bad.csv").write_text("id,pre,post\na,1,x\n")
    bad, good, gone = (str(tmp_path / name) for name in ("bad.csv", "good.csv", "gone.csv"))
    code, out, problems = run(bad, good, gone, "--json")
    first, second, third = map(strict, out.splitlines())
    assert code == 1
    message = "“x” is not a number. Leave the cell blank where it is missing."
    assert first == {
        "file": bad,
        "error": {
            "message": "1 cell cannot be used. Nothing was worked out.",
            "rows": [{"row": 2, "column": "post", "message": message}],
        },
    }
    assert second["overall"]["n_matched"] == 3
    assert (third["file"], third["error"]["rows"]) == (gone, [])
    assert f"{bad}:2: post: {message}" in problems


def test_a_thousand_bad_cells_are_told_in_a_hundred_lines(tmp_path):
    (tmp_path / "bad.csv").write_text("id,pre,post\n" + "".join(f"{n},x,1\n" for n in range(1_000)))
    code, out, problems = run(str(tmp_path / "bad.csv"))
    assert (code, out) == (1, "")
    assert len(problems.splitlines()) == 102
    assert problems.splitlines()[-1].endswith("and 900 more")


def test_reliability_decides_who_changed_reliably(tmp_path):
    (tmp_path / "small.csv").write_text(SMALL)

    def counts(*options):
        overall = strict(run(str(tmp_path / "small.csv"), "--json", *options)[1])["overall"]
        return [overall[f"rci_n_{kind}"] for kind in ("up", "none", "down")]

    assert counts() == counts("--reliability", "0.80") == [1, 2, 0]
    assert counts("--reliability", "1") == [3, 0, 0]
    assert counts("--reliability", "0") == [1, 2, 0]


@pytest.mark.parametrize("value", ["1.2", "-0.1", "nan", "much"])
def test_a_reliability_outside_0_and_1_is_wrong_use(value):
    with pytest.raises(CommandError, match="is not from 0 to 1"):
        call_command("analyse_pairs", "x.csv", f"--reliability={value}")


def test_a_table_of_a_hundred_thousand_rows_is_analysed(tmp_path):
    lines = [f"{n},{n % 17 / 4},{(n * 7) % 19 / 4}" for n in range(100_000)]
    (tmp_path / "long.csv").write_text("\n".join(["id,pre,post", *lines]))
    _, out, _ = run(str(tmp_path / "long.csv"), "--json")
    overall = strict(out)["overall"]
    assert overall["n_matched"] == 100_000
    assert math.isfinite(overall["d_z_ci_ncp_low"])
