import pytest

from notifications import privacy
from tests.accounts.factories import PersonFactory
from tests.notifications.factories import MessageFactory

pytestmark = pytest.mark.django_db


def test_messages_follow_their_reader_and_go_with_them():
    message = MessageFactory()
    keep = PersonFactory()

    privacy.merge(keep=keep, into_keep=message.person)
    assert privacy.export_for(keep)["messages"][0]["kind"] == message.kind

    privacy.erase(keep)
    assert not keep.messages.exists()
