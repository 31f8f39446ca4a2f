import pytest

from notifications import privacy
from notifications.actions.bounces import note_trouble
from notifications.models import AddressTrouble
from tests.accounts.factories import PersonFactory
from tests.notifications.factories import NOW, MessageFactory

pytestmark = pytest.mark.django_db


def test_messages_follow_their_reader_and_go_with_them():
    message = MessageFactory()
    keep = PersonFactory()

    privacy.merge(keep=keep, into_keep=message.person)
    assert privacy.export_for(keep)["messages"][0]["kind"] == message.kind

    privacy.erase(keep)
    assert not keep.messages.exists()


def test_what_was_noted_of_an_address_goes_with_its_person():
    person = PersonFactory(email="Mererid@example.org")
    note_trouble(address=person.email, kind="bounced", at=NOW)
    note_trouble(address="somebody.else@example.org", kind="bounced", at=NOW)
    privacy.erase(person)
    assert AddressTrouble.objects.get().address == "somebody.else@example.org"
