"""What the page of a plan counts, and the protocol that whoever is asked may read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import withdraw
from evaluation.actions.counting import count_who_took_part
from evaluation.flow import exact_flow
from evaluation.models import Plan, Wave
from evaluation.plan_pages import IN_WORDS
from evaluation.tasks import look_after_questions
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import InvitationFactory, OccasionFactory, PlanFactory, answer_as

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def lead(client):
    user = user_with_role("programme_lead")
    client.force_login(user)
    return user.person


@pytest.fixture
def occasion():
    return OccasionFactory()


def asked(occasion, count):
    return InvitationFactory.create_batch(count, occasion=occasion)


def page(client, plan):
    html = client.get(reverse("evaluation:plan", args=[plan.uuid])).content.decode()
    return html.partition('id="flow"')[2].partition("</section>")[0]


def counted(plan):
    return Plan.objects.get(pk=plan.pk).flow


def test_every_count_of_a_flow_is_said_in_words(occasion):
    assert list(IN_WORDS) == list(exact_flow(occasion.plan))


def test_counts_are_rounded_and_stand_as_they_were_until_tomorrow(client, lead, occasion):
    invitations = asked(occasion, 24)
    for one in invitations[:14]:
        answer_as(one.person, occasion, Wave.PRE, 2, 2, 4)
    look_after_questions()
    before = page(client, occasion.plan)
    assert counted(occasion.plan) | {"invited": 25, "complete": 15} == counted(occasion.plan)
    for one in invitations[:11]:
        withdraw(person=one.person, plan=occasion.plan, at=timezone.now())
    answer_as(PersonFactory(), occasion, Wave.PRE, 2, 2, 4)
    look_after_questions()
    assert page(client, occasion.plan) == before
    count_who_took_part(on=TODAY + timedelta(days=1))
    assert counted(occasion.plan) | {"complete": None, "withdrawn": 10} == counted(occasion.plan)


def test_of_fewer_than_k_nothing_is_counted_on_the_page(client, lead, occasion):
    asked(occasion, 9)
    look_after_questions()
    assert counted(occasion.plan) == {}
    assert "once at least 10 people were asked" in page(client, occasion.plan)


def test_counting_twice_on_a_day_counts_once(occasion):
    assert count_who_took_part(on=TODAY) == 1
    assert count_who_took_part(on=TODAY) == 0


def test_the_protocol_is_read_without_signing_in(client):
    plan = PlanFactory(ethics="Nobody has to answer.", analysis="The mean change.")
    html = client.get(reverse("evaluation:protocol", args=[plan.uuid])).content.decode()
    for words in (
        "How confident you feel",
        "3 questions",
        "version 1",
        "Scales: Practice",
        "Nobody has to answer.",
        "The mean change.",
        "Your answers are confidential.",
        plan.consent.digest[:16],
    ):
        assert words in html
    assert "/results/" not in html


def test_the_first_page_of_a_survey_leads_to_the_protocol(client):
    user = user_with_role("practitioner")
    client.force_login(user)
    invitation = InvitationFactory(person=user.person)
    html = client.get(reverse("evaluation:survey", args=[invitation.uuid])).content.decode()
    assert reverse("evaluation:protocol", args=[invitation.occasion.plan.uuid]) in html
