"""What a release holds beside the matched change, and what the report says of it."""

from pathlib import Path
from random import Random

import pytest
from django.urls import reverse

from evaluation.actions import add_measure
from evaluation.actions.releasing import release_results
from evaluation.cutting import past_of
from evaluation.formulas import QUANTITIES
from evaluation.reports import report_of
from tests.accounts.factories import user_with_role
from tests.evaluation.attacker import (
    found_by_elimination,
    found_by_span,
    known_groups,
    told_counts,
)
from tests.evaluation.factories import (
    OccasionFactory,
    file_of,
    likert,
    participants,
    sent,
    version_of,
)
from tests.evaluation.told import cohort, whole_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return user_with_role("programme_lead").person


def cells_of(release):
    return {cell["statistic"]: cell for cell in release.cells if not cell["dimensions"]}


def part(release, heading):
    return next(one for one in report_of(release).parts if one.heading == heading)


def words_of(release):
    report = report_of(release)
    said = [words for one in report.parts for words in one.sentences]
    rows = [row for one in report.parts for table in one.tables for row in table.rows]
    return "\n".join([*said, *map(" | ".join, rows), *report.caveats])


@pytest.fixture
def whole(lead):
    plan = whole_plan()
    cohort(plan, 40, stay=40)
    return release_results(by=lead, plan=plan[0].plan)


def test_the_share_kept_is_of_those_who_answered_every_time(lead):
    plan = whole_plan()
    cohort(plan, 60, stay=40)
    cells = cells_of(release_results(by=lead, plan=plan[0].plan))
    assert (cells["practice/mean_diff"]["n"], cells["practice.kept/share"]["n"]) == (60, 40)
    kept = {name: cells[f"practice.kept/{name}"]["value"] for name in ("gain", "kept", "share")}
    assert kept["share"] == pytest.approx(kept["kept"] / kept["gain"])


def test_what_stayed_is_told_in_plain_words(whole):
    [sentence] = part(whole, "What stayed after two months").sentences
    assert "of 40 people who answered every time" in sentence
    assert "% of the gain in their mean was still there" in sentence


def test_too_few_later_are_told_kindly_and_by_no_number(lead):
    plan = whole_plan()
    cohort(plan, 40, stay=6)
    release = release_results(by=lead, plan=plan[0].plan)
    assert cells_of(release)["practice.kept/share"]["value"] is None
    found = part(release, "What stayed after two months")
    assert found.tables == ()
    assert "There is no figure yet" in found.sentences[0]


def test_four_who_did_not_answer_later_cannot_be_told_by_subtraction(lead):
    plan = whole_plan()
    cohort(plan, 40, stay=36)
    cells = cells_of(release_results(by=lead, plan=plan[0].plan))
    assert (cells["practice/mean_diff"]["n"], cells["practice.kept/share"]["n"]) == (40, 30)


def test_questions_of_one_moment_are_told_as_means_and_counts(whole):
    cells = cells_of(whole)
    assert (cells["post.clear/mean"]["value"], cells["post.clear/n"]["value"]) == (4.5, 40)
    assert cells["post.accessible:1"]["value"] == 20
    assert cells["follow_up.did.1:yes"]["value"] == 20


def test_what_nobody_or_everybody_said_is_not_told(whole):
    """Nobody changed a space."""
    cells = cells_of(whole)
    assert cells["follow_up.did.2:yes"]["value"] is None
    assert cells["follow_up.did.2:no"]["value"] is None
    [table] = part(whole, "What they did with it: all answers").tables
    assert table.rows == (("Offered a choice", "20"), ("Changed a space", "not shown"))


def test_questions_stand_in_the_part_of_their_level(whole):
    thought = [
        row[0]
        for table in part(whole, "What people thought of it: all answers").tables
        for row in table.rows
    ]
    assert thought[:2] == ["Statement clear.", "Recommend it?"]
    help_ = [
        table.caption for table in part(whole, "What people said would help: all answers").tables
    ]
    assert help_ == ["Part 1", "What would you like?"]


