from datetime import UTC, datetime, time, timedelta

import factory
from factory.django import DjangoModelFactory

from notifications.kinds import Kind, find_kind, register
from notifications.models import Kindness, Message
from tests.accounts.factories import PersonFactory

# A Wednesday morning in office hours: a sweep at any other moment may rightly wait.
NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


def note(message):
    if message.context.get("done"):
        return None
    return {"thing": message.context.get("thing", "The kettle"), "path": "/somewhere/"}


NOTE = Kind(
    code="tests.note",
    label="A note",
    template="note",
    words=note,
    meaning={"thing": "what the note is about", "path": "where it leads"},
)
if find_kind(NOTE.code) is None:
    register(NOTE)


class AlwaysOpen(DjangoModelFactory):
    """Letters go at any hour of any day: for what runs on the real clock."""

    class Meta:
        model = Kindness

    pk = 1
    opens = time.min
    closes = time.max
    weekdays = "0123456"
    nation = ""


class MessageFactory(DjangoModelFactory):
    """A note that is due now, unless a trait says otherwise."""

    class Meta:
        model = Message

    class Params:
        later = factory.Trait(due_at=NOW + timedelta(days=1))
        stale = factory.Trait(expires_at=NOW)
        no_longer_wanted = factory.Trait(context={"done": True})

    key = factory.Sequence(lambda n: f"tests.note:{n}")
    kind = NOTE.code
    person = factory.SubFactory(PersonFactory)
    reason = "You asked for this in a test."
    due_at = NOW
    try_at = factory.SelfAttribute("due_at")
