from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from notifications.actions import cancel
from notifications.actions.sweeping import LEASE, sweep_messages
from notifications.judgement import TRIES
from notifications.kinds import Kind, register
from notifications.letters import message_id
from notifications.models import Message
from tests.accounts.factories import PersonFactory
from tests.notifications.factories import NOW, MessageFactory

pytestmark = pytest.mark.django_db


def claimed(*, until, **fields):
    return MessageFactory(
        state="claimed", claim_token=uuid4(), lease_ends_at=until, tries=1, **fields
    )


def test_a_due_message_arrives_with_its_reason(mail_sink):
    person = PersonFactory(display_name="Mererid Hale", email="mererid@example.org")
    message = MessageFactory(person=person)

    assert sweep_messages(at=NOW) == 1

    [letter] = mail_sink.letters
    assert letter["to"] == "mererid@example.org"
    assert letter["subject"] == "About The kettle"
    assert letter["message-id"] == message_id(message.key)
    text = letter.get_body(["plain"]).get_content()
    assert "Hello Mererid," in text
    assert "You asked for this in a test." in text
    message.refresh_from_db()
    assert (message.state, message.claim_token) == ("sent", None)


def test_what_is_due_later_waits(mailoutbox):
    MessageFactory(later=True)
    assert sweep_messages(at=NOW) == 0
    assert not mailoutbox


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"stale": True}, "too_late"),
        ({"no_longer_wanted": True}, "not_wanted"),
        ({"person__erased_at": NOW}, "gone"),
        ({"kind": "tests.retired"}, "unknown_kind"),
    ],
)
def test_what_should_not_go_is_skipped_with_its_reason(mailoutbox, fields, why):
    message = MessageFactory(**fields)
    sweep_messages(at=NOW)
    message.refresh_from_db()
    assert (message.state, message.why) == ("skipped", why)
    assert not mailoutbox


def test_sweeping_again_sends_nothing_again(mailoutbox):
    MessageFactory.create_batch(3)
    sweep_messages(at=NOW)
    sweep_messages(at=NOW)
    assert len(mailoutbox) == 3


def test_a_message_that_cannot_be_written_ends_without_stopping_the_others(mailoutbox):
    register(Kind("tests.broken", "Broken", "note", lambda message: {}["missing"]))
    broken, sound = MessageFactory(kind="tests.broken"), MessageFactory()
    sweep_messages(at=NOW)
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.state, broken.why, sound.state) == ("failed", "broken", "sent")


def test_a_refused_message_is_tried_again_later_and_in_the_end_given_up(mail_sink):
    mail_sink.refuses = True
    message, now = MessageFactory(), NOW
    for minutes in (1, 4, 16, 64, 256):
        sweep_messages(at=now)
        message.refresh_from_db()
        assert message.state == "waiting"
        assert message.try_at == now + timedelta(minutes=minutes)
        assert sweep_messages(at=now) == 0
        now = message.try_at
    sweep_messages(at=now)
    message.refresh_from_db()
    assert (message.state, message.why, message.tries) == ("failed", "unreachable", TRIES)


def test_a_message_left_behind_by_a_dead_worker_goes_out_after_its_lease(mailoutbox):
    now = NOW
    claimed(until=now + LEASE)
    assert sweep_messages(at=now) == 0
    assert sweep_messages(at=now + LEASE) == 1
    assert len(mailoutbox) == 1


def test_a_message_that_keeps_killing_its_worker_is_given_up(mailoutbox):
    message = claimed(until=NOW)
    Message.objects.update(tries=TRIES)
    sweep_messages(at=NOW)
    message.refresh_from_db()
    assert (message.state, message.why) == ("failed", "unreachable")
    assert not mailoutbox


def test_a_message_that_kills_its_worker_costs_those_behind_it_nothing(mailoutbox):
    def kill(message):
        raise SystemExit

    register(Kind("tests.deadly", "Deadly", "note", kill))
    deadly, sound = MessageFactory(kind="tests.deadly"), MessageFactory()
    for time in range(TRIES):
        with pytest.raises(SystemExit):
            sweep_messages(at=NOW + time * LEASE)
    sweep_messages(at=NOW + TRIES * LEASE)
    deadly.refresh_from_db()
    sound.refresh_from_db()
    assert (deadly.state, deadly.why) == ("failed", "unreachable")
    assert (sound.state, sound.tries) == ("sent", 1)


def test_a_message_withdrawn_after_it_was_claimed_is_not_sent(mailoutbox):
    register(
        Kind("tests.jealous", "Jealous", "note", lambda message: cancel(key="second") and None)
    )
    MessageFactory(kind="tests.jealous", due_at=NOW - timedelta(hours=1))
    second = MessageFactory(key="second")
    assert sweep_messages(at=NOW) == 2
    second.refresh_from_db()
    assert second.state == "cancelled"
    assert not mailoutbox


@pytest.mark.parametrize("behind", [0, 60])
def test_a_sweep_asks_the_same_number_of_questions_whatever_waits_behind_it(
    django_assert_num_queries, behind
):
    MessageFactory.create_batch(2 + behind)
    MessageFactory.create_batch(behind, later=True)
    MessageFactory.create_batch(behind, state="sent", ended_at=NOW)
    with django_assert_num_queries(21):
        assert sweep_messages(at=NOW, batch=2) == 2


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_each_message_once(mail_sink):
    MessageFactory.create_batch(24)

    def sweep_until_empty(_worker):
        try:
            while sweep_messages(at=NOW, batch=5):
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(sweep_until_empty, range(2)))

    arrived = [letter["message-id"] for letter in mail_sink.letters]
    assert len(arrived) == len(set(arrived)) == 24
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
