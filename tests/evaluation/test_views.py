import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import invite
from evaluation.models import Comment, Invitation, Participant, Plan, Response, Wave
from evaluation.preparing import sweep_preparations
from tests.accounts.factories import UserFactory, user_with_role
from tests.evaluation.factories import (
    THREE,
    InvitationFactory,
    OccasionFactory,
    PlanFactory,
    document,
    matched_people,
    read_document,
    three_statements,
    version_of,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client):
    user = UserFactory()
    client.force_login(user)
    return InvitationFactory(person=user.person)


@pytest.fixture
def lead(client):
    user = user_with_role("programme_lead")
    client.force_login(user)
    return user.person


def page(invitation):
    return reverse("evaluation:survey", args=[invitation.uuid])


def choose(*codes):
    return dict(zip(THREE, codes, strict=False))


def figures(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_survey_says_who_sees_the_answers_before_it_asks(client, asked):
    html = client.get(page(asked)).content.decode()
    assert html.index("only as part of a total") < html.index('type="radio"')


def test_sending_answers_leads_on_to_where_the_person_was_going(client, asked):
    sent = client.post(page(asked), {**choose(4, 3, 2), "next": "/learn/first/"})
    assert sent["location"] == "/learn/first/"
    assert Response.objects.get().is_complete


def test_answers_saved_for_later_are_there_on_the_way_back(client, asked):
    client.post(page(asked), {**choose(4), "later": "1"})
    assert not Response.objects.get().is_complete
    html = client.get(page(asked)).content.decode()
    assert 'name="K1" type="radio" value="4" checked' in html


def test_a_survey_that_was_sent_leads_on_at_once(client, asked):
    client.post(page(asked), choose(4, 3, 2))
    assert client.get(page(asked)).status_code == 302


def test_whoever_took_their_answers_back_is_told_so_and_asked_nothing(client, asked):
    client.post(page(asked), choose(4, 3, 2))
    client.post(reverse("evaluation:take_back", args=[asked.occasion.plan.uuid]))
    assert "You took your answers back" in client.post(page(asked), choose(4), follow=True).text
    assert not Response.objects.exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_a_survey_never_leads_to_another_site(client, asked, elsewhere):
    assert client.post(page(asked), {"next": elsewhere})["location"] == "/"


def test_an_answer_that_is_not_offered_is_refused_and_nothing_is_lost(client, asked):
    answer = client.post(page(asked), {**choose(4), "C1": "9999"})
    assert answer.status_code == 200
    assert b"govuk-error-summary" in answer.content
    assert 'name="K1" type="radio" value="4" checked' in answer.content.decode()
    assert not Response.objects.exists()


@pytest.fixture
def later(client):
    user = UserFactory()
    client.force_login(user)
    plan = PlanFactory(asks={Wave.FOLLOW_UP: [version_of(three_statements())]})
    plan.waves.update(opens_after=60)
    occasion = OccasionFactory(plan=plan)
    now = timezone.now()
    return invite(person=user.person, occasion=occasion, wave=Wave.FOLLOW_UP, opens_at=now)


def test_questions_are_answered_from_the_day_they_open(client, later):
    told = client.post(page(later), choose(1, 2, 3), follow=True).text
    assert "These questions open on" in told
    assert not Participant.objects.exists()
    by_script = {"headers": {"accept": "application/json"}}
    assert client.post(page(later), choose(1, 2, 3), **by_script).status_code == 409
    Invitation.objects.update(opens_at=timezone.now())
    client.post(page(later), choose(1, 2, 3))
    assert Response.objects.get().is_complete


def test_a_plan_that_is_closed_takes_no_answer(client, asked):
    Plan.objects.update(closed_at=timezone.now())
    assert "These questions have closed" in client.get(page(asked), follow=True).text
    client.post(page(asked), choose(4, 3, 2))
    assert not Response.objects.exists()


def test_nobody_else_can_open_a_survey(client, asked):
    client.force_login(user_with_role("programme_lead"))
    assert client.get(page(asked)).status_code == 404
    client.logout()
    assert client.get(page(asked)).status_code == 302


def test_the_download_says_too_few_to_show_and_gives_no_figure(client, lead):
    occasion = OccasionFactory()
    matched_people(occasion, 9)
    [row] = figures(client.get(reverse("evaluation:figures", args=[occasion.plan.uuid])))
    assert row["note"] == "Too few to show"
    assert row["n"] == row["value"] == ""


def test_the_download_gives_the_digits_of_the_release(client, lead):
    occasion = OccasionFactory(plan__title="=Understanding adversity")
    matched_people(occasion, 10)
    client.post(reverse("evaluation:prepare", args=[occasion.plan.uuid]))
    sweep_preparations(at=timezone.now())
    matched_people(occasion, 3)
    rows = figures(client.get(reverse("evaluation:figures", args=[occasion.plan.uuid])))
    values = {row["statistic"]: (row["n"], row["value"]) for row in rows}
    assert rows[0]["plan"] == "'=Understanding adversity"
    assert values["practice/pre_mean"] == ("10", "2.00")
    assert values["practice/post_mean"] == ("10", "4.00")
    html = client.get(reverse("evaluation:results")).content.decode()
    assert "10 people answered both times" in html
    assert "csrfmiddlewaretoken" in html


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("practitioner", 403),
        ("trainer", 403),
        ("champion", 403),
        ("commissioner", 403),
        ("programme_lead", 200),
        ("evaluator", 200),
    ],
)
def test_released_results_are_for_those_with_the_right(client, role, status):
    occasion = OccasionFactory()
    client.force_login(user_with_role(role))
    assert client.get(reverse("evaluation:results")).status_code == status
    assert (
        client.get(reverse("evaluation:figures", args=[occasion.plan.uuid])).status_code == status
    )


