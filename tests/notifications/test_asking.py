from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications.actions import Ask, cancel, notify, notify_many, reschedule
from notifications.models import Message
from tests.accounts.factories import PersonFactory
from tests.notifications.factories import NOTE, NOW, MessageFactory

pytestmark = pytest.mark.django_db


def ask(**fields):
    fields.setdefault("person", PersonFactory())
    return notify(kind=NOTE.code, key="note:1", reason="A test.", due_at=timezone.now(), **fields)


def test_asking_twice_is_one_message():
    first = ask()
    assert ask() == first
    assert Message.objects.count() == 1


def test_an_unknown_kind_is_refused_when_asking():
    with pytest.raises(LookupError, match=r"no\.such"):
        notify(kind="no.such", key="1", reason="A test.", due_at=timezone.now(), address="a@b.org")


@pytest.mark.parametrize("readers", ["nobody", "both"])
def test_a_message_has_exactly_one_reader(readers):
    person = PersonFactory() if readers == "both" else None
    address = "hub@example.org" if readers == "both" else ""
    with pytest.raises(IntegrityError), transaction.atomic():
        ask(person=person, address=address)


def test_a_withdrawn_message_is_not_revived_by_asking_again():
    ask()
    assert cancel(key="note:1")
    assert ask().state == Message.State.CANCELLED


def test_rescheduling_moves_what_waits():
    MessageFactory(key="note:1")
    later = timezone.now() + timedelta(days=3)
    assert reschedule(key="note:1", due_at=later)
    message = Message.objects.get()
    assert (message.due_at, message.try_at) == (later, later)


@pytest.mark.parametrize("state", ["sent", "skipped", "failed", "cancelled"])
def test_what_has_ended_is_neither_moved_nor_withdrawn(state):
    MessageFactory(key="note:1", state=state)
    assert not reschedule(key="note:1", due_at=timezone.now())
    assert not cancel(key="note:1")
    assert Message.objects.get().state == state


def test_many_are_asked_for_at_once_and_each_only_once(django_assert_num_queries):
    people = PersonFactory.create_batch(3)
    asks = [
        Ask(kind=NOTE.code, key=f"note:{one.pk}", person=one, reason="A test.", due_at=NOW)
        for one in people
    ]
    cancelled = asks[0]
    notify_many([cancelled])
    cancel(key=cancelled.key)
    with django_assert_num_queries(1):
        notify_many(asks)
    assert Message.objects.count() == 3
    assert Message.objects.get(key=cancelled.key).state == Message.State.CANCELLED
    with pytest.raises(LookupError):
        notify_many([replace(cancelled, kind="nobody.knows")])
