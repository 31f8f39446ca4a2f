"""How many disciplines a session asks for: said, kept free for, read by whoever waits and runs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Booking, LiveSession
from tests.accounts.factories import (
    EmploymentFactory,
    ProfessionFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.sessions import SessionFactory, booked, rule, sector
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


@pytest.fixture
def session(trainer):
    return SessionFactory(
        starts_at=timezone.now() + timedelta(days=30), facilitators=[trainer.person], capacity=4
    )


def page_of(session):
    return reverse("courses:session_sectors", args=[session.pk])


def words_of(answer):
    return " ".join(answer.text.split())


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def asks_for(session, least):
    until = timezone.now() + timedelta(days=7)
    LiveSession.objects.filter(pk=session.pk).update(least_sectors=least, least_until=until)
    session.refresh_from_db()


def people_page(session):
    return reverse("courses:session_people", args=[session.pk])


def test_three_are_suggested_for_a_session_round_a_case_until_a_week_before(client, session):
    shown = client.get(page_of(session)).text
    assert 'value="3"' in shown
    week_before = timezone.localdate(session.starts_at - timedelta(days=7))
    assert f'value="{week_before.day}"' in shown or week_before.isoformat() in shown
    LiveSession.objects.update(kind="workshop")
    assert 'value="3"' not in client.get(page_of(session)).text


def test_what_is_asked_is_kept_said_and_taken_away(client, session):
    mix = reverse("courses:session_mix", args=[session.pk])
    assert "It asks for no number of disciplines." in words_of(client.get(mix))
    answer = client.post(page_of(session), {"least": "3", "until": in_days(7)}, follow=True)
    assert "It asks for at least 3 disciplines. Until" in words_of(answer)
    client.post(page_of(session), {"least": ""})
    session.refresh_from_db()
    assert (session.least_sectors, session.least_until) == (0, None)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"least": "3"}, "Choose a day from today on"),
        ({"least": "3", "until": "40"}, "Choose a day from today on"),
        ({"least": "3", "until": "-1"}, "Choose a day from today on"),
        ({"least": "5", "until": "7"}, "There are places for 4 disciplines at most."),
        ({"least": "900", "until": "7"}, "50 or less"),
        ({"least": "x", "until": "7"}, "whole number"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(client, session, said, problem):
    if "until" in said:
        said = {**said, "until": in_days(int(said["until"]))}
    assert problem in client.post(page_of(session), said).text
    assert LiveSession.objects.get().least_sectors == 0


def test_a_session_that_has_begun_asks_for_nothing_more(client, session):
    LiveSession.objects.update(starts_at=timezone.now())
    answer = client.post(page_of(session), {"least": "3", "until": in_days(7)}, follow=True)
    assert "has begun" in answer.text
    assert LiveSession.objects.get().least_sectors == 0


def test_whoever_waits_for_missing_disciplines_reads_so_and_the_list_counts_them(client, session):
    asks_for(session, 3)
    booked(session, "schools", at=timezone.now())
    booked(session, "schools", at=timezone.now())
    reader = UserFactory()
    client.force_login(reader)
    profession = ProfessionFactory(slug="teacher", sector=sector("schools"))
    EmploymentFactory(person=reader.person, profession=profession)
    reason = "Somebody of your discipline has a place already. What is free is kept for now"
    assert reason in words_of(client.get("/sessions/"))
    page = reverse("courses:session", args=[session.pk])
    assert reason in words_of(client.get(page))
    client.post(page, {"access_needs": ""})
    assert reader.person.bookings.get().state == Booking.State.WAITING
    shown = words_of(client.get(page))
    assert reason in shown
    assert "You are on the waiting list" in shown


@pytest.mark.parametrize(
    ("slug", "said"), [("schools", "1 place left"), ("police", "2 places left")]
)
def test_the_list_says_what_is_left_for_this_discipline(client, session, slug, said):
    """Of four, one is taken and one is kept for a third discipline."""
    asks_for(session, 3)
    booked(session, "schools", at=timezone.now())
    reader = UserFactory()
    client.force_login(reader)
    profession = ProfessionFactory(slug=slug, sector=sector(slug))
    EmploymentFactory(person=reader.person, profession=profession)
    assert said in words_of(client.get("/sessions/"))


def test_the_mix_is_said_in_words(client, session):
    assert "The mix" not in client.get(people_page(session)).text
    for slug in ("schools", "schools", "police", None):
        booked(session, slug, at=timezone.now())
    shown = words_of(client.get(people_page(session)))
    assert "2 from Schools, 1 from Police, 1 without a discipline." in shown
    assert "Nobody yet from" not in shown
    sector("housing")
    asks_for(session, 3)
    shown = words_of(client.get(people_page(session)))
    assert "It asks for at least 3 disciplines. 1 is missing." in shown
    assert "Nobody yet from:" in shown
    assert "Housing" in shown
    asks_for(session, 2)
    assert "They are there." in words_of(client.get(people_page(session)))


def test_a_discipline_with_held_places_is_said_to_be_missing(client, session):
    rule(session, "maternity", held=1, held_until=timezone.now() + timedelta(days=7))
    booked(session, "schools", at=timezone.now())
    assert "Nobody yet from: Maternity." in words_of(client.get(people_page(session)))
    booked(session, "maternity", at=timezone.now())
    assert "Nobody yet from" not in client.get(people_page(session)).text


def test_the_mix_asks_as_often_for_many_disciplines_as_for_few(client, session):
    LiveSession.objects.update(capacity=40)
    asks_for(session, 20)
    asked = []
    for slugs in (["schools"], ["police", "housing", "maternity", "schools"]):
        for slug in slugs:
            rule(session, slug, at_most=90) if slug != "schools" else None
            booked(session, slug, at=timezone.now())
        asked.append(queries_of(lambda: client.get(people_page(session))))
    assert asked[0] == asked[1]
