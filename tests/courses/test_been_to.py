"""Among the sessions somebody was at stands none from which they were marked as away."""

import pytest
from django.utils import timezone

from courses.models import Attendance
from courses.querysets.afterwards import sessions_been_to
from tests.accounts.factories import PersonFactory
from tests.courses.afterwards import over

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory()


def marked_away(person):
    session = over(people=[person])
    Attendance.objects.create(
        session=session,
        person=person,
        is_there=False,
        marked_by=session.facilitators.first(),
        marked_at=timezone.now(),
    )
    return session


def test_a_session_they_were_marked_away_from_is_not_one_they_were_at(person):
    marked_away(person)
    there = over(people=[person])
    assert list(sessions_been_to(person, at=timezone.now())) == [there]


def test_what_they_mean_to_do_keeps_its_session_in_the_list(person):
    session = marked_away(person)
    session.commitments.create(person=person, words="Ask first.", written_at=timezone.now())
    assert list(sessions_been_to(person, at=timezone.now())) == [session]
