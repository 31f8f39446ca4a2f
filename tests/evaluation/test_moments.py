"""Six months later, and how it was before as seen afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation.actions import add_measure, invite, score_responses
from evaluation.actions.planning import start_plan
from evaluation.matching import matched_scores, scores_of_plan
from evaluation.models import THEN, Invitation, Plan, Response, Wave
from evaluation.plan_templates import BY_SLUG
from evaluation.starter import load_starter_instruments
from notifications.models import Message
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import OccasionFactory, PlanFactory, answer, answer_as, version_of
from tests.evaluation.factories import three_statements as statements

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def with_then():
    """Asked before; and afterwards twice, once about the time before."""
    version = version_of(statements())
    plan = PlanFactory(asks={Wave.PRE: [version], Wave.POST: [version]})
    add_measure(plan=plan, wave=Wave.POST, version=version, is_then=True)
    return OccasionFactory(plan=plan)


def test_a_plan_from_the_longest_template_asks_once_more_after_six_months():
    load_starter_instruments()
    plan = start_plan(
        template=BY_SLUG["before-after-two-and-six-months"],
        title="Half a year",
        by=user_with_role("programme_lead").person,
        at=NOW,
    )
    occasion, person = OccasionFactory(plan=plan), PersonFactory()
    for wave in (Wave.POST, Wave.FOLLOW_UP, Wave.LATER):
        invite(person=person, occasion=occasion, wave=wave, opens_at=NOW, show="I ask first.")
    later = Invitation.objects.get(wave=Wave.LATER)
    assert later.opens_at == NOW + timedelta(days=180)
    half_a_year_on = NOW + timedelta(days=181)
    assert Invitation.objects.unanswered_by(person, at=half_a_year_on) == [later]
    letters = Message.objects.filter(context__invitation=later.pk).order_by("due_at")
    assert [(one.due_at - NOW).days for one in letters] == [180, 187, 194]


def test_how_it_was_before_is_asked_with_after_and_kept_apart_from_before():
    occasion, person = with_then(), PersonFactory()
    answer_as(person, occasion, Wave.PRE, 4, 4, 2)
    answer_as(person, occasion, Wave.POST, 5, 5, 1, 2, 2, 4)
    by_wave = dict(Response.objects.values_list("wave", "answers"))
    assert by_wave[Wave.POST] == {"K1": 5, "C1": 5, "A2": 1}
    assert by_wave[THEN] == {"K1": 2, "C1": 2, "A2": 4}
    score_responses()
    scores = scores_of_plan(Plan.objects.get())["practice"]
    assert list(matched_scores(scores).values()) == [(4.0, 5.0)]
    assert list(matched_scores(scores, before=THEN).values()) == [(2.0, 5.0)]


def test_after_is_not_sent_while_how_it_was_before_is_left():
    occasion, person = with_then(), PersonFactory()
    invitation = invite(person=person, occasion=occasion, wave=Wave.POST, opens_at=NOW)
    answer(invitation, 5, 5, 1, is_complete=False)
    assert Invitation.objects.unanswered_by(person, at=NOW) == [invitation]
    answer(invitation, 5, 5, 1, 2, 2, 4)
    assert Invitation.objects.unanswered_by(person, at=NOW) == []
    assert set(Response.objects.complete().values_list("wave", flat=True)) == {Wave.POST, THEN}