def test_the_results_page_asks_as_much_for_many_plans_as_for_one(client, lead):
    PlanFactory()
    few = queries_of(lambda: client.get(reverse("evaluation:results")))
    PlanFactory.create_batch(5)
    assert queries_of(lambda: client.get(reverse("evaluation:results"))) == few


@pytest.fixture
def long(client):
    """Two pages: a question that decides on the next page's, and words for the facilitators."""
    user = UserFactory()
    client.force_login(user)
    yes = {
        "slug": "yes",
        "label": "",
        "options": [{"code": 1, "label": "Yes"}, {"code": 0, "label": "No"}],
    }
    asks = {"code": "able", "type": "yes_no", "text": "Was it accessible?", "response_set": "yes"}
    if_not = {"shown_when": {"item": "able", "codes": [0]}}
    second = [
        {"code": "what", "type": "short_text", "text": "What would help?", **if_not},
        {"code": "say", "type": "long_text", "text": "To them", "purpose": "facilitators"},
        {"code": "mood", "type": "slider", "text": "Mood", "lowest": 0, "highest": 100},
    ]
    file = read_document(document([asks], second, sets=[yes]))
    plan = PlanFactory(asks={Wave.POST: [version_of(file)]})
    return InvitationFactory(person=user.person, occasion__plan=plan, wave=Wave.POST)


def test_a_long_form_goes_page_by_page_and_comes_back_to_where_it_was(client, long):
    second = client.post(page(long), {"able": "1", "next": "/x/"})["location"]
    assert second == reverse("evaluation:survey_page", args=[long.uuid, 2]) + "?next=%2Fx%2F"
    html = client.get(page(long)).content.decode()
    assert "page 2 of 2" in html
    assert "What would help?" not in html
    sent = client.post(second, {"mood": "40", "say": "Thank you, both.", "next": "/x/"})
    assert sent["location"] == "/x/"
    response = Response.objects.get()
    assert response.answers == {"able": 1, "mood": 40}
    comment = Comment.objects.get()
    assert (comment.words, comment.purpose) == ("Thank you, both.", "facilitators")


def test_a_page_further_on_waits_for_the_one_before(client, long):
    ahead = client.get(reverse("evaluation:survey_page", args=[long.uuid, 2]))
    assert ahead["location"].startswith(reverse("evaluation:survey_page", args=[long.uuid, 1]))


def test_an_answer_that_is_changed_takes_back_what_hung_on_it(client, long):
    client.post(page(long), {"able": "0"})
    second = reverse("evaluation:survey_page", args=[long.uuid, 2])
    client.post(second, {"what": "A ramp", "later": "1"})
    client.post(reverse("evaluation:survey_page", args=[long.uuid, 1]), {"able": "1"})
    assert "what" not in Response.objects.get().answers


def test_answers_are_kept_while_they_are_given(client, long):
    kept = client.post(page(long), {"able": "1"}, headers={"accept": "application/json"})
    assert kept.status_code == 200
    assert "saved_at" in kept.json()
    assert Response.objects.get().answers == {"able": 1}


@pytest.mark.parametrize("number", ["101", "-1", "many", "nan", "1e400"])
def test_a_number_out_of_range_is_said_beside_its_field(client, long, number):
    client.post(page(long), {"able": "1"})
    second = reverse("evaluation:survey_page", args=[long.uuid, 2])
    html = client.post(second, {"mood": number}).content.decode()
    assert "govuk-error-message" in html
    assert f'value="{number}"' in html
