"""The script in a pack finds, from its rows alone, every figure as the portal has it."""

import csv
import os
import shutil
import subprocess
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from evaluation.actions import score_responses
from evaluation.actions.releasing import MEASURES, release_results
from evaluation.answered import item_scores
from evaluation.cutting import freeze, kept_cut, material_of
from evaluation.disclosure import figures_in
from evaluation.flow import exact_flow
from evaluation.matching import scores_of_plan
from evaluation.models import Participant, Response, Wave
from evaluation.statistics import (
    Pair,
    analyse_groups,
    analyse_pairs,
    cronbach_alpha,
    describe,
    item_shift,
    kept_gain,
)
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import (
    THREE,
    OccasionFactory,
    answer_as,
    file_of,
    likert,
    participants,
    sent,
    three_scales,
    three_statements,
    version_of,
)
from tests.evaluation.packs import files_of, made, store_in, tables_of
from tests.evaluation.told import reaction, two_months

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not shutil.which("Rscript") and not os.environ.get("REQUIRE_EVERYTHING"),
        reason="R is not installed here. Install r-base-core.",
    ),
]
IN_ROWS = ("complete", "matched_pre_post", "matched_all")
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
    columns = ("name", "moment", "groups", "figure")
    return {tuple(row[column] for column in columns): row["value"] for row in rows}


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


def agree_on_all(said, figures, *where):
    for key, value in figures.items():
        agree(said[*where, key], value, (*where, key))


@pytest.mark.parametrize("kind", KINDS)
def test_r_recomputes_every_figure_of_the_change(kind, tmp_path):
    plan = answered(KINDS[kind])
    said = found_by_r(plan, tmp_path)
    pairs, before, after = pairs_of(plan)
    agree_on_all(said, asdict(analyse_pairs(pairs, reliability=0.8)), "practice", "change", "")
    for wave, scores in (("pre", before), ("post", after)):
        wanted = describe(list(scores.values()), lowest=1, highest=5)
        agree_on_all(said, asdict(wanted) if scores else {}, "practice", wave, "")


@pytest.fixture
def four_moments():
    """Forty people in two sectors; each moment has fewer of them than the one before."""
    version = version_of(three_statements())
    occasion = OccasionFactory(plan__asks={wave: [version] for wave in Wave})
    for number in range(40):
        person = PersonFactory()
        for place, wave in enumerate(Wave):
            if number < 40 - 7 * place:
                codes = [1 + (number * (place + 2) + item) % 5 for item in range(3)]
                one = answer_as(person, occasion, wave, *codes)
        sector = "Health" if number % 3 else "Schools"
        Participant.objects.filter(pk=one.pk).update(groups={"sector": sector})
    return occasion.plan


def test_r_recomputes_groups_what_was_kept_and_who_took_part(four_moments, tmp_path):
    said = found_by_r(four_moments, tmp_path)
    _, before, after = pairs_of(four_moments)
    sectors = dict(Participant.objects.values_list("pk", "groups__sector"))
    rows = [
        Pair(before.get(one), after.get(one), group=sectors[UUID(one)])
        for one in before.keys() | after.keys()
    ]
    for sector, change in analyse_groups(rows, reliability=0.8).items():
        agree_on_all(said, asdict(change), "practice", "change", f"sector: {sector}")
    scores = scores_of_plan(four_moments)["practice"]
    for wave in ("follow_up", "later"):
        later = scores[wave]
        everybody = before.keys() & after.keys() & later.keys()
        kept = kept_gain([(before[one], after[one], later[one]) for one in everybody])
        agree_on_all(said, asdict(kept), "practice", f"kept {wave}", "")
    flow = exact_flow(four_moments)
    agree_on_all(said, {key: flow[key] for key in IN_ROWS}, "", "", "")


def test_r_recomputes_alpha_and_where_each_item_moved(four_moments, tmp_path):
    said = found_by_r(four_moments, tmp_path)
    file = three_statements()
    people = [
        (one.participant_id, one.wave, item_scores(file, one.answers))
        for one in Response.objects.counted()
    ]
    for wave in Wave:
        alpha = cronbach_alpha([items for _, at, items in people if at == wave], THREE)
        wanted = {
            "alpha": alpha.alpha,
            "alpha_n": alpha.n,
            "alpha_low": alpha.interval.low,
            "alpha_high": alpha.interval.high,
            **{f"alpha_without_{item}": value for item, value in alpha.if_dropped.items()},
        }
        agree_on_all(said, wanted, "practice", wave.value, "")
    before, after = ({one: items for one, at, items in people if at == w} for w in ("pre", "post"))
    for item in THREE:
        pairs = [(before[one][item], after[one][item]) for one in after]
        shift = item_shift(pairs, scores=range(1, 6))
        agree_on_all(said, asdict(shift), item, "change", "")


def test_r_describes_items_of_one_moment_and_counts_each_answer(tmp_path):
    several = {"code": "did", "type": "multiple", "text": "What?", "response_set": "agreement"}
    score = {"code": "again", "type": "number", "text": "How likely?", "lowest": 0, "highest": 10}
    version = version_of(file_of([likert("clear"), several, score]))
    occasion = OccasionFactory(plan__asks={Wave.POST: [version]})
    for codes in ((5, [1, 2], 9), (4, [2], 10), (5, [], 2), (98, [1], 3.5), (5, None, None)):
        answer_as(PersonFactory(), occasion, Wave.POST, *codes)
    said = found_by_r(occasion.plan, tmp_path)
    for item, values in {"clear": [5, 4, 5, 5], "again": [9, 10, 2, 3.5]}.items():
        wanted = asdict(describe(values))
        agree_on_all(said, {key: wanted[key] for key in ("n", "mean", "sd")}, item, "post", "")
    chosen = {"answered": 4, "answer_4": 1, "answer_5": 3, "answer_98": 1}
    agree_on_all(said, chosen, "clear", "post", "")
    agree_on_all(said, {"answered": 3, "answer_1": 2, "answer_2": 2}, "did", "post", "")


