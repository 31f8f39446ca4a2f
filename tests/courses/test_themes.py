"""A theme asks for so many disciplines; a new session of it begins with that, and may differ."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import LiveSession
from tests.accounts.factories import user_with_role
from tests.resources.factories import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    return TopicFactory(slug="neglect", label="Neglect", least_sectors=4)


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


def planned(client, trainer, theme, *, in_days=20, **said):
    day = timezone.localdate() + timedelta(days=in_days)
    facts = {"kind": "case", "title": "Round a case", "day": day.isoformat(), "hour": "09:30"}
    facts |= {"minutes": "120", "place": "Family hub", "capacity": "20", "claim_hours": "24"}
    facts |= {"facilitators": [trainer.person.pk], "theme": theme.pk, **said}
    return client.post("/sessions/new/", facts, follow=True)


def test_a_new_session_begins_with_what_its_theme_asks(client, trainer, theme):
    answer = planned(client, trainer, theme)
    session = LiveSession.objects.get()
    assert session.least_sectors == 4
    assert timezone.localdate(session.least_until) == timezone.localdate() + timedelta(days=13)
    assert "Its theme asks for at least 4 disciplines." in answer.text


def test_the_plan_says_which_themes_ask_for_several(client, trainer, theme):
    TopicFactory(slug="any", label="Anything")
    html = client.get("/sessions/new/").text
    assert "These ask for so many disciplines at least: Neglect (4). A session may differ." in html


def test_a_session_differs_from_its_theme_and_keeps_that(client, trainer, theme):
    planned(client, trainer, theme)
    session = LiveSession.objects.get()
    url = reverse("courses:session_sectors", args=[session.pk])
    assert client.get(url).context["form"]["least"].value() == 4
    until = timezone.localdate(session.least_until).isoformat()
    client.post(url, {"least": "2", "until": until})
    theme.least_sectors = 5
    theme.save()
    session.refresh_from_db()
    assert session.least_sectors == 2


@pytest.mark.parametrize(
    ("said", "least"),
    [({"capacity": "3"}, 3), ({"in_days": 3}, 4), ({"kind": "wellbeing"}, 0)],
)
def test_no_more_is_asked_than_can_be(client, trainer, theme, said, least):
    planned(client, trainer, theme, **said)
    session = LiveSession.objects.get()
    assert session.least_sectors == least
    assert bool(session.least_until) == bool(least)
    if least:
        assert timezone.now() < session.least_until < session.starts_at
