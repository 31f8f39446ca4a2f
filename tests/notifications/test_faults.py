"""Real processes, a real mail server, and everything that can go wrong between them."""

from collections import Counter
from random import Random

import pytest
from django.utils import timezone
from hypothesis import settings as hypothesis_settings
from kombu import Connection

from notifications.actions.handing_over import STOPPED
from notifications.actions.sweeping import LEASE
from notifications.letters import message_id
from notifications.models import Message
from notifications.tasks import sweep_messages
from tests.accounts.factories import PersonFactory
from tests.broker import Broker
from tests.mail_sink import MailSink, Mood, MoodySink
from tests.notifications.factories import NOTE, NOW, AlwaysOpen
from tests.notifications.lives import Lives
from tests.worker import worker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

IS_LONG = hypothesis_settings.get_current_profile_name() == "long"
MANY = 1_000 if IS_LONG else 100
MOST_ROUNDS = 400


def ask_for(numbers, *, at=NOW, kind=NOTE.code, **fields):
    rows = [
        Message(
            key=f"{kind}:{number}",
            kind=kind,
            address=f"reader{number}@example.org",
            reason="You asked for this in a test.",
            due_at=at,
            try_at=at,
            **fields,
        )
        for number in numbers
    ]
    Message.objects.bulk_create(rows, batch_size=500)
    return {message_id(row.key) for row in rows}


@pytest.fixture(params=[1, 2], ids=["one sweep", "two sweeps at once"])
def together(request):
    return request.param


def test_every_message_arrives_though_sweeps_are_killed_and_the_mail_server_is_moody(
    settings, together, record_property
):
    chance = Random(f"faults {together}")  # noqa: S311
    lives = Lives(chance=chance)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 3
    AlwaysOpen()
    asked = ask_for(range(MANY))
    with MoodySink(chance=chance, strike=lives.strike, stalls_for=4) as sink:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        rounds = sweep_until_all_have_ended(lives, together)

    copies = Counter(letter["message-id"] for letter in sink.letters)
    assert set(copies) == asked
    assert not Message.objects.exclude(state="sent").exists()
    assert max(copies.values()) <= 2
    twice = {key for key, count in copies.items() if count == 2}
    assert twice <= sink.unstamped
    assert lives.struck > 0
    record_property(
        "figures",
        f"{MANY} messages, {together} at once, {rounds} rounds, {lives.struck} killed, "
        f"{sink.moods[Mood.REFUSES]} refused, {sink.moods[Mood.HANGS_UP]} hung up on, "
        f"{sink.moods[Mood.STALLS]} stalled: none lost, {len(twice)} arrived twice",
    )


def sweep_until_all_have_ended(lives, together):
    """Each round stands one lease later, so that what a killed sweep held is free again."""
    for rounds in range(MOST_ROUNDS):
        if not Message.objects.open().exists():
            return rounds
        lives.run(at=NOW + rounds * LEASE, together=together)
    raise AssertionError("the messages did not come to an end")


def test_a_broker_that_is_killed_in_the_middle_loses_and_doubles_nothing():
    """The worker is a real one; what it had of the broker is gone, what it must do is rows."""
    AlwaysOpen()
    about = {"person": PersonFactory().pk, "title": "The kettle"}
    facts = {"kind": STOPPED.code, "context": about, "at": timezone.now()}
    with (
        MailSink() as sink,
        Broker() as broker,
        worker(mail_port=sink.port, site_url="http://localhost", broker_url=broker.url),
    ):
        asked = ask_for(range(60), **facts)
        beat(broker)
        sink.wait_until(20)
        broker.strike()
        asked |= ask_for(range(60, 100), **facts)
        broker.start()
        beat(broker)
        beat(broker)
        assert sink.wait_until(100) == 100
        beat(broker)
        asked |= ask_for([100], **facts)
        beat(broker)
        sink.wait_for(lambda letter: "reader100@" in letter["to"])
    arrived = [letter["message-id"] for letter in sink.letters]
    assert len(arrived) == len(set(arrived))
    assert set(arrived) == asked


def beat(broker):
    with Connection(broker.url) as connection:
        sweep_messages.apply_async(connection=connection)
