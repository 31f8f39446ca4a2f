"""Who was at a session is said once: for the letter, for the list and for the place itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.booking import NotForThemError
from courses.credit import is_for
from courses.messages.afterwards import offer_check_ins
from courses.models import Booking, LiveSession
from notifications.models import Message
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.afterwards import check_in, over
from tests.courses.cohorts import CohortFactory
from tests.courses.sessions import booked

pytestmark = pytest.mark.django_db


def somebody(session, *, has_place, is_there):
    """With a place in it or none; marked as there, as away, or never."""
    person = UserFactory().person
    if has_place:
        booked(session, person=person, at=session.starts_at - timedelta(days=9))
    if is_there is not None:
        session.attendances.create(
            person=person, is_there=is_there, marked_at=session.starts_at, marked_by=None
        )
    return person


@pytest.mark.parametrize(
    ("has_place", "is_there", "was_there"),
    [
        (True, True, True),
        (True, None, True),
        (True, False, False),
        (False, True, True),
        (False, None, False),
        (False, False, False),
    ],
)
def test_a_check_in_is_offered_shown_and_open_to_the_same_people(
    client, has_place, is_there, was_there
):
    session = over(ago=timedelta(days=50))
    person = somebody(session, has_place=has_place, is_there=is_there)
    found = check_in(session, cohort=CohortFactory())
    offer_check_ins(at=timezone.now())
    told = Message.objects.filter(person=person, kind="courses.check_in_offered")
    assert told.exists() == was_there
    client.force_login(person.user)
    path = reverse("courses:session", args=[found.pk])
    for page in ("/sessions/", "/sessions/calendar/"):
        month = {"month": timezone.localtime(found.starts_at).strftime("%Y-%m")}
        assert (path in client.get(page, month).text) == was_there
    if was_there:
        assert booked(found, person=person, at=timezone.now()).state == Booking.State.BOOKED
    else:
        with pytest.raises(NotForThemError):
            booked(found, person=person, at=timezone.now())


def test_a_wellbeing_session_opens_nothing_to_those_who_were_there():
    session = over(kind=LiveSession.Kind.WELLBEING, ago=timedelta(days=50))
    person = somebody(session, has_place=True, is_there=True)
    found = check_in(session, cohort=CohortFactory())
    assert offer_check_ins(at=timezone.now()) == 0
    assert not is_for(found, person, at=timezone.now())


def test_a_place_in_another_session_opens_no_check_in():
    session, other = over(ago=timedelta(days=50)), over(people=[PersonFactory()])
    person = other.bookings.get().person
    assert not is_for(check_in(session, cohort=CohortFactory()), person, at=timezone.now())
