"""A session is planned by the clock on the wall, also on the nights when clocks change."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import LiveSession
from tests.accounts.factories import user_with_role
from tests.courses.sessions import SessionFactory

pytestmark = pytest.mark.django_db
ASKED = "Which one do you mean?"


def change_of_clocks(month):
    """The last Sunday of the next such month."""
    year = timezone.localdate().year + 1
    return max(day for number in range(25, 32) if (day := date(year, month, number)).weekday() == 6)


SPRING, AUTUMN = change_of_clocks(3), change_of_clocks(10)


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


def typed(trainer, **said):
    return {
        "kind": "case",
        "title": "Night shift",
        "minutes": "60",
        "place": "Family hub",
        "capacity": "20",
        "claim_hours": "24",
        "facilitators": [trainer.person.pk],
        **said,
    }


def test_an_hour_that_comes_twice_is_asked_for_with_everything_typed_still_there(client, trainer):
    said = typed(trainer, day=AUTUMN.isoformat(), hour="01:30")
    answer = client.post("/sessions/new/", said)
    assert ASKED in answer.text
    assert "this hour comes twice. Choose which one." in answer.text
    assert "Night shift" in answer.text
    assert not LiveSession.objects.exists()


@pytest.mark.parametrize(("clock", "hour"), [("BST", 0), ("GMT", 1)])
def test_the_one_that_was_chosen_is_kept_and_stays_when_it_is_changed(client, trainer, clock, hour):
    said = typed(trainer, day=AUTUMN.isoformat(), hour="01:30", clock=clock)
    client.post("/sessions/new/", said)
    made = LiveSession.objects.get()
    moment = datetime(AUTUMN.year, AUTUMN.month, AUTUMN.day, hour, 30, tzinfo=UTC)
    assert made.starts_at == moment
    page = reverse("courses:change_session", args=[made.pk])
    form = client.get(page).context["form"]
    assert form["clock"].value() == clock
    client.post(page, said | {"title": "Later shift", "edits": made.edits})
    made.refresh_from_db()
    assert (made.title, made.starts_at) == ("Later shift", moment)


@pytest.mark.parametrize("wrong", ["", "CET"])
def test_no_other_clock_is_taken(client, trainer, wrong):
    said = typed(trainer, day=AUTUMN.isoformat(), hour="01:30", clock=wrong)
    assert ASKED in client.post("/sessions/new/", said).text
    assert not LiveSession.objects.exists()


def test_an_hour_that_is_left_out_is_refused_in_plain_words(client, trainer):
    said = typed(trainer, day=SPRING.isoformat(), hour="01:30")
    answer = client.post("/sessions/new/", said)
    assert "The clocks go forward that night and leave this hour out." in answer.text
    assert ASKED not in answer.text
    assert not LiveSession.objects.exists()


@pytest.mark.parametrize("hour", ["00:30", "02:00", "09:30"])
def test_any_other_hour_of_those_days_is_asked_for_once(client, trainer, hour):
    for day in (SPRING, AUTUMN):
        client.post("/sessions/new/", typed(trainer, day=day.isoformat(), hour=hour))
    begins = [timezone.localtime(one.starts_at) for one in LiveSession.objects.all()]
    assert [f"{moment:%H:%M}" for moment in begins] == [hour, hour]


def test_on_other_days_nothing_is_asked(client, trainer):
    session = SessionFactory(facilitators=[trainer.person])
    for page in ("/sessions/new/", reverse("courses:change_session", args=[session.pk])):
        assert ASKED not in client.get(page).text
    assert ASKED not in client.post("/sessions/new/", typed(trainer, day="soon", hour="x")).text
