"""A planned session may be taken away between the moment a page finds it and the next step."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from courses.actions.planning import call_off_session
from courses.models import LiveSession
from tests.accounts.factories import PersonFactory, user_with_role
from tests.courses.sessions import SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    user = user_with_role("trainer")
    client.force_login(user)
    starts_at = timezone.now() + timedelta(days=9)
    return SessionFactory(starts_at=starts_at, planned=True, facilitators=[user.person])


def taken_away_before_it_is_locked(pk):
    """Between the question that found it and the transaction that follows."""
    seen = {"found": False, "gone": False}

    def step(execute, sql, params, many, context):
        seen["found"] = seen["found"] or 'FROM "courses_livesession"' in sql
        if sql.startswith("SAVEPOINT") and seen["found"] and not seen["gone"]:
            seen["gone"] = True
            LiveSession.objects.filter(pk=pk).delete()
        return execute(sql, params, many, context)

    return connection.execute_wrapper(step)


def test_taking_it_away_twice_is_once(draft):
    said = {"session": draft, "because": "", "by": PersonFactory(), "at": timezone.now()}
    assert call_off_session(**said) is False
    assert call_off_session(**said) is False


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("open_session", {}),
        ("session_sectors", {"least": "0"}),
    ],
)
def test_what_is_gone_meanwhile_is_not_found(client, draft, page, said):
    with taken_away_before_it_is_locked(draft.pk):
        answer = client.post(reverse(f"courses:{page}", args=[draft.pk]), said)
    assert answer.status_code == 404


def test_a_second_press_on_taking_away_answers_like_the_first(client, draft):
    with taken_away_before_it_is_locked(draft.pk):
        address = reverse("courses:call_off_session", args=[draft.pk])
        answer = client.post(address, {"because": "Ill."})
    assert answer.status_code == 302
