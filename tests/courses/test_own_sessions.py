"""Whoever runs a session, or supports in it, is there without a place."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses import privacy
from courses.actions.booking import RunsItError
from courses.actions.planning import change_session
from courses.models import Booking
from tests.accounts.factories import PersonFactory, user_with_role
from tests.courses.sessions import SessionFactory, booked

pytestmark = pytest.mark.django_db
State = Booking.State


def soon():
    return timezone.now() + timedelta(days=9)


def full_session():
    """With one place, and somebody who waits for it."""
    session = SessionFactory(starts_at=soon(), capacity=1)
    return session, *(booked(session, at=timezone.now()) for _ in range(2))


def test_neither_facilitator_nor_support_person_books_a_place():
    session = SessionFactory(starts_at=soon())
    for person in (session.facilitators.get(), session.support_person):
        with pytest.raises(RunsItError):
            booked(session, person=person, at=timezone.now())
    assert not session.bookings.exists()


def test_their_page_of_it_has_no_form(client):
    user = user_with_role("facilitator")
    client.force_login(user)
    session = SessionFactory(starts_at=soon(), facilitators=[user.person])
    address = reverse("courses:session", args=[session.pk])
    assert "Book a place" not in client.get(address).text
    assert "so you need no place" in client.post(address, {}, follow=True).text
    assert not session.bookings.exists()


@pytest.mark.parametrize("supports", [True, False])
def test_whoever_is_named_later_leaves_their_place_to_who_waits(supports):
    session, has_place, waits = full_session()
    named = [*session.facilitators, has_place.person]
    facts = {"support_person": has_place.person} if supports else {}
    change_session(
        session=session,
        facts=facts,
        facilitators=list(session.facilitators) if supports else named,
        by=PersonFactory(),
        at=timezone.now(),
    )
    has_place.refresh_from_db()
    waits.refresh_from_db()
    assert (has_place.state, waits.state) == (State.GIVEN_UP, State.OFFERED)


def test_of_two_records_joined_the_place_goes_to_who_waits():
    session, has_place, waits = full_session()
    privacy.merge(keep=session.facilitators.get(), into_keep=has_place.person)
    has_place.refresh_from_db()
    waits.refresh_from_db()
    assert (has_place.state, waits.state) == (State.GIVEN_UP, State.OFFERED)


def test_a_place_they_had_in_a_session_that_is_over_stays_known():
    session, has_place, _ = full_session()
    session.starts_at = timezone.now() - timedelta(days=2)
    session.save()
    privacy.merge(keep=session.facilitators.get(), into_keep=has_place.person)
    has_place.refresh_from_db()
    assert has_place.state == State.BOOKED
