import pytest

from evaluation import privacy
from evaluation.actions import score_responses
from evaluation.matching import matched_scores, scores_of_plan
from evaluation.models import Participant, Response, Wave
from tests.accounts.factories import PersonFactory
from tests.evaluation.factories import OccasionFactory, answer_as

pytestmark = pytest.mark.django_db


def pairs(occasion):
    score_responses()
    return list(matched_scores(scores_of_plan(occasion.plan)["practice"]).values())


def test_answers_before_and_after_meet_in_the_kept_record():
    keep, other, occasion = PersonFactory(), PersonFactory(), OccasionFactory()
    answer_as(other, occasion, Wave.PRE, 2, 2, 4)
    answer_as(keep, occasion, Wave.POST, 4, 4, 2)
    assert pairs(occasion) == []

    privacy.merge(keep=keep, into_keep=other)

    assert pairs(occasion) == [(2.0, 4.0)]
    assert keep.survey_invitations.count() == 2
    assert not other.survey_invitations.exists()


def test_what_was_sent_twice_counts_once():
    keep, other, occasion = PersonFactory(), PersonFactory(), OccasionFactory()
    answer_as(keep, occasion, Wave.PRE, 2, 2, 4)
    answer_as(other, occasion, Wave.PRE, 4, 4, 2)

    privacy.merge(keep=keep, into_keep=other)

    assert Response.objects.count() == 1
    assert keep.survey_invitations.count() == 1


def test_what_was_sent_counts_before_what_was_begun():
    keep, other, occasion = PersonFactory(), PersonFactory(), OccasionFactory()
    answer_as(keep, occasion, Wave.PRE, 2, 2, 4)
    Response.objects.update(is_complete=False)
    answer_as(other, occasion, Wave.PRE, 4, 4, 2)

    privacy.merge(keep=keep, into_keep=other)

    response = Response.objects.get()
    assert response.is_complete
    assert response.participant.pseudonym == occasion.plan.pseudonym_of(keep)
    assert Participant.objects.count() == 1


def test_answers_are_copied_and_erased_with_the_person():
    person, occasion = PersonFactory(), OccasionFactory()
    answer_as(person, occasion, Wave.PRE, 2, 2, 4)
    answer_as(PersonFactory(), occasion, Wave.PRE, 2, 2, 4)

    copy = privacy.export_for(person)
    privacy.erase(person)

    assert len(copy["answers"][0]["answers"]) == 3
    assert Response.objects.count() == 1
    assert not person.survey_invitations.exists()
