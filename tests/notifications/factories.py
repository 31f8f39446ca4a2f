from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from notifications.kinds import Kind, find_kind, register
from notifications.models import Message
from tests.accounts.factories import PersonFactory

NOTE = Kind(
    code="tests.note",
    label="A note",
    template="note",
    words=lambda message: None if message.context.get("done") else {"thing": "The kettle"},
)
if find_kind(NOTE.code) is None:
    register(NOTE)


class MessageFactory(DjangoModelFactory):
    """A note that is due now, unless a trait says otherwise."""

    class Meta:
        model = Message

    class Params:
        later = factory.Trait(due_at=factory.LazyFunction(lambda: timezone.now() + timedelta(1)))
        stale = factory.Trait(expires_at=factory.LazyFunction(lambda: timezone.now()))
        no_longer_wanted = factory.Trait(context={"done": True})

    key = factory.Sequence(lambda n: f"tests.note:{n}")
    kind = NOTE.code
    template = NOTE.template
    person = factory.SubFactory(PersonFactory)
    reason = "You asked for this in a test."
    due_at = factory.LazyFunction(timezone.now)
    try_at = factory.SelfAttribute("due_at")
