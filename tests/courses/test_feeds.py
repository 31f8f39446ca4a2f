"""One's own sessions in one's own calendar: the address, what it gives, and when it ends."""

import json
import logging
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.signing import Signer
from icalendar import Calendar

from accounts.models import Person
from courses import merging, privacy
from courses.actions.booking import claim_place, give_up_place
from courses.actions.feeding import end_feed, give_feed
from courses.actions.planning import call_off_session, change_session
from courses.feeds import KEPT_FOR, SIGNER, feed_path
from courses.models import Booking, CalendarFeed, LiveSession
from notifications.actions.sweeping import sweep_messages
from portal.logs import JsonFormatter
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.sessions import SessionFactory, booked
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture
def path(reader):
    return feed_path(give_feed(person=reader.person, at=NOW))


def entries_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def only_entry(client, path):
    (found,) = entries_of(client, path)
    return found


def moved(session, **later):
    return change_session(
        session=session,
        facts={"starts_at": session.starts_at + timedelta(**later)},
        facilitators=session.facilitators,
        by=PersonFactory(),
        at=NOW,
    )


def test_a_feed_is_read_without_signing_in_and_leaves_no_cookie(client, reader, path):
    booked(SessionFactory(), person=reader.person, at=NOW)
    answer = client.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private"
    assert not answer.cookies
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


def test_titles_are_neutral_and_a_wellbeing_session_is_a_meeting(client, reader, path):
    for kind in ("case", "wellbeing"):
        session = SessionFactory(title="Neglect", kind=kind, mentions="Neglect", starts_at=LATER)
        booked(session, person=reader.person, at=NOW)
    assert [str(one["summary"]) for one in entries_of(client, path)] == [
        "Training session",
        "Meeting",
    ]
    assert "Neglect" not in client.get(path).text


def test_the_entry_is_the_same_one_that_the_letters_change(client, reader, path, mailoutbox):
    def told():
        sweep_messages(at=NOW)
        (found,) = [
            Calendar.from_ical(part.content).walk("VEVENT")[0]
            for letter in mailoutbox
            for part in letter.alternatives
            if part.mimetype.startswith("text/calendar")
        ]
        mailoutbox.clear()
        return found

    session = SessionFactory()
    booking = booked(session, person=reader.person, at=NOW)
    steps = [
        lambda: None,
        lambda: moved(session, days=1),
        lambda: give_up_place(booking=booking, at=NOW),
    ]
    for step in steps:
        step()
        letter, entry = told(), only_entry(client, path)
        for name in ("uid", "sequence", "status", "dtstart", "dtend", "summary"):
            assert letter[name] == entry[name]
    assert entry["status"] == "CANCELLED"


def test_what_was_called_off_stays_as_cancelled_for_a_while_and_then_goes(
    client, reader, path, clock
):
    session = SessionFactory(starts_at=LATER)
    booked(session, person=reader.person, at=NOW)
    call_off_session(session=session, because="Snow.", by=PersonFactory(), at=NOW)
    assert only_entry(client, path)["status"] == "CANCELLED"
    clock.move_to(NOW + KEPT_FOR + timedelta(minutes=1))
    assert entries_of(client, path) == []


def test_what_is_over_stays_for_a_while(client, reader, path, clock):
    booked(SessionFactory(starts_at=LATER), person=reader.person, at=NOW)
    clock.move_to(LATER + KEPT_FOR - timedelta(minutes=1))
    assert len(entries_of(client, path)) == 1
    clock.move_to(LATER + KEPT_FOR)
    assert entries_of(client, path) == []


def test_whoever_never_had_the_place_finds_nothing_in_it(client, reader, path):
    session = SessionFactory(capacity=1)
    first = booked(session, at=NOW)
    mine = booked(session, person=reader.person, at=NOW)
    assert entries_of(client, path) == []
    give_up_place(booking=first, at=NOW)
    assert Booking.objects.get(pk=mine.pk).state == Booking.State.OFFERED
    assert entries_of(client, path) == []
    give_up_place(booking=mine, at=NOW)
    assert entries_of(client, path) == []


