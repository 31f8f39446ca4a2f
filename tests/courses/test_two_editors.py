"""Two people change a cohort or a series at once: the second is told, and nothing is lost."""

import pytest
from django.urls import reverse

from tests.accounts.factories import user_with_role
from tests.courses.cohorts import CohortFactory, SeriesFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


def opened(client, url):
    """What a browser would send of the form as it stands."""
    form = client.get(url).context["form"]
    # A box that is not ticked is not sent.
    typed = {field.html_name: field.value() for field in form}
    return {
        name: value for name, value in typed.items() if value is not None and value is not False
    }


def of_a_cohort(lead):
    made = CohortFactory(lead=lead.person, name="Perinatal")
    return made, reverse("courses:change_cohort", args=[made.pk]), "name", "about"


def of_a_series(lead):
    made = SeriesFactory(made_by=lead.person, title="Perinatal")
    return made, reverse("courses:change_series", args=[made.pk]), "title", "parts"


@pytest.mark.parametrize("make", [of_a_cohort, of_a_series])
def test_whoever_saves_second_is_told_and_what_both_typed_is_there(client, trainer, make):
    made, url, name, more = make(trainer)
    first, second = (opened(client, url) for _ in range(2))
    assert client.post(url, first | {name: "What the first wrote"}).status_code == 302
    second |= {more: "What the second wrote"}
    answer = client.post(url, second)
    assert "Somebody saved it meanwhile" in answer.text
    assert "What the second wrote" in answer.text
    made.refresh_from_db()
    assert getattr(made, name) == "What the first wrote"
    again = answer.context["form"]["edits"].value()
    assert client.post(url, second | {"edits": again}).status_code == 302
    made.refresh_from_db()
    assert getattr(made, name) == "Perinatal"


@pytest.mark.parametrize("make", [of_a_cohort, of_a_series])
def test_one_after_the_other_both_are_saved(client, trainer, make):
    made, url, name, _more = make(trainer)
    for value in ("One", "Two"):
        assert client.post(url, opened(client, url) | {name: value}).status_code == 302
    made.refresh_from_db()
    assert (getattr(made, name), made.edits) == ("Two", 2)
