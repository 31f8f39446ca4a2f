import pytest
from django.urls import reverse

from evaluation.models import Response, Wave
from tests.accounts.factories import UserFactory, user_with_role
from tests.evaluation.factories import InvitationFactory, OccasionFactory, answer, answer_as
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
