"""The script in a pack finds, from its rows alone, every figure as the portal has it."""

import csv
import os
import shutil
import subprocess
from dataclasses import asdict

import pytest

from evaluation.actions import score_responses
from evaluation.matching import scores_of_plan
from evaluation.models import Wave
from evaluation.statistics import Pair, analyse_pairs, describe
from tests.accounts.factories import PersonFactory
from tests.evaluation.factories import OccasionFactory, answer_as
from tests.evaluation.packs import files_of, made, store_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not shutil.which("Rscript") and not os.environ.get("REQUIRE_EVERYTHING"),
        reason="R is not installed here. Install r-base-core.",
    ),
]
KINDS = {
    "ties, holes and people who left": [
        (
            (1 + n % 5, 1 + n // 3 % 5, 3),
            (1 + (n * n + n) % 5, 3 + n % 3, 1 + n // 7 % 5) if n % 4 else None,
        )
        for n in range(40)
    ],
    "nobody changed": [((n % 5 + 1, 3, 3), (n % 5 + 1, 3, 3)) for n in range(12)],
    "all rose alike": [((n % 3 + 1, 1, 5), (n % 3 + 1, 4, 5)) for n in range(12)],
    "one alone": [((1, 2, 3), (4, 5, 1))],
    "two": [((1, 2, 3), (4, 5, 1)), ((2, 2, 2), (2, 4, 2))],
    "nobody matched": [((1, 2, 3), None), ((3, 3, 3), None), ((5, 3, 3), None)],
    "not sure": [((1, 98, 98), (4, 4, 4)), ((2, 98, 4), (3, 5, 98)), ((3, 3, 3), (5, 5, 1))],
}  # fmt: skip


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    store_in(tmp_path, settings)


def answered(rows):
    occasion = OccasionFactory()
    for pre, post in rows:
        person = PersonFactory()
        answer_as(person, occasion, Wave.PRE, *pre)
        if post:
            answer_as(person, occasion, Wave.POST, *post)
    return occasion.plan


def found_by_r(plan, folder):
    for name, content in files_of(made(plan)).items():
        (folder / name).write_bytes(content)
    command = [shutil.which("Rscript"), "--vanilla", str(folder / "change.R"), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    with (folder / "change-from-r.csv").open() as text:
        rows = list(csv.DictReader(text))
    return {(row["moment"], row["figure"]): row["value"] for row in rows}


def pairs_of(plan):
    score_responses()
    waves = scores_of_plan(plan)["practice"]
    before, after = waves.get(Wave.PRE, {}), waves.get(Wave.POST, {})
    pairs = [Pair(before.get(one), after.get(one)) for one in before.keys() | after.keys()]
    return pairs, before, after


def agree(said, value, key):
    if value is None or isinstance(value, str):
        assert said == (value or ""), key
    else:
        # R's non-central t is itself good to some ten digits.
        digits = 1e-7 if "ncp" in key else 1e-9
        assert float(said) == pytest.approx(value, rel=digits, abs=1e-12), key


@pytest.mark.parametrize("kind", KINDS)
def test_r_recomputes_every_figure_of_the_change(kind, tmp_path):
    plan = answered(KINDS[kind])
    said = found_by_r(plan, tmp_path)
    pairs, before, after = pairs_of(plan)
    for key, value in asdict(analyse_pairs(pairs, reliability=0.8)).items():
        agree(said["change", key], value, key)
    for wave, scores in (("pre", before), ("post", after)):
        wanted = describe(list(scores.values()))
        for key in ("mean", "sd", "median", "quartile_low", "quartile_high") if scores else ():
            agree(said[wave, key], getattr(wanted, key), key)
