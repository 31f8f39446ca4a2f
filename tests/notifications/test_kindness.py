"""Seldom, at a good hour, together, and only what the reader still wants."""

from datetime import timedelta

import pytest

from accounts.actions.addresses import clear_trouble, note_trouble
from accounts.models import Person
from notifications.actions.choosing import choose
from notifications.actions.sweeping import sweep_messages
from notifications.kinds import Kind, Pace, find_kind, register
from notifications.models import Kindness, Message, QuietTime, Rhythm
from tests.accounts.factories import EmploymentFactory, OrganisationFactory, PersonFactory
from tests.notifications.factories import NOTE, NOW, MessageFactory, note

pytestmark = pytest.mark.django_db
SATURDAY = NOW + timedelta(days=3)
HOUR = timedelta(hours=1)


def kind_of(code, **facts):
    kind = Kind(code=f"tests.{code}", label=code, template="note", words=note, **facts)
    if find_kind(kind.code) is None:
        register(kind)
    return kind.code


@pytest.fixture
def receipt():
    return kind_of("receipt", is_transactional=True)


@pytest.fixture
def reader():
    return PersonFactory(display_name="Mererid Hale", email="mererid@example.org")


def states(**fields):
    return list(Message.objects.filter(**fields).order_by("pk").values_list("state", flat=True))


def test_what_falls_together_goes_in_one_letter(mailoutbox, reader):
    for thing in ("The kettle", "The lamp"):
        MessageFactory(person=reader, context={"thing": thing})
    sweep_messages(at=NOW)
    [letter] = mailoutbox
    assert letter.subject == "2 things from the portal"
    assert "About The kettle" in letter.body
    assert "About The lamp" in letter.body
    assert letter.body.count("Why you get this:") == 2
    assert Message.objects.values("letter").distinct().count() == 1


def test_at_the_weekend_a_letter_waits_for_monday_and_is_not_a_try(mailoutbox):
    message = MessageFactory(due_at=SATURDAY)
    sweep_messages(at=SATURDAY)
    message.refresh_from_db()
    assert (message.state, message.tries) == ("waiting", 0)
    assert message.try_at == SATURDAY.replace(hour=9) + timedelta(days=2)
    sweep_messages(at=message.try_at)
    assert len(mailoutbox) == 1


def test_an_answer_to_what_somebody_did_comes_at_any_hour(mailoutbox, receipt):
    MessageFactory(due_at=SATURDAY, kind=receipt)
    sweep_messages(at=SATURDAY)
    assert len(mailoutbox) == 1
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


def test_the_week_has_room_for_three_letters_from_everywhere_together(mailoutbox, reader, receipt):
    for number in range(4):
        at = NOW + number * HOUR
        MessageFactory(person=reader, due_at=at)
        MessageFactory(person=reader, due_at=at, kind=receipt)
        sweep_messages(at=at)
    assert len(mailoutbox) == 3 + 4
    waiting = Message.objects.get(state="waiting")
    assert waiting.try_at == NOW + timedelta(days=7)
    sweep_messages(at=waiting.try_at)
    assert len(mailoutbox) == 8


def test_one_sweep_keeps_to_the_measure_too(mailoutbox, reader):
    Kindness.objects.create(pk=1, letters_a_week=1)
    MessageFactory(person=reader)
    sweep_messages(at=NOW)
    MessageFactory(person=reader)
    sweep_messages(at=NOW)
    assert len(mailoutbox) == 1


def test_somebody_who_pauses_hears_nothing_before_the_day(mailoutbox, reader):
    Rhythm.objects.create(person=reader, paused_until=NOW.date() + timedelta(days=2))
    message = MessageFactory(person=reader)
    sweep_messages(at=NOW)
    message.refresh_from_db()
    assert message.try_at.date() == NOW.date() + timedelta(days=2)
    assert not mailoutbox


@pytest.mark.parametrize(("works_there", "letters"), [(True, 0), (False, 1)])
def test_school_holidays_hold_for_whoever_works_there(mailoutbox, reader, works_there, letters):
    trust = OrganisationFactory()
    school = OrganisationFactory(parent=trust)
    QuietTime.objects.create(
        label="Half-term", organisation=trust, starts_on=NOW.date(), ends_on=NOW.date()
    )
    place = school if works_there else OrganisationFactory()
    EmploymentFactory(person=reader, organisation=place, starts_on="2025-09-01")
    MessageFactory(person=reader)
    sweep_messages(at=NOW)
    assert len(mailoutbox) == letters


