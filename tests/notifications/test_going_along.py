"""Some kinds are never a letter of their own: a line in another, or else in the portal."""

from datetime import timedelta

import pytest

from notifications.actions.choosing import choose
from notifications.actions.sweeping import sweep_messages
from notifications.forecast import tomorrow
from notifications.kinds import Kind, Pace, find_kind, register
from notifications.models import Message
from tests.accounts.factories import PersonFactory
from tests.notifications.factories import NOW, AlwaysOpen, MessageFactory, note

pytestmark = pytest.mark.django_db

ASIDE = Kind("tests.aside", "An aside", "note", note, pace=Pace.WEEKLY, goes_along=True)
if find_kind(ASIDE.code) is None:
    register(ASIDE)


@pytest.fixture
def aside():
    AlwaysOpen()
    return MessageFactory(kind=ASIDE.code)


def ended(message):
    message.refresh_from_db()
    return message.state, message.channel


def test_alone_it_waits_for_the_weekly_moment_and_then_stays_in_the_portal(aside, mailoutbox):
    sweep_messages(at=NOW)
    assert ended(aside) == ("waiting", "")
    for days in range(1, 8):
        sweep_messages(at=NOW + timedelta(days=days))
    assert not mailoutbox
    assert ended(aside) == ("sent", "portal")


def test_a_letter_that_goes_before_takes_it_along(aside, mailoutbox):
    sweep_messages(at=NOW)
    MessageFactory(person=aside.person)
    MessageFactory(person=PersonFactory())
    sweep_messages(at=NOW)
    assert ended(aside) == ("sent", "email")
    assert sorted(letter.subject for letter in mailoutbox) == [
        "2 things from the portal",
        "About The kettle",
    ]


def test_a_letter_that_must_wait_takes_it_along_when_it_goes(aside, mailoutbox):
    for _time in range(4):
        MessageFactory(person=aside.person)
        sweep_messages(at=NOW)
        aside.refresh_from_db()
    assert len(mailoutbox) == 3
    assert ended(aside) == ("sent", "email")
    late = MessageFactory(kind=ASIDE.code, person=aside.person)
    sweep_messages(at=NOW)
    assert ended(late) == ("waiting", "")


def test_whoever_wants_none_gets_none(aside, mailoutbox):
    choose(person=aside.person, kind=ASIDE, by_email=False, in_portal=False)
    MessageFactory(person=aside.person)
    sweep_messages(at=NOW)
    assert ended(aside) == ("skipped", "")
    assert [letter.subject for letter in mailoutbox] == ["About The kettle"]


def test_without_e_mail_it_is_in_the_portal_at_once():
    AlwaysOpen()
    message = MessageFactory(kind=ASIDE.code, person=PersonFactory(without_email=True))
    sweep_messages(at=NOW)
    assert ended(message) == ("sent", "portal")


def test_the_forecast_counts_it_as_no_letter(aside):
    Message.objects.update(try_at=NOW + timedelta(days=1))
    assert tomorrow(at=NOW).letters[ASIDE.code] == 0