def test_a_level_of_which_nothing_is_known_says_no_data(whole):
    [table] = part(whole, "What is known at each level").tables
    assert [row[2] == "no data" for row in table.rows] == [False, False, False, True]


def test_alpha_is_kept_with_its_people_and_printed_from_thirty(lead, whole):
    alpha = cells_of(whole)["practice.alpha_pre/alpha"]
    assert alpha["n"] == 40
    rows = part(whole, "How far the scales can be relied on").tables[0].rows
    assert [row[:3] for row in rows] == [("Practice", one, "40") for one in ("Before", "After")]
    plan = whole_plan()
    cohort(plan, 28, stay=28)
    few = release_results(by=lead, plan=plan[0].plan)
    assert cells_of(few)["practice.alpha_pre/alpha"]["n"] == 28
    assert "Fewer than 30 people answered every statement of “Practice”" in words_of(few)


def test_those_who_answered_only_before_are_held_against_the_rest(lead):
    plan = whole_plan()
    cohort(plan, 40, stay=40, only_before=12)
    release = release_results(by=lead, plan=plan[0].plan)
    assert cells_of(release)["practice.attrition/g"]["n"] == 12
    assert "those who answered only before: “Practice” (g = " in words_of(release)


def test_the_source_of_the_reliability_is_printed_as_it_was_when_released(whole):
    whole.plan.reliability = "0.50"
    whole.plan.save()
    assert "reliability stated in the plan was taken (0.80)" in words_of(whole)


def test_every_quantity_in_a_release_is_named_with_its_formula(whole):
    last = report_of(whole).parts[-1]
    assert "Share kept: mean(later − pre) / mean(post − pre)." in last.sentences[1]  # noqa: RUF001


def test_each_moment_says_how_many_answered(lead):
    plan = whole_plan()
    cohort(plan, 40, stay=20)
    release = release_results(by=lead, plan=plan[0].plan)
    assert (release.flow["answered_post"], release.flow["answered_follow_up"]) == (40, 20)


def test_one_who_left_a_form_out_costs_a_few_and_gives_nobody_away(lead):
    plan = whole_plan()
    cohort(plan, 40, stay=40, left_out=1)
    cells = cells_of(release_results(by=lead, plan=plan[0].plan))
    assert cells["practice/mean_diff"]["n"] == 40
    assert cells["post.clear/mean"]["n"] == 30


def test_a_reaction_form_alone_is_released_too(lead, client):
    plan = whole_plan()
    occasion, _scale, form, _later = plan
    people = participants(occasion.plan, 12)
    answers = {"recommend": 5, "accessible": 1}
    sent(
        occasion,
        "post",
        form,
        {one: {"clear": 4 + n % 2, **answers} for n, one in enumerate(people)},
    )
    release = release_results(by=lead, plan=occasion.plan)
    assert release.headline is None
    assert cells_of(release)["post.clear/mean"]["value"] == 4.5
    client.force_login(lead.user)
    assert "There is no figure about change" in client.get(reverse("evaluation:results")).text


def test_nobody_is_found_in_two_releases_with_everything_in_them(lead):
    plan = whole_plan(plan__dimensions=["sector"])
    cohort(plan, 24, stay=13, only_before=11, left_out=3, sector="Schools")
    cohort(plan, 15, stay=15, left_out=1, sector="Health")
    release_results(by=lead, plan=plan[0].plan)
    cohort(plan, 14, stay=5, only_before=4, left_out=2, sector="Police")
    assert release_results(by=lead, plan=plan[0].plan)
    past = past_of(plan[0].plan.releases.order_by("number"))
    assert len(past) == 2
    groups = known_groups([(one.cut, one.published) for one in past])
    assert len(groups) > 4
    assert found_by_elimination(groups, 10, [Random(seed) for seed in range(8)]) is None  # noqa: S311
    assert found_by_span(groups, 4) is None
    releases = [(one.cut, one.published) for one in past]
    answers = {
        person: answer
        for one in past
        for person, answer in one.cut.answers["post.accessible"].items()
    }
    for people, chosen in told_counts(releases, "post.accessible", ("1", "0")):
        assert sum(answers[person] in chosen for person in people) >= 10


