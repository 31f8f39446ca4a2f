"""What a reader sees of it in the portal, and how they stop it."""

import pytest
from django.core import mail
from django.urls import reverse

from notifications.actions.sweeping import sweep_messages
from notifications.models import Choice, Message, Rhythm
from tests.accounts.factories import UserFactory
from tests.notifications.factories import NOTE, NOW, MessageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user.person


def sent(person, count=1):
    for _ in range(count):
        MessageFactory(person=person)
    sweep_messages(at=NOW)


def test_everything_sent_stands_there_with_its_reason(client, reader):
    sent(reader)
    MessageFactory(person=reader, later=True)
    MessageFactory(state="sent", title="Somebody else's")
    page = client.get(reverse("messages:all"))
    assert [message.title for message in page.context["page"]] == ["About The kettle"]
    assert "You asked for this in a test." in page.text


def test_the_bell_counts_what_is_new_until_it_is_opened(client, reader):
    sent(reader, 2)
    message = Message.objects.first()
    assert client.get(reverse("messages:all")).context["unread_messages"]() == 2
    opened = client.post(reverse("messages:open", args=[message.pk]))
    assert opened.url == "/somewhere/"
    assert client.get(reverse("messages:all")).context["unread_messages"]() == 1
    client.post(reverse("messages:mark_all_read"))
    assert client.get(reverse("messages:all")).context["unread_messages"]() == 0


def test_nobody_opens_what_was_sent_to_another(client, reader):
    message = MessageFactory(state="sent")
    assert client.post(reverse("messages:open", args=[message.pk])).status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_the_list_asks_the_same_number_of_questions_for_many(client, reader):
    sent(reader)
    one = queries_of(lambda: client.get(reverse("messages:all")))
    sent(reader, 25)
    assert queries_of(lambda: client.get(reverse("messages:all"))) == one


def test_choices_are_kept(client, reader):
    page = reverse("messages:choices")
    assert NOTE.code in client.get(page).context["form"].fields
    answers = {NOTE.code: ["portal"], "digest_day": "4", "digest_hour": "8", "paused_until": ""}
    assert client.post(page, answers).status_code == 302
    choice = Choice.objects.get(person=reader, kind=NOTE.code)
    assert (choice.by_email, choice.in_portal) == (False, True)
    assert Rhythm.objects.get(person=reader).digest_day == 4
    assert client.get(page).context["form"][NOTE.code].initial == ["portal"]


def test_an_impossible_choice_is_said_and_nothing_is_kept(client, reader):
    page = client.post(reverse("messages:choices"), {"digest_day": "9", "digest_hour": "30"})
    assert page.context["form"].errors.keys() >= {"digest_day", "digest_hour"}
    assert not Rhythm.objects.exists()


def stop_url_of(letter):
    return letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")


@pytest.mark.parametrize("reader_is", ["person", "address"])
def test_one_click_stops_a_kind_without_signing_in(client, reader_is):
    to = {"person": None, "address": "hub@example.org"} if reader_is == "address" else {}
    message = MessageFactory(**to)
    sweep_messages(at=NOW)
    [letter] = mail.outbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = stop_url_of(letter)
    for _ in range(2):
        assert client.get(url).status_code == 200
        assert not Choice.objects.exists()
    client.post(url, {"List-Unsubscribe": "One-Click"})
    assert not Choice.objects.get().by_email
    MessageFactory(person=message.person, address=message.address)
    sweep_messages(at=NOW)
    assert len(mail.outbox) == 1


def test_a_key_that_was_tampered_with_opens_nothing(client):
    assert client.get(reverse("messages:stop", args=["nonsense"])).status_code == 404