def test_a_place_that_was_offered_and_taken_is_there(client, reader, path):
    session = SessionFactory(capacity=1)
    first = booked(session, at=NOW)
    mine = booked(session, person=reader.person, at=NOW)
    give_up_place(booking=first, at=NOW)
    claim_place(booking=mine, at=NOW)
    assert only_entry(client, path)["status"] == "CONFIRMED"


def test_given_up_and_booked_again_is_one_entry(client, reader, path):
    session = SessionFactory()
    first = booked(session, person=reader.person, at=NOW)
    before = only_entry(client, path)["sequence"]
    give_up_place(booking=first, at=NOW)
    booked(session, person=reader.person, at=NOW)
    entry = only_entry(client, path)
    assert entry["status"] == "CONFIRMED"
    assert entry["sequence"] > before


def test_whoever_gave_the_place_up_does_not_learn_where_it_is_now(client, reader, path):
    session = SessionFactory(place="The secret garden room")
    booking = booked(session, person=reader.person, at=NOW)
    assert "secret" in client.get(path).text
    give_up_place(booking=booking, at=NOW)
    assert "secret" not in client.get(path).text


def test_a_place_given_up_keeps_the_day_it_had_when_the_session_moves_later(client, reader, path):
    """Whoever gave it up is not told the new day; their calendar matches the entry by its UID."""
    session = SessionFactory(starts_at=LATER)
    booking = booked(session, person=reader.person, at=NOW)
    kept = only_entry(client, path)
    give_up_place(booking=booking, at=NOW)
    ended = only_entry(client, path)
    assert ended["status"] == "CANCELLED"
    assert ended["uid"] == kept["uid"]
    assert ended["sequence"] > kept["sequence"]
    moved(session, days=5)
    change_session(
        session=session,
        facts={"minutes": 30},
        facilitators=session.facilitators,
        by=PersonFactory(),
        at=NOW,
    )
    after = only_entry(client, path)
    assert (after.start, after.end) == (kept.start, kept.end)
    for name in ("uid", "sequence", "status", "dtstamp"):
        assert after[name] == ended[name]
    booked(LiveSession.objects.get(pk=session.pk), person=reader.person, at=NOW)
    again = only_entry(client, path)
    assert again["status"] == "CONFIRMED"
    assert again["sequence"] > after["sequence"]
    assert again.start.astimezone(UTC) == LATER + timedelta(days=5)
    assert again.end - again.start == timedelta(minutes=30)


def test_a_place_given_up_after_a_move_keeps_the_day_it_moved_to(client, reader, path):
    session = SessionFactory(starts_at=LATER)
    booking = booked(session, person=reader.person, at=NOW)
    moved(session, days=5)
    give_up_place(booking=booking, at=NOW)
    assert only_entry(client, path).start.astimezone(UTC) == LATER + timedelta(days=5)


@pytest.mark.parametrize(
    ("wall", "offset"),
    [
        (datetime(2027, 3, 27, 9, 30), 0),
        (datetime(2027, 3, 28, 9, 30), 1),
        (datetime(2027, 10, 30, 9, 30), 1),
        (datetime(2027, 10, 31, 9, 30), 0),
        (datetime(2027, 3, 28, 0, 30), 0),
        (datetime(2027, 10, 31, 0, 30), 1),
        (datetime(2027, 10, 31, 1, 30, fold=1), 0),
    ],
)
def test_a_feed_read_back_keeps_the_hour_over_both_clock_changes(
    client, reader, path, wall, offset
):
    starts_at = wall.replace(tzinfo=LONDON).astimezone(UTC)
    booked(SessionFactory(starts_at=starts_at), person=reader.person, at=NOW)
    calendar = Calendar.from_ical(client.get(path).content)
    (event,) = calendar.walk("VEVENT")
    assert event.start.astimezone(UTC) == starts_at
    assert event.start.utcoffset() == timedelta(hours=offset)
    assert event.end.astimezone(UTC) == starts_at + timedelta(hours=2)
    (zone,) = calendar.walk("VTIMEZONE")
    rules = zone.to_tz()
    for month in (1, 7):
        noon = datetime(2029, month, 1, 12)
        assert rules.utcoffset(noon) == LONDON.utcoffset(noon)


