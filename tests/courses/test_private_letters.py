"""Of a wellbeing session letters go to whoever booked, in answer to them, and to nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.booking import give_up_place
from courses.actions.planning import call_off_session
from courses.messages import KINDS
from courses.messages.afterwards import people_to_tell, tell_of_materials
from courses.messages.coming_up import remind_of_session
from courses.models import Booking, LiveSession
from notifications.models import Message
from tests.accounts.factories import PersonFactory, user_with_role
from tests.courses.afterwards import check_in, link, over
from tests.courses.sessions import SessionFactory, booked
from tests.queries import queries_of

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


def called_off(*people, kind):
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=9), kind=kind)
    for person in people:
        booked(session, person=person, at=timezone.now())
    call_off_session(session=session, because="Ill.", by=PersonFactory(), at=timezone.now())


def test_the_desk_does_not_say_who_booked_a_wellbeing_session(client):
    client.force_login(user_with_role("administrator"))
    ann, ben = PersonFactory(display_name="Ann Okafor"), PersonFactory(display_name="Ben Hale")
    called_off(ann, kind="wellbeing")
    called_off(ben, kind="workshop")
    chosen = {"standing": "due", "kind": "courses.session_called_off"}
    page = client.get(reverse("messages:desk_list"), chosen).text
    assert "Ben Hale" in page
    assert "Ann Okafor" not in page
    for message in Message.objects.filter(person__in=[ann, ben]):
        page = client.get(reverse("messages:desk_message", args=[message.pk])).text
        assert message.person != ann or str(ann.uuid) not in page
        assert (message.person.display_name in page) is (message.person == ben)


def test_the_desk_asks_once_whose_names_to_leave_out(client):
    client.force_login(user_with_role("administrator"))

    def asked():
        return queries_of(lambda: client.get(reverse("messages:desk_list")))

    called_off(PersonFactory(), kind="wellbeing")
    few = asked()
    called_off(*PersonFactory.create_batch(4), kind="wellbeing")
    assert asked() == few


def test_the_row_of_an_offer_does_not_keep_when_a_wellbeing_session_begins():
    session = SessionFactory(
        starts_at=timezone.now() + timedelta(hours=5), kind="wellbeing", capacity=1
    )
    first, second = booked(session, at=timezone.now()), booked(session, at=timezone.now())
    give_up_place(booking=first, at=timezone.now())
    message = Message.objects.get(kind="courses.place_offered", person=second.person)
    assert message.expires_at is None