def test_a_pack_without_rows_is_worked_out_without_a_complaint(tmp_path):
    said = found_by_r(OccasionFactory().plan, tmp_path)
    assert said["", "", "", "complete"] == "0"


def released(*, left_a_scale_out=2):
    """A hundred and twenty people of four groups; some left a scale, a form or a moment out."""
    scales, form, later = map(version_of, (three_scales(), reaction(), two_months()))
    occasion = OccasionFactory(
        plan__asks={"pre": [scales], "post": [scales, form], "follow_up": [scales, later]},
        plan__dimensions=["sector", "profession"],
        plan__crossings=[["sector", "profession"]],
    )
    people = [
        one
        for sector in ("Health", "Schools")
        for profession in ("Nurse", "Lead")
        for one in participants(
            occasion.plan, 30, groups={"sector": sector, "profession": profession}
        )
    ]
    alone = participants(occasion.plan, 12)
    numbered = list(enumerate(people))
    before = {one: answers_to(scales, n, 0) for n, one in [*numbered, *enumerate(alone, 100)]}
    after = {one: answers_to(scales, n, 1) for n, one in numbered}
    for one in people[:left_a_scale_out]:
        after[one] |= {f"K{item}": None for item in range(1, 5)}
    sent(occasion, Wave.PRE, scales, before)
    sent(occasion, Wave.POST, scales, after)
    sent(occasion, Wave.FOLLOW_UP, scales,
         {one: answers_to(scales, n, 2) for n, one in numbered[:61]})  # fmt: skip
    sent(occasion, Wave.POST, form,
         {one: {"clear": 3 + n % 3, "recommend": n % 11, "accessible": n % 2}
          for n, one in numbered[3:]})  # fmt: skip
    sent(occasion, Wave.FOLLOW_UP, later,
         {one: {"did": [1, 2] if n % 3 else [], "helped_sessions": 2 + n % 4, "wants": 1 + n % 2}
          for n, one in numbered[:55]})  # fmt: skip
    Response.objects.update(answered_on=timezone.localdate() - timedelta(days=1))
    return release_results(by=user_with_role("programme_lead").person, plan=occasion.plan)


def answers_to(version, number, moment):
    """Half of them rise and half go down; later a third is lower again."""
    change = (number % 4 // 2 * 2 - 1) * (moment > 0) - (moment > 1 and number % 3 == 0)
    return {
        code: max(1, 2 + number * (place + 2) % 7 % 3 + change)
        for place, code in enumerate(version.file.asked)
    }


def counted(frozen, figure):
    answers = frozen.cut.answers[figure.statistic]
    there = [
        answers[one]
        for one in frozen.cut.contributors[figure.statistic]
        if dict(figure.at).items() <= frozen.cut.people[one].items()
    ]
    return {"n": len(there), figure.answer: there.count(figure.answer)}


def unrounded(frozen, figure):
    """By the functions that made the release, of the people in it."""
    if figure.answer:
        return counted(frozen, figure)
    if figure.statistic in frozen.sums:
        return frozen.sums[figure.statistic].of(frozen.cut.contributors[figure.statistic])
    if figure.statistic in frozen.scales:
        pairs = [Pair(*pair) for pair in frozen.pairs_in(figure)]
        change = asdict(analyse_pairs(pairs, reliability=0.8))
        return {measure: change[measure] for measure in ("n_matched", *MEASURES)}
    return {}


def test_r_finds_the_figures_of_a_release_whose_scales_differ_in_people(tmp_path):
    release = released()
    frozen = freeze(material_of(release.plan), k=10)
    assert kept_cut(frozen.cut)["contributors"] == release.cut["contributors"]
    said = found_by_r(release.plan, tmp_path)
    columns = {"sector": "sector", "profession": "role"}
    told = figures_in(release.cells)
    for figure in told:
        at = dict(figure.at)
        groups = ", ".join(f"{columns[name]}: {at[name]}" for name in columns if name in at)
        agree_on_all(said, unrounded(frozen, figure), figure.statistic, "", groups)
    names = {figure.statistic for figure in told}
    assert {"confidence", "total", "total.kept", "knowledge.alpha_pre", "knowledge.attrition",
            "confidence.reliable", "post.clear", "post.accessible", "follow_up.did.1",
            "K1"} <= names  # fmt: skip
    assert {len(figure.at) for figure in told} == {0, 1, 2}
    matched = [said["confidence", *where, "n_matched"] for where in (("", ""), ("change", ""))]
    assert matched == ["118", "120"]


def test_a_pack_says_nothing_of_figures_while_fewer_than_k_have_answered_since():
    release = released(left_a_scale_out=0)
    occasion = release.plan.occasions.get()
    [version] = {one.version for one in release.plan.waves.get(wave="pre").measures.all()}
    assert tables_of(release.plan)["in_figures"]
    for count in (9, 1):
        new = participants(release.plan, count, groups={})
        sent(occasion, Wave.PRE, version, {one: answers_to(version, 1, 0) for one in new})
        rows = tables_of(release.plan)["in_figures"]
        assert bool(rows) == (count == 1)
