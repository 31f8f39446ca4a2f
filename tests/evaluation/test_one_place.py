"""Figures of five people are for one pilot or one session, and five it is."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import OneOccasionError, open_occasion
from evaluation.actions.agreeing import (
    SeveralPlacesError,
    agree_to_small_groups,
    ask_for_small_groups,
)
from evaluation.actions.planning import NotAgreedError
from evaluation.models import Instrument, Plan
from tests.accounts.factories import user_with_role
from tests.evaluation.factories import OccasionFactory, PlanFactory

pytestmark = pytest.mark.django_db
FIVE = {"k": 5, "k_agreed_at": timezone.now(), "k_because": "pilot"}


@pytest.fixture
def lead(client):
    user = user_with_role("programme_lead")
    client.force_login(user)
    return user.person


def officer():
    return user_with_role("privacy_officer").person


def ask(plan, lead):
    said = {"because": "pilot", "reason": "Eight people.", "seen": plan.changed_at}
    return ask_for_small_groups(plan=plan, by=lead, at=timezone.now(), **said)


def test_a_second_occasion_of_a_plan_of_five_is_not_opened():
    plan = PlanFactory(**FIVE)
    first = open_occasion(key="cohort:1", label="First", plan=plan)
    assert open_occasion(key="cohort:1", label="Same", plan=plan) == first
    with pytest.raises(OneOccasionError):
        open_occasion(key="cohort:2", label="Second", plan=plan)
    assert plan.occasions.get() == first


def test_a_plan_of_ten_has_as_many_occasions_as_are_opened():
    plan = PlanFactory()
    for number in range(3):
        open_occasion(key=f"cohort:{number}", label="A cohort", plan=plan)
    assert plan.occasions.count() == 3


def test_an_agreement_that_came_since_the_plan_was_read_counts():
    plan = PlanFactory()
    OccasionFactory(plan=plan)
    Plan.objects.update(**FIVE)
    with pytest.raises(OneOccasionError):
        open_occasion(key="session:2", label="Second", plan=plan)


def test_five_are_not_asked_for_a_plan_with_several_places(client, lead):
    plan = PlanFactory()
    OccasionFactory.create_batch(2, plan=plan)
    path = reverse("evaluation:ask_small_groups", args=[plan.uuid])
    sent = {"seen": plan.changed_at.isoformat(), "because": "pilot", "reason": "Eight people."}
    answer = client.post(path, sent)
    assert "begin a plan of its own" in answer.text
    assert Plan.objects.get().k_wished is None


def test_nobody_agrees_to_five_once_there_are_several_places(lead):
    plan = ask(PlanFactory(), lead)
    OccasionFactory.create_batch(2, plan=plan)
    with pytest.raises(SeveralPlacesError):
        agree_to_small_groups(plan=plan, by=officer(), at=timezone.now())
    assert Plan.objects.get().k == 10


@pytest.mark.parametrize("facts", [{"k_wished": 7, "k_because": "pilot"}, {"k_wished": 5}])
def test_nobody_agrees_to_seven_or_to_five_for_no_reason(facts):
    plan = PlanFactory(**facts)
    with pytest.raises(NotAgreedError):
        agree_to_small_groups(plan=plan, by=officer(), at=timezone.now())


@pytest.mark.parametrize("k", [4, 6, 9])
def test_a_wish_for_any_other_number_is_no_valid_plan(k):
    with pytest.raises(ValidationError) as refusal:
        Plan(k_wished=k).clean_fields()
    assert "k_wished" in refusal.value.message_dict


def test_the_form_asks_for_five_and_for_no_other_number(client, lead):
    plan = PlanFactory()
    path = reverse("evaluation:ask_small_groups", args=[plan.uuid])
    assert 'name="k"' not in client.get(path).text
    sent = {"seen": plan.changed_at.isoformat(), "because": "single_session", "reason": "Eight."}
    client.post(path, sent | {"k": 9})
    plan.refresh_from_db()
    assert (plan.k_wished, plan.k_because) == (5, "single_session")


def test_the_page_of_a_plan_of_five_says_that_it_has_one_place(client, lead):
    path = reverse("evaluation:plan", args=[PlanFactory(**FIVE).uuid])
    assert "for one pilot only" in client.get(path).text


def test_who_sees_what_names_no_number_that_another_text_contradicts():
    assert not any(sign.isdigit() for sign in Instrument().who_sees)
