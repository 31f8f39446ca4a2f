import csv
import io

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from evaluation.models import Response
from tests.accounts.factories import UserFactory, user_with_role
from tests.evaluation.factories import InvitationFactory, OccasionFactory, matched_people
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


def choose(invitation, *codes):
    items = invitation.occasion.instrument.items.all()
    return {
        item.code: item.response_set.options.get(code=code).pk
        for item, code in zip(items, codes, strict=False)
    }


def figures(response):
    [row] = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    return row


def test_the_survey_says_who_sees_the_answers_before_it_asks(client, asked):
    html = client.get(page(asked)).content.decode()
    assert html.index("only as part of a total") < html.index('type="radio"')


def test_sending_answers_leads_on_to_where_the_person_was_going(client, asked):
    sent = client.post(page(asked), {**choose(asked, 4, 3, 2), "next": "/learn/first/"})
    assert sent["location"] == "/learn/first/"
    assert Response.objects.get().is_complete


def test_answers_saved_for_later_are_there_on_the_way_back(client, asked):
    client.post(page(asked), {**choose(asked, 4), "later": "1"})
    assert not Response.objects.get().is_complete
    html = client.get(page(asked)).content.decode()
    assert f'value="{choose(asked, 4)["K1"]}" checked' in html


def test_a_survey_that_was_sent_leads_on_at_once(client, asked):
    client.post(page(asked), choose(asked, 4, 3, 2))
    assert client.get(page(asked)).status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_a_survey_never_leads_to_another_site(client, asked, elsewhere):
    assert client.post(page(asked), {"next": elsewhere})["location"] == "/"


def test_an_answer_that_is_not_offered_is_refused_and_nothing_is_lost(client, asked):
    answer = client.post(page(asked), {**choose(asked, 4), "C1": "9999"})
    assert answer.status_code == 200
    assert b"govuk-error-summary" in answer.content
    assert f'value="{choose(asked, 4)["K1"]}" checked' in answer.content.decode()
    assert not Response.objects.exists()


def test_nobody_else_can_open_a_survey(client, asked):
    client.force_login(user_with_role("programme_lead"))
    assert client.get(page(asked)).status_code == 404
    client.logout()
    assert client.get(page(asked)).status_code == 302


def test_the_download_says_too_few_to_show_and_gives_no_figure(client, lead):
    occasion = OccasionFactory()
    matched_people(occasion, 9)
    row = figures(client.get(reverse("evaluation:change", args=[occasion.uuid])))
    assert row["note"] == "Too few to show"
    assert row["n_matched"] == row["pre_mean"] == row["mean_diff"] == ""


def test_the_download_gives_the_digits_of_the_release(client, lead):
    occasion = OccasionFactory(label="=Understanding adversity")
    matched_people(occasion, 10)
    client.post(reverse("evaluation:prepare", args=[occasion.uuid]))
    matched_people(occasion, 3, pre=(1, 1, 1), post=(1, 1, 1))
    row = figures(client.get(reverse("evaluation:change", args=[occasion.uuid])))
    assert row["occasion"] == "'=Understanding adversity"
    assert (row["n_matched"], row["pre_mean"], row["post_mean"]) == ("10", "2.0000", "4.0000")
    assert AuditEntry.objects.filter(verb="download_released_results").count() == 1


def test_the_page_shows_the_release_and_offers_new_figures(client, lead):
    occasion = OccasionFactory()
    matched_people(occasion, 10)
    client.post(reverse("evaluation:prepare", args=[occasion.uuid]))
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
    assert client.get(reverse("evaluation:change", args=[occasion.uuid])).status_code == status


def test_the_results_page_asks_as_much_for_many_occasions_as_for_one(client, lead):
    OccasionFactory()
    few = queries_of(lambda: client.get(reverse("evaluation:results")))
    OccasionFactory.create_batch(5)
    assert queries_of(lambda: client.get(reverse("evaluation:results"))) == few