def test_an_address_holds_more_than_anybody_guesses(path):
    key, _sign, signature = path.removesuffix(".ics").rpartition("/")[2].partition("~")
    assert len(key) >= 32
    assert len(signature) >= 43


@pytest.mark.parametrize("token", ["x", "~", "a~b", "é~é", "%00~x", "x" * 900])
def test_a_wrong_address_leads_nowhere(client, path, token):
    assert client.get(f"/sessions/feed/{token}.ics").status_code == 404


def test_a_key_alone_opens_nothing(client, reader, path):
    """Nor one that was signed for something else: what stands in the database is not enough."""
    key = reader.person.calendar_feed.key
    for token in (key, f"{key}~", Signer(salt="courses.place", sep="~").sign(key)):
        assert client.get(f"/sessions/feed/{token}.ics").status_code == 404
    assert client.get(f"/sessions/feed/{SIGNER.sign(key)}.ics").status_code == 200


def test_a_new_address_ends_the_old_one(client, reader, path):
    client.force_login(reader)
    client.post("/sessions/feed/", {"give": "1"})
    assert client.get(path).status_code == 404
    new = feed_path(CalendarFeed.objects.get(person=reader.person))
    assert client.get(new).status_code == 200
    assert new in client.get("/sessions/feed/").text
    client.post("/sessions/feed/", {"stop": "1"})
    assert client.get(new).status_code == 404
    assert "You have no address yet." in client.get("/sessions/feed/").text


def test_opening_the_page_gives_no_address(client, reader):
    client.force_login(reader)
    client.get("/sessions/feed/")
    client.post("/sessions/feed/", {})
    assert not CalendarFeed.objects.exists()


def test_an_account_that_is_closed_has_no_feed(client, reader, path):
    reader.is_active = False
    reader.save()
    assert client.get(path).status_code == 404


def test_whoever_leaves_takes_it_along(client, reader, path):
    assert "key" not in json.dumps(privacy.export_for(reader.person)["calendar_feed"], default=str)
    privacy.erase(reader.person)
    assert client.get(path).status_code == 404
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("both", [True, False])
def test_two_records_of_one_person_keep_one_address(client, reader, path, both):
    kept = UserFactory()
    own = feed_path(give_feed(person=kept.person, at=NOW)) if both else path
    merging.merge(keep=kept.person, into_keep=Person.objects.get(pk=reader.person.pk))
    assert CalendarFeed.objects.get().person == kept.person
    assert client.get(own).status_code == 200


def test_it_is_read_only_so_often_and_an_old_address_blocks_nobody_else(client, path, settings):
    limits = {"session_feed": "2/h/key", "session_feed_missed": "1/h/ip"}
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, **limits}
    missed = [client.get("/sessions/feed/old~one.ics").status_code for _ in range(2)]
    assert missed == [404, 429]
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]


def test_the_address_is_in_no_log(client, path):
    stream, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root.addHandler(handler)
    level, root.level = root.level, logging.INFO
    try:
        client.get(path)
        client.post(path)
        client.get(path.replace("~", "~x"))
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    written = stream.getvalue()
    assert written.count("portal.requests") == 3
    key, _sign, signature = path.removesuffix(".ics").rpartition("/")[2].partition("~")
    assert key not in written
    assert signature not in written


def test_a_feed_with_more_in_it_asks_as_much_of_the_database(client, reader, path):
    booked(SessionFactory(), person=reader.person, at=NOW)
    few = queries_of(lambda: client.get(path))
    for _ in range(12):
        booked(SessionFactory(), person=reader.person, at=NOW)
    assert queries_of(lambda: client.get(path)) == few


def test_ending_what_was_never_given_is_fine(reader):
    end_feed(person=reader.person)
    assert not CalendarFeed.objects.exists()