def test_the_documents_have_every_quantity_and_its_formula():
    written = Path("docs/statistics.md").read_text()
    assert [one.formula for one in QUANTITIES if f"| {one.formula} |" not in written] == []


def test_every_measure_in_a_release_is_named(whole):
    named = {measure for one in QUANTITIES for measure in one.measures} | {"n"}
    told = {name.partition("/")[2] for name in cells_of(whole) if "/" in name}
    assert told <= named


def asked_again(plan, **later):
    """What a lead adds while the plan is running."""
    for wave, version in later.items():
        add_measure(plan=plan, wave=wave, version=version)


def reactions(occasion, form, wave, people):
    """Everybody likes it better later."""
    later = wave != "post"
    sent(
        occasion,
        wave,
        form,
        {
            one: {"clear": 3 + later + n % 2, "recommend": 7 + n % 3, "accessible": n % 2}
            for n, one in enumerate(people)
        },
    )


def test_a_moment_added_later_leaves_all_that_was_told_before(lead):
    plan = whole_plan()
    occasion, _scale, form, _later = plan
    cohort(plan, 40, stay=0)
    first = release_results(by=lead, plan=occasion.plan)
    thought = part(first, "What people thought of it")
    asked_again(occasion.plan, later=form)
    assert part(first, "What people thought of it") == thought
    cohort(plan, 20, stay=0)
    cells = cells_of(release_results(by=lead, plan=occasion.plan))
    assert cells["post.clear/mean"]["n"] == 60


def test_a_question_of_several_moments_is_told_at_each_by_its_name(lead):
    plan = whole_plan()
    occasion, _scale, form, later = plan
    asked_again(occasion.plan, later=form)
    add_measure(plan=occasion.plan, wave="later", version=later)
    people = cohort(plan, 40, stay=40)
    reactions(occasion, form, "later", people)
    answers = {one: {"did": [2], "helped_sessions": 3 + n % 2, "wants": 1 + n % 2}
               for n, one in enumerate(people)}  # fmt: skip
    sent(occasion, "later", later, answers)
    release = release_results(by=lead, plan=occasion.plan)
    cells = cells_of(release)
    assert (cells["post.clear/mean"]["value"], cells["later.clear/mean"]["value"]) == (4.5, 4.5)
    assert cells["follow_up.wants:1"]["value"] == cells["later.wants:1"]["value"] == 20
    thought = [row[0] for table in part(release, "What people thought of it: all answers").tables
               for row in table.rows]  # fmt: skip
    assert thought[:2] == ["After: Statement clear.", "After: Recommend it?"]
    assert "Six months later: Statement clear." in thought
    helped = part(release, "What people said would help: all answers")
    help_ = [table.caption for table in helped.tables]
    assert help_[1:] == [
        "Two months later: What would you like?",
        "Six months later: What would you like?",
    ]


def test_what_counts_in_a_scale_is_told_as_change_alone(whole):
    assert not [name for name in cells_of(whole) if ".K1" in name]
    assert "K1:up" in cells_of(whole)


def test_a_statement_of_no_scale_is_told_before_and_after(lead):
    version = version_of(file_of([likert("clear")]))
    occasion = OccasionFactory(plan__asks={"pre": [version], "post": [version]})
    people = participants(occasion.plan, 20)
    for wave, least in (("pre", 2), ("post", 4)):
        said = {one: {"clear": least + n % 2} for n, one in enumerate(people)}
        sent(occasion, wave, version, said)
    cells = cells_of(release_results(by=lead, plan=occasion.plan))
    assert [cells[f"{wave}.clear/mean"]["value"] for wave in ("pre", "post")] == [2.5, 4.5]