def test_a_quiet_time_of_the_partnership_holds_for_all(mailoutbox):
    QuietTime.objects.create(label="A hard week", starts_on=NOW.date(), ends_on=NOW.date())
    MessageFactory()
    sweep_messages(at=NOW)
    assert not mailoutbox


def test_a_weekly_summary_waits_for_its_day_and_hour(mailoutbox, reader):
    Rhythm.objects.create(person=reader, digest_day=Rhythm.Weekday.FRIDAY, digest_hour=10)
    message = MessageFactory(person=reader, kind=kind_of("weekly", pace=Pace.WEEKLY))
    sweep_messages(at=NOW)
    message.refresh_from_db()
    friday = NOW.replace(hour=10) + timedelta(days=2)
    assert message.try_at == friday
    sweep_messages(at=friday)
    assert len(mailoutbox) == 1


def test_a_daily_summary_with_nothing_new_is_not_sent(mailoutbox):
    message = MessageFactory(kind=kind_of("daily", pace=Pace.DAILY), no_longer_wanted=True)
    sweep_messages(at=NOW)
    message.refresh_from_db()
    assert message.why == "not_wanted"


def test_whoever_wants_no_mail_finds_it_in_the_portal(mailoutbox, reader):
    choose(person=reader, kind=NOTE, by_email=False, in_portal=True)
    message = MessageFactory(person=reader)
    sweep_messages(at=NOW)
    message.refresh_from_db()
    assert (message.state, message.channel, message.title) == ("sent", "portal", "About The kettle")
    assert not mailoutbox


def test_whoever_wants_neither_gets_neither(mailoutbox, reader):
    choose(person=reader, kind=NOTE, by_email=False, in_portal=False)
    message = MessageFactory(person=reader)
    sweep_messages(at=NOW)
    message.refresh_from_db()
    assert (message.state, message.why) == ("skipped", "muted")


def test_somebody_without_an_address_finds_it_in_the_portal(mailoutbox):
    message = MessageFactory(person__without_email=True)
    sweep_messages(at=NOW)
    message.refresh_from_db()
    assert (message.state, message.channel) == ("sent", "portal")


def test_an_address_that_does_not_work_is_left_alone_until_it_does(mailoutbox, reader):
    note_trouble(address="Mererid@example.org", kind="bounced", at=NOW)
    MessageFactory(person=reader)
    sweep_messages(at=NOW)
    assert not mailoutbox
    clear_trouble(address=reader.email)
    MessageFactory(person=reader)
    sweep_messages(at=NOW)
    assert len(mailoutbox) == 1


def test_the_first_letter_says_who_is_writing_and_the_second_does_not(mailoutbox, reader):
    for _ in range(2):
        MessageFactory(person=reader)
        sweep_messages(at=NOW)
    first, second = mailoutbox
    assert "This is our first letter to you." in first.body
    assert "This is our first letter to you." not in second.body


def test_after_enough_reminders_the_portal_stops_and_a_named_person_hears(mailoutbox, reader):
    lead = PersonFactory(email="lead@example.org")
    Kindness.objects.create(pk=1, reminders_at_most=2, letters_a_week=9, handed_to=lead)
    code = kind_of("reminder", hands_over=True)
    for number in range(4):
        at = NOW + number * HOUR
        MessageFactory(person=reader, kind=code, due_at=at, series="kettle")
        sweep_messages(at=at)
    sweep_messages(at=NOW + 5 * HOUR)
    assert [letter.to for letter in mailoutbox].count([reader.email]) == 2
    assert states(kind=code) == ["sent", "sent", "skipped", "skipped"]
    [told] = [letter for letter in mailoutbox if letter.to == [lead.email]]
    assert "Mererid Hale" in told.body
    assert Message.objects.filter(person=lead).count() == 1


def test_reminders_stop_even_when_nobody_is_named(mailoutbox, reader):
    code = kind_of("reminder", hands_over=True)
    for number in range(3):
        MessageFactory(person=reader, kind=code, due_at=NOW + number * HOUR, series=f"{reader.pk}")
        sweep_messages(at=NOW + number * HOUR)
    assert states(kind=code) == ["sent", "sent", "skipped"]
    assert Person.objects.count() == 1


def test_words_that_look_like_markup_arrive_as_they_were_typed(mailoutbox):
    thing = "R&D *plans* <b>now</b> [x](http://elsewhere.example)"
    MessageFactory(context={"thing": thing})
    sweep_messages(at=NOW)
    [letter] = mailoutbox
    assert letter.subject == f"About {thing}"
    assert f"{thing} waits for you." in letter.body
    html = letter.alternatives[0].content
    assert "R&amp;D *plans* &lt;b&gt;now&lt;/b&gt; [x](http://elsewhere.example)" in html
