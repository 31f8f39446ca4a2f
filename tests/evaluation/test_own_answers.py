import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import invite
from evaluation.models import Response, Wave
from tests.accounts.factories import UserFactory, user_with_role
from tests.evaluation.factories import (
    InvitationFactory,
    OccasionFactory,
    PlanFactory,
    answer,
    answer_as,
    three_statements,
    version_of,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user.person


def own(client):
    return client.get(reverse("evaluation:own")).content.decode()


def test_somebody_sees_where_they_took_part_and_what_they_agreed_to(client, person):
    answer_as(person, OccasionFactory(plan__title="Courses"), Wave.PRE, 1, 2, 3)
    html = own(client)
    assert "Courses" in html
    assert "Your answers are confidential." in html
    assert "Before: sent on" in html


def test_answers_are_taken_back_by_a_button_and_not_by_opening_a_page(client, person):
    invitation = InvitationFactory(person=person)
    answer(invitation, 1, 2, 3)
    page = reverse("evaluation:take_back", args=[invitation.occasion.plan.uuid])
    client.get(page)
    client.get(page)
    assert Response.objects.exists()
    for words in ("Your answers are gone", "nothing to take back any more"):
        assert words in client.post(page, follow=True).content.decode()
    assert not Response.objects.exists()
    assert "You took your answers back on" in own(client)


def test_somebody_reads_that_what_they_sent_before_counts_elsewhere_too(client, person):
    version = version_of(three_statements())
    one, two = (PlanFactory(asks={Wave.PRE: [version]}) for _time in range(2))
    answer_as(person, OccasionFactory(plan=one), Wave.PRE, 1, 2, 3)
    occasion = OccasionFactory(plan=two, label="Round a case")
    invitation = invite(person=person, occasion=occasion, wave=Wave.PRE, opens_at=timezone.now())
    said = "counts for “Round a case” too, so you are not asked the same again"
    html = own(client)
    assert said in html
    assert "Before: sent on" in html
    step = reverse("evaluation:survey", args=[invitation.uuid])
    onward = client.get(f"{step}?next={reverse('evaluation:own')}", follow=True)
    assert onward.content.decode().count(said) == 2


def test_where_only_a_part_was_sent_before_the_first_page_says_so(client, person):
    version, other = version_of(three_statements()), version_of(three_statements())
    one = PlanFactory(asks={Wave.PRE: [version]})
    two = PlanFactory(asks={Wave.PRE: [version, other]})
    answer_as(person, OccasionFactory(plan=one), Wave.PRE, 1, 2, 3)
    invitation = invite(
        person=person, occasion=OccasionFactory(plan=two), wave=Wave.PRE, opens_at=timezone.now()
    )
    html = client.get(reverse("evaluation:survey", args=[invitation.uuid])).content.decode()
    assert "so only what is left is asked" in html


def test_nobody_else_sees_that_somebody_answered(client, person):
    answer_as(person, OccasionFactory(plan__title="Courses"), Wave.PRE, 1, 2, 3)
    client.force_login(user_with_role("programme_lead"))
    assert "Courses" not in own(client)


def test_the_page_asks_as_much_for_many_plans_as_for_one(client, person):
    answer_as(person, OccasionFactory(), Wave.PRE, 1, 2, 3)
    few = queries_of(lambda: own(client))
    for _ in range(4):
        answer_as(person, OccasionFactory(), Wave.PRE, 1, 2, 3)
    assert queries_of(lambda: own(client)) == few
