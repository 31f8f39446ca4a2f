"""Whoever may not sign in any more keeps no place, waits for none, and has no feed."""

from datetime import timedelta

import pytest

from courses.actions.booking import give_up_place, pass_places_on
from courses.actions.feeding import end_feeds_of_closed_accounts, give_feed
from courses.feeds import feed_path
from courses.models import Booking, CalendarFeed, LiveSession
from courses.tasks import look_after_places
from notifications.models import Message
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.sessions import NOW, SessionFactory, booked

pytestmark = pytest.mark.django_db
State = Booking.State


def closed(user, *, is_active=False):
    """As the page of accounts in the CMS does it."""
    user.is_active = is_active
    user.save(update_fields=["is_active"])


def states(*bookings):
    found = Booking.objects.in_bulk([one.pk for one in bookings])
    return [found[one.pk].state for one in bookings]


def test_a_place_of_a_closed_account_goes_to_whoever_is_next():
    session, user = SessionFactory(capacity=1), UserFactory()
    theirs = booked(session, person=user.person)
    waiting = booked(session)
    closed(user)
    assert pass_places_on(at=NOW) == 1
    assert states(theirs, waiting) == [State.GIVEN_UP, State.OFFERED]
    assert pass_places_on(at=NOW) == 0
    told = Message.objects.filter(person=user.person).values_list("kind", flat=True)
    assert "courses.place_ended" not in told


def test_whoever_waits_with_a_closed_account_is_taken_from_the_list():
    session, user = SessionFactory(capacity=1), UserFactory()
    first = booked(session)
    theirs = booked(session, person=user.person)
    last = booked(session)
    closed(user)
    pass_places_on(at=NOW)
    assert states(first, theirs, last) == [State.BOOKED, State.GIVEN_UP, State.WAITING]
    give_up_place(booking=first, at=NOW)
    assert states(last) == [State.OFFERED]


def test_an_offer_to_a_closed_account_goes_on():
    session, user = SessionFactory(capacity=1), UserFactory()
    first = booked(session)
    theirs = booked(session, person=user.person)
    last = booked(session)
    give_up_place(booking=first, at=NOW)
    closed(user)
    pass_places_on(at=NOW)
    assert states(theirs, last) == [State.GIVEN_UP, State.OFFERED]


def test_somebody_new_gets_the_place_of_a_closed_account_though_beat_has_not_come_yet():
    session, user = SessionFactory(capacity=1), UserFactory()
    booked(session, person=user.person)
    closed(user)
    assert booked(session).state == State.BOOKED


def test_what_has_begun_stays_and_whoever_never_had_a_login_keeps_their_place():
    user, bare = UserFactory(), PersonFactory()
    past, soon = SessionFactory(), SessionFactory()
    was_there = booked(past, person=user.person)
    without = booked(soon, person=bare)
    LiveSession.objects.filter(pk=past.pk).update(starts_at=NOW - timedelta(hours=1))
    closed(user)
    assert pass_places_on(at=NOW) == 0
    assert states(was_there, without) == [State.BOOKED, State.BOOKED]


def test_an_account_that_is_opened_again_does_not_open_the_old_feed(client):
    user, other = UserFactory(), UserFactory()
    path, others = (feed_path(give_feed(person=one.person, at=NOW)) for one in (user, other))
    closed(user)
    assert client.get(path).status_code == 404
    assert end_feeds_of_closed_accounts() == 1
    closed(user, is_active=True)
    assert client.get(path).status_code == 404
    assert client.get(others).status_code == 200


def test_beat_looks_after_both():
    user = UserFactory()
    session = SessionFactory(starts_at=NOW + timedelta(days=3650))
    theirs = booked(session, person=user.person)
    give_feed(person=user.person, at=NOW)
    closed(user)
    look_after_places()
    assert states(theirs) == [State.GIVEN_UP]
    assert not CalendarFeed.objects.exists()
