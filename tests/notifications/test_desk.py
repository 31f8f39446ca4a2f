"""For those who look after what the portal sends."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AddressTrouble, AuditEntry
from notifications import kinds
from notifications.actions import looking_after
from notifications.actions.sweeping import sweep_messages
from notifications.forecast import tomorrow
from notifications.kinds import all_hidden
from notifications.models import Kindness, Message, QuietTime
from notifications.tallies import tallies, why_not_sent
from tests.accounts.factories import PersonFactory, user_with_role
from tests.notifications.factories import NOTE, NOW, MessageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
State, Why = Message.State, Message.Why
DESK = reverse("messages:desk")


@pytest.fixture
def keeper(client):
    user = user_with_role("administrator")
    client.force_login(user)
    return user.person


def failed(**facts):
    return MessageFactory(
        state=State.FAILED, why=Why.UNREACHABLE, tries=6, ended_at=timezone.now(), **facts
    )


def one_of_each(at):
    MessageFactory(due_at=at - timedelta(minutes=5))
    MessageFactory(due_at=at + timedelta(days=2))
    MessageFactory(state=State.SENT, ended_at=at - timedelta(days=1))
    MessageFactory(state=State.SENT, ended_at=at - timedelta(days=8))
    MessageFactory(state=State.SKIPPED, why=Why.MUTED, ended_at=at - timedelta(days=1))
    MessageFactory(state=State.CANCELLED, ended_at=at - timedelta(days=1))
    MessageFactory(
        state=State.FAILED, why=Why.UNREACHABLE, tries=6, ended_at=at - timedelta(hours=1)
    )


def test_each_message_counts_once_and_old_ones_no_more():
    one_of_each(NOW)
    tally = tallies(at=NOW)[0]
    assert tally.kind == NOTE.code
    assert (tally.due, tally.later, tally.sent, tally.not_sent, tally.unsent) == (1, 1, 1, 2, 1)


def test_the_desk_says_why_some_did_not_go_and_which_addresses_do_not_work(client, keeper):
    one_of_each(timezone.now())
    AddressTrouble.objects.create(address="gone@example.org", kind="bounced", code="5.1.1")
    page = client.get(DESK)
    assert ("The reader does not want this kind", 1) in page.context["why"]
    assert ("Withdrawn", 1) in page.context["why"]
    assert "gone@example.org" in page.text


@pytest.mark.parametrize("standing", ["due", "later", "sent", "not_sent", "unsent"])
def test_each_number_leads_to_what_it_counts(client, keeper, standing):
    one_of_each(timezone.now())
    tally = client.get(DESK).context["tallies"][0]
    page = client.get(reverse("messages:desk_list"), {"standing": standing, "kind": NOTE.code})
    extra = 1 if standing == "sent" else 0  # One was sent before these seven days.
    assert page.context["page"].paginator.count == getattr(tally, standing) + extra


def test_the_desk_asks_the_same_for_many_as_for_one(client, keeper):
    pages = [DESK, f"{reverse('messages:desk_list')}?standing=unsent", reverse("messages:tomorrow")]
    one_of_each(timezone.now())
    failed()
    few = [queries_of(partial(client.get, page)) for page in pages]
    for _ in range(5):
        one_of_each(timezone.now())
    assert [queries_of(partial(client.get, page)) for page in pages] == few


def test_an_address_typed_by_hand_lists_what_failed(client, keeper):
    message = failed()
    for query in ("", "?standing=nonsense&kind=none&page=x"):
        page = client.get(reverse("messages:desk_list") + query).context["page"]
        assert list(page) == [message]


def test_what_failed_is_tried_again_and_goes(client, keeper, mailoutbox):
    message = failed()
    assert client.post(reverse("messages:try_again", args=[message.pk])).status_code == 302
    Message.objects.update(try_at=NOW)
    sweep_messages(at=NOW)
    message.refresh_from_db()
    assert message.state == State.SENT
    assert len(mailoutbox) == 1
    assert AuditEntry.objects.filter(verb="message.tried_again", actor=keeper.uuid).exists()


def test_all_that_failed_of_one_kind_are_tried_again_at_once(client, keeper):
    for _ in range(3):
        failed()
    held = MessageFactory(state=State.SKIPPED, why=Why.MUTED, ended_at=timezone.now())
    client.post(reverse("messages:try_all_again"), {"kind": NOTE.code})
    assert Message.objects.waiting().count() == 3
    held.refresh_from_db()
    assert held.state == State.SKIPPED


@pytest.mark.parametrize("state", [State.SENT, State.CANCELLED, State.CLAIMED])
def test_what_has_ended_well_is_never_tried_again(state):
    claim = {"claim_token": PersonFactory().uuid, "lease_ends_at": NOW}
    message = MessageFactory(state=state, **(claim if state == State.CLAIMED else {}))
    assert not looking_after.try_again(by=PersonFactory(), message=message, at=NOW)
    message.refresh_from_db()
    assert message.state == state


def test_what_is_held_back_does_not_go_until_it_is_tried_again(client, keeper, mailoutbox):
    message = MessageFactory()
    client.post(reverse("messages:hold_back", args=[message.pk]))
    sweep_messages(at=NOW)
    assert not mailoutbox
    message.refresh_from_db()
    assert (message.state, message.why) == (State.SKIPPED, Why.SUPPRESSED)
    client.post(reverse("messages:try_again", args=[message.pk]))
    Message.objects.update(try_at=NOW)
    sweep_messages(at=NOW)
    assert len(mailoutbox) == 1


def test_what_has_gone_cannot_be_held_back_and_the_page_says_so(client, keeper):
    message = MessageFactory(state=State.SENT, ended_at=NOW)
    page = client.post(reverse("messages:hold_back", args=[message.pk]), follow=True)
    assert "It could not be held back" in page.text
    message.refresh_from_db()
    assert message.state == State.SENT


def test_one_message_shows_its_facts_and_not_what_it_says_to_its_reader(client, keeper):
    message = MessageFactory(context={"thing": "The secret kettle"})
    page = client.get(reverse("messages:desk_message", args=[message.pk])).text
    assert message.person.display_name in page
    assert "[what the note is about]" in page
    assert "secret" not in page


def test_tomorrow_is_judged_as_a_sweep_would_judge_it():
    reader = PersonFactory()
    for _ in range(2):
        MessageFactory(person=reader, due_at=NOW + timedelta(days=1))
    MessageFactory(due_at=NOW + timedelta(days=1), no_longer_wanted=True)
    MessageFactory(due_at=NOW + timedelta(days=3))
    MessageFactory(due_at=NOW + timedelta(days=1), person=PersonFactory(email=""))
    found = tomorrow(at=NOW)
    assert found.letters == {NOTE.code: 2}
    assert found.readers == {reader.pk}
    assert found.in_portal == {NOTE.code: 1}
    assert found.not_wanted == {Why.NOT_WANTED: 1}
    assert not Message.objects.exclude(state=State.WAITING).exists()


def test_tomorrow_knows_of_quiet_times_and_of_the_weeks_measure():
    Kindness(letters_a_week=1).save()
    full = PersonFactory()
    MessageFactory(person=full, state=State.SENT, channel="email", ended_at=NOW, letter=full.uuid)
    MessageFactory(person=full, due_at=NOW + timedelta(days=1))
    assert (tomorrow(at=NOW).later, len(tomorrow(at=NOW).readers)) == (1, 0)
    day = (NOW + timedelta(days=1)).date()
    QuietTime.objects.create(label="A hard week", starts_on=day, ends_on=day)
    MessageFactory(due_at=NOW + timedelta(days=1))
    assert (tomorrow(at=NOW).later, len(tomorrow(at=NOW).readers)) == (2, 0)


@pytest.fixture
def secret_note(monkeypatch):
    """A kind of which nobody may learn how many went."""
    kind = replace(NOTE, code="tests.secret_note", hides_readers=all_hidden, hides_outcome=True)
    monkeypatch.setitem(kinds._kinds, kind.code, kind)
    return kind


def of_kind(kind, **facts):
    return MessageFactory(kind=kind.code, person=PersonFactory(display_name="Sam Reed"), **facts)


@pytest.mark.parametrize(
    ("standing", "how"),
    [
        ("sent", {"state": State.SENT}),
        ("not_sent", {"state": State.SKIPPED, "why": Why.NOT_WANTED}),
    ],
)
def test_the_desk_tells_of_no_reminder_whether_it_went(client, keeper, secret_note, standing, how):
    message = of_kind(secret_note, ended_at=timezone.now(), **how)
    listed = client.get(reverse("messages:desk_list"), {"standing": standing}).text
    assert reverse("messages:desk_message", args=[message.pk]) not in listed
    assert client.get(reverse("messages:desk_message", args=[message.pk])).status_code == 404
    [tally] = tallies(at=timezone.now())
    assert (tally.sent, tally.not_sent) == (None, None)
    assert why_not_sent(at=timezone.now()) == {}
    assert "not counted" in client.get(DESK).text


@pytest.mark.parametrize("state", [State.WAITING, State.FAILED])
def test_a_reminder_that_waits_or_could_not_be_sent_names_nobody_and_no_minute(
    client, keeper, secret_note, state
):
    standing = "unsent" if state == State.FAILED else "due"
    message = of_kind(secret_note, state=state, ended_at=timezone.now())
    for page in (
        client.get(reverse("messages:desk_list"), {"standing": standing}).text,
        client.get(reverse("messages:desk_message", args=[message.pk])).text,
    ):
        main = page.partition("<main")[2].partition("</main")[0]
        assert secret_note.label in main
        assert "Sam Reed" not in main
        assert not re.search(r"\d{4}, \d\d:\d\d", main)


def test_holding_back_what_has_gone_leads_to_no_page_that_tells_so(client, keeper, secret_note):
    message = of_kind(secret_note, state=State.SENT, ended_at=timezone.now())
    answer = client.post(reverse("messages:hold_back", args=[message.pk]))
    assert answer["location"] == DESK


def test_tomorrow_counts_reminders_whether_or_not_they_will_be_wanted(secret_note):
    of_kind(secret_note, due_at=NOW + timedelta(days=1))
    of_kind(secret_note, due_at=NOW + timedelta(days=1), no_longer_wanted=True)
    found = tomorrow(at=NOW)
    assert found.letters == {secret_note.code: 2}
    assert not found.not_wanted
