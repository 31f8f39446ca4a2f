import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from accounts.models import AuditEntry
from evaluation.actions import score_responses, withdraw
from evaluation.actions.releasing import release_results
from evaluation.flow import exact_flow
from evaluation.matching import matched_scores, scores_of_plan
from evaluation.models import Invitation, Participant, Release, Wave
from evaluation.reports import report_of
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import (
    UNLIKE,
    InvitationFactory,
    OccasionFactory,
    PlanFactory,
    answer_as,
    matched_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return user_with_role("programme_lead").person


def test_only_people_with_both_scores_are_matched():
    occasion = OccasionFactory()
    matched_people(occasion, 2)
    answer_as(PersonFactory(), occasion, Wave.PRE, 1, 1, 1)
    unsure = PersonFactory()
    answer_as(unsure, occasion, Wave.PRE, 1, 98, 98)
    answer_as(unsure, occasion, Wave.POST, 1, 1, 1)
    score_responses()
    matched = matched_scores(scores_of_plan(occasion.plan)["practice"])
    assert sorted(matched.values()) == [(1.0, 5.0), (3.0, 3.0)]


def at_two_courses(plan):
    """Twelve people finish one course long ago, and begin another under the same plan."""
    first, second = OccasionFactory(plan=plan), OccasionFactory(plan=plan)
    for person in PersonFactory.create_batch(12):
        answer_as(person, first, Wave.POST, 5, 5, 1, on=date(2026, 1, 10))
        answer_as(person, second, Wave.PRE, 1, 1, 5, on=date(2026, 6, 10))
    score_responses()


def test_before_and_after_are_of_one_occasion(lead):
    plan = PlanFactory()
    at_two_courses(plan)
    assert matched_scores(scores_of_plan(plan)["practice"]) == {}
    assert exact_flow(plan)["matched_pre_post"] == 0
    assert release_results(by=lead, plan=plan) is None


def test_whoever_learned_twice_counts_once_by_the_first_that_is_whole():
    plan = PlanFactory()
    begun, first, second = OccasionFactory.create_batch(3, plan=plan)
    person = PersonFactory()
    answer_as(person, begun, Wave.PRE, 3, 3, 3, on=date(2026, 1, 1))
    for occasion, month, after in ((first, 2, 4), (second, 5, 5)):
        answer_as(person, occasion, Wave.PRE, 1, 1, 5, on=date(2026, month, 1))
        answer_as(person, occasion, Wave.POST, after, after, 1, on=date(2026, month, 9))
    score_responses()
    [pair] = matched_scores(scores_of_plan(plan)["practice"]).values()
    assert pair == (1.0, pytest.approx(13 / 3))


def test_a_group_is_named_only_where_k_people_began(lead):
    occasion = OccasionFactory(plan__dimensions=["organisation"])
    matched_people(occasion, 12)
    Participant.objects.update(groups={"organisation": "Wenlow Council"})
    answer_as(PersonFactory(), occasion, Wave.PRE, 1, 1, 1)
    Participant.objects.filter(groups={}).update(groups={"organisation": "A school of one"})
    release = release_results(by=lead, plan=occasion.plan)
    assert release.lattice["levels"] == {"organisation": ["Wenlow Council"]}
    assert "A school of one" not in json.dumps([release.cells, release.cut, release.lattice])


def test_what_is_released_has_the_digits_that_are_printed(lead):
    occasion = OccasionFactory()
    matched_people(occasion, 11)
    release = release_results(by=lead, plan=occasion.plan)
    values = {cell["statistic"]: cell["value"] for cell in release.cells}
    assert values["practice/pre_mean"] == 1.91
    assert values["practice/sd_diff"] == round(values["practice/sd_diff"], 2)


def test_time_ran_out_for_whoever_did_not_answer():
    occasion = OccasionFactory()
    people = PersonFactory.create_batch(3)
    for person in people:
        InvitationFactory(person=person, occasion=occasion, wave=Wave.PRE)
    answer_as(people[0], occasion, Wave.PRE, 1, 1, 1)
    ended = timezone.now()
    Invitation.objects.update(closed_at=ended, closed_because="window_over")
    assert exact_flow(occasion.plan)["expired"] == 2


def test_nine_people_are_too_few_and_ten_are_enough(lead):
    occasion = OccasionFactory()
    matched_people(occasion, 9)
    assert release_results(by=lead, plan=occasion.plan) is None
    matched_people(occasion, 1, answers=UNLIKE[1:])
    release = release_results(by=lead, plan=occasion.plan)
    figures = release.headline
    assert (figures["n"], figures["pre_mean"], figures["post_mean"]) == (10, 2.0, 4.0)
    assert (figures["mean_diff"], figures["sd_diff"]) == (2.0, 2.11)


def test_a_second_release_waits_for_ten_more_so_that_no_difference_finds_one_person(lead):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    release_results(by=lead, plan=occasion.plan)
    matched_people(occasion, 9)
    assert release_results(by=lead, plan=occasion.plan) is None
    matched_people(occasion, 1)
    assert release_results(by=lead, plan=occasion.plan).n_matched == 20


def test_releasing_is_written_in_the_trail(lead):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    release = release_results(by=lead, plan=occasion.plan)
    entry = AuditEntry.objects.get(verb="release_results")
    assert (entry.actor, entry.target_id) == (lead.uuid, str(release.uuid))


@pytest.mark.parametrize("role", ["organisation_lead", "commissioner", "trainer", "administrator"])
def test_other_roles_cannot_release(role):
    with pytest.raises(PermissionDenied):
        release_results(by=user_with_role(role).person, plan=OccasionFactory().plan)
    assert not Release.objects.exists()


def groups_of(release):
    return {tuple(cell["dimensions"].values()) for cell in release.cells if cell["n"]}


def in_sector(occasion, sector, count):
    """So many matched people who answered as members of that sector."""
    people = PersonFactory.create_batch(count)
    matched_people(occasion, count, people=people)
    mine = [occasion.plan.pseudonym_of(person) for person in people]
    Participant.objects.filter(pseudonym__in=mine).update(groups={"sector": sector})


def test_results_are_given_for_groups_of_ten_and_for_none_that_gives_away_another(lead):
    occasion = OccasionFactory(plan__dimensions=["sector"])
    for sector, count in (("Schools", 12), ("Health", 10), ("Police", 4)):
        in_sector(occasion, sector, count)
    release = release_results(by=lead, plan=occasion.plan)
    assert () in groups_of(release)
    assert ("Police",) not in groups_of(release)
    assert len(groups_of(release)) == 2


def test_a_cohort_of_eleven_gives_the_whole_and_nothing_else(lead):
    occasion = OccasionFactory(plan__dimensions=["sector"])
    in_sector(occasion, "Schools", 10)
    in_sector(occasion, "Health", 1)
    release = release_results(by=lead, plan=occasion.plan)
    assert groups_of(release) == {()}


def test_a_release_says_item_by_item_how_many_went_up(lead):
    occasion = OccasionFactory()
    matched_people(occasion, 45, answers=(*UNLIKE, ((4, 4, 2), (2, 2, 4))))
    cells = release_results(by=lead, plan=occasion.plan).cells
    shifts = {cell["statistic"]: cell["value"] for cell in cells if ":" in cell["statistic"]}
    assert (shifts["K1:up"], shifts["K1:same"], shifts["K1:down"]) == (15, 15, 15)


def test_the_command_prints_the_release_for_an_auditor(lead, capsys):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    call_command("publish_release", occasion.plan.slug, "--json")
    printed = json.loads(capsys.readouterr().out)
    release = Release.objects.get()
    assert printed["release"] == str(release.uuid)
    assert printed["cells"] == release.cells
    assert {"dimensions", "statistic", "n", "value", "status"} == set(printed["cells"][0])
    call_command("publish_release", occasion.plan.slug, "--json")
    assert json.loads(capsys.readouterr().out) == printed


def test_whoever_took_part_is_counted_in_rounded_numbers(lead):
    occasion = OccasionFactory()
    matched_people(occasion, 12)
    answer_as(PersonFactory(), occasion, Wave.PRE, 1, 1, 1)
    flow = release_results(by=lead, plan=occasion.plan).flow
    assert (flow["invited"], flow["complete"], flow["matched_pre_post"]) == (15, 15, 10)


def test_fewer_than_k_are_not_counted(lead):
    occasion = OccasionFactory()
    people = PersonFactory.create_batch(23)
    matched_people(occasion, 23, people=people)
    for person in people[:3]:
        withdraw(person=person, plan=occasion.plan, at=timezone.now())
    release = release_results(by=lead, plan=occasion.plan)
    assert release.flow["withdrawn"] is None
    [table, *_] = report_of(release).parts[0].tables
    assert ("Took their answers back", "fewer than 10") in table.rows
