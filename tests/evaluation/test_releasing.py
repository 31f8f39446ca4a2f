import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEntry
from evaluation.actions import release_results, score_responses
from evaluation.matching import matched_scores, scores_of_plan
from evaluation.models import Release, Wave
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import OccasionFactory, answer_as, matched_people

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


def test_nine_people_are_too_few_and_ten_are_enough(lead):
    occasion = OccasionFactory()
    matched_people(occasion, 9)
    assert release_results(by=lead, plan=occasion.plan) is None
    matched_people(occasion, 1)
    release = release_results(by=lead, plan=occasion.plan)
    figures = release.headline
    assert (figures["n"], figures["pre_mean"], figures["post_mean"]) == (10, 2.0, 4.0)
    assert (figures["mean_diff"], round(figures["sd_diff"], 4)) == (2.0, 2.1082)


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
