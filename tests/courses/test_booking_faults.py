"""Whatever falls over on the way, places and letters come out right, once each."""

import os
import signal
from datetime import timedelta
from multiprocessing import get_context

import pytest
from django.core import mail
from django.db import connection, connections
from django.utils import timezone

from courses.actions.booking import give_up_place, pass_places_on
from courses.models import Booking
from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from tests.accounts.factories import PersonFactory
from tests.courses.sessions import SessionFactory, booked
from tests.mail_sink import MailSink

pytestmark = pytest.mark.django_db(transaction=True)
State = Booking.State
A_WEEK, TWO_DAYS = timedelta(days=7), timedelta(days=2)
STRUCK = -signal.SIGKILL


@pytest.fixture
def late():
    """A session with one offer that nobody took in time, and two who wait."""
    now = timezone.now()
    session = SessionFactory(starts_at=now + A_WEEK, capacity=1)
    first, *_others = [booked(session, at=now) for _ in range(4)]
    give_up_place(booking=first, at=now)
    assert states(session) == [State.GIVEN_UP, State.OFFERED, State.WAITING, State.WAITING]
    return session


def states(session):
    return [booking.state for booking in session.bookings.in_line()]


def pass_on_and_be_killed(at, writes):
    """At the write of this number, in the middle of a transaction, with nothing tidied up."""
    left = iter(range(writes))

    def be_killed(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")) and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(be_killed):
        pass_places_on(at=at)


def test_a_worker_killed_at_any_write_of_a_promotion_gives_the_place_once(late):
    at = timezone.now() + TWO_DAYS
    before, writes, ended = states(late), 0, STRUCK
    while ended == STRUCK:
        connections.close_all()
        worker = get_context("fork").Process(target=pass_on_and_be_killed, args=[at, writes])
        worker.start()
        worker.join(60)
        ended = worker.exitcode
        writes += 1
        assert ended in {0, STRUCK}
        if ended == STRUCK:
            assert states(late) == before
    assert writes > 3
    assert states(late) == [State.GIVEN_UP, State.LET_GO, State.OFFERED, State.WAITING]
    pass_places_on(at=at)
    offers = Message.objects.filter(kind="courses.place_offered")
    told = [late.bookings.in_line()[number].person_id for number in (1, 2)]
    assert sorted(offers.values_list("person", flat=True)) == sorted(told)


def test_a_mail_server_that_is_down_holds_up_letters_and_no_place(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    sink, now = MailSink(), timezone.now()
    settings.EMAIL_PORT = sink.port
    session = SessionFactory(starts_at=now + A_WEEK, capacity=1)
    person = PersonFactory(email="ann@example.org")
    booking = booked(session, person=person, at=now)
    sweep_messages(at=now)
    assert booking.state == State.BOOKED
    assert Message.objects.filter(kind="courses.place_booked", state="sent").count() == 0
    with sink:
        for minutes in range(0, 300, 10):
            sweep_messages(at=now + timedelta(minutes=minutes))
        assert [letter["To"] for letter in sink.letters] == ["ann@example.org"]
    assert not mail.outbox
