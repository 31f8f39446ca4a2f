"""Of a wellbeing session letters go to whoever booked, in answer to them, and to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.messages import KINDS
from courses.messages.afterwards import people_to_tell, tell_of_materials
from courses.messages.coming_up import remind_of_session
from courses.models import Booking, LiveSession
from notifications.models import Message
from tests.accounts.factories import PersonFactory
from tests.courses.afterwards import check_in, link, over
from tests.courses.sessions import SessionFactory, booked

pytestmark = pytest.mark.django_db
BY_CODE = {kind.code: kind for kind in KINDS}
NOT_ANSWERS = {"courses.session_in_a_week", "courses.session_tomorrow"}
ANSWERS = {
    "courses.place_booked": Booking.State.BOOKED,
    "courses.place_offered": Booking.State.OFFERED,
    "courses.place_ended": Booking.State.GIVEN_UP,
    "courses.session_called_off": Booking.State.CALLED_OFF,
    "courses.session_moved": Booking.State.BOOKED,
}
AFTER = {"courses.materials_after", "courses.check_in_offered"}


def words(code, person, **context):
    return BY_CODE[code].words(Message(kind=code, person=person, context=context))


def made_private(*sessions):
    LiveSession.objects.filter(pk__in=[one.pk for one in sessions]).update(kind="wellbeing")


def in_state(state):
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=9))
    booking = booked(session, at=timezone.now())
    until = timezone.now() + timedelta(hours=3) if state == Booking.State.OFFERED else None
    Booking.objects.filter(pk=booking.pk).update(state=state, claim_until=until)
    return booking


@pytest.mark.parametrize("code", sorted(NOT_ANSWERS))
def test_a_reminder_that_waits_says_nothing_of_a_wellbeing_session(code):
    booking = in_state(Booking.State.BOOKED)
    assert words(code, booking.person, booking=booking.pk)
    made_private(booking.session)
    assert words(code, booking.person, booking=booking.pk) is None


@pytest.mark.parametrize(("code", "state"), sorted(ANSWERS.items()))
def test_an_answer_to_somebodys_own_booking_is_for_them_alone(code, state):
    booking = in_state(state)
    made_private(booking.session)
    assert words(code, booking.person, booking=booking.pk)
    assert words(code, PersonFactory(), booking=booking.pk) is None


@pytest.mark.parametrize("code", sorted(AFTER))
def test_nothing_is_sent_after_a_wellbeing_session(code):
    session = over(people=[PersonFactory()], ago=timedelta(days=50))
    link(session)
    found, person = check_in(session), session.bookings.get().person
    context = {"session": session.pk, "check_in": found.pk}
    assert words(code, person, **context)
    made_private(session)
    assert words(code, person, **context) is None


def test_no_row_says_that_somebody_was_at_a_wellbeing_session():
    session = over(people=[PersonFactory()], kind="wellbeing")
    link(session)
    Message.objects.all().delete()
    assert tell_of_materials(session, at=timezone.now()) == 0
    remind_of_session(session.bookings.all(), at=session.starts_at - timedelta(days=8))
    assert not people_to_tell(session).exists()
    assert not Message.objects.exists()


def test_no_letter_about_a_place_or_a_session_is_printed_or_passed_on():
    about = [BY_CODE[code] for code in NOT_ANSWERS | set(ANSWERS) | AFTER]
    assert not [kind.code for kind in about if kind.may_be_handed_over or kind.hands_over]
