"""Whatever happens in whatever order: one message a key, sent once, and none that was withdrawn."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from notifications.actions import cancel, notify, reschedule
from notifications.actions.sweeping import LEASE, sweep_messages
from notifications.kinds import Kind, find_kind, register
from notifications.letters import message_id
from notifications.models import Message
from tests.notifications.factories import NOW, AlwaysOpen

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

KEYS = st.sampled_from(["kettle", "lamp", "chair"])
HOURS = st.integers(min_value=-2, max_value=3).map(lambda hours: timedelta(hours=hours))


def do_meanwhile(message):
    """What somebody else does to a message, or to its worker, while it is being written."""
    for act in Interleaving.meanwhile.pop(message.key, ()):
        act()
    return {"thing": message.key, "path": "/"}


KIND = Kind("tests.interleaved", "Interleaved", "note", do_meanwhile)
if find_kind(KIND.code) is None:
    register(KIND)


class WorkerDied(BaseException):
    """Nothing catches it, so what was claimed stays claimed."""


class Interleaving(RuleBasedStateMachine):
    meanwhile: dict = {}

    @initialize()
    def begin(self):
        self.at = NOW
        self.withdrawn, self.asked = set(), set()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        AlwaysOpen()
        mail.outbox.clear()
        Interleaving.meanwhile.clear()

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @rule(key=KEYS, wait=HOURS)
    def ask(self, key, wait):
        facts = {"kind": KIND.code, "address": f"{key}@example.org", "reason": "A test."}
        notify(key=key, due_at=self.at + wait, **facts)
        self.asked.add(key)

    @rule(key=KEYS, wait=HOURS)
    def move(self, key, wait):
        was = state_of(key)
        moved = reschedule(key=key, due_at=self.at + wait)
        assert moved == (was == "waiting")

    @rule(key=KEYS)
    def withdraw(self, key):
        was = state_of(key)
        if cancel(key=key) and was == "waiting":
            self.withdrawn.add(key)

    @rule(wait=st.sampled_from([timedelta(), LEASE, timedelta(hours=1), timedelta(days=1)]))
    def time_passes(self, wait):
        self.at += wait

    @rule(batch=st.integers(min_value=1, max_value=3))
    def sweep(self, batch):
        with suppress(WorkerDied):
            sweep_messages(at=self.at, batch=batch)

    @rule(key=KEYS)
    def the_worker_dies_at(self, key):
        def die():
            raise WorkerDied

        Interleaving.meanwhile.setdefault(key, []).append(die)

    @rule(key=KEYS, other=KEYS, act=st.sampled_from(["ask", "withdraw", "move", "sweep"]))
    def while_it_is_written(self, key, other, act):
        acts = {
            "ask": lambda: self.ask(other, timedelta()),
            "withdraw": lambda: self.withdraw(other),
            "move": lambda: self.move(other, LEASE),
            "sweep": lambda: self.sweep(2),
        }
        Interleaving.meanwhile.setdefault(key, []).append(acts[act])

    @invariant()
    def every_key_is_one_message(self):
        keys = Counter(Message.objects.values_list("key", flat=True))
        assert set(keys.values()) <= {1}
        assert keys.keys() == self.asked

    @invariant()
    def every_key_was_sent_at_most_once(self):
        sent = Counter(letter.extra_headers["Message-ID"] for letter in mail.outbox)
        assert set(sent.values()) <= {1}
        states = dict(Message.objects.values_list("key", "state"))
        assert {message_id(key) for key, state in states.items() if state == "sent"} == set(sent)

    @invariant()
    def what_was_withdrawn_before_its_claim_never_left(self):
        sent = {letter.extra_headers["Message-ID"] for letter in mail.outbox}
        assert not sent & {message_id(key) for key in self.withdrawn}

    @invariant()
    def nothing_that_happened_meanwhile_was_surprising(self):
        """Whatever is raised while a message is written would else count as a broken message."""
        assert not Message.objects.filter(why="broken").exists()

    @precondition(lambda self: self.asked)
    @rule()
    def in_the_end_nothing_waits(self):
        Interleaving.meanwhile.clear()
        self.at += timedelta(days=2)
        while sweep_messages(at=self.at):
            pass
        assert not Message.objects.open().exists()


def state_of(key):
    return Message.objects.filter(key=key).values_list("state", flat=True).first()


def test_no_order_of_events_doubles_loses_or_sends_what_was_withdrawn():
    """Each run in a transaction that is taken back."""
    run_state_machine_as_test(Interleaving, settings=settings(stateful_step_count=25))
