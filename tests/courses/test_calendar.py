"""The calendar of all providers, as its reader alone sees it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from accounts.models import AgeBand
from courses.models import LiveSession, Requirement
from courses.month import AT_ONCE, MONTHS_AHEAD, months_on
from tests.accounts.factories import EmploymentFactory, OrganisationFactory, UserFactory
from tests.courses.elsewhere import OtherTrainingFactory
from tests.courses.factories import course
from tests.courses.sessions import SessionFactory, booked
from tests.queries import queries_of
from tests.resources.factories import TopicFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=LONDON)
CALENDAR = "/sessions/calendar/"


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reader(client):
    user = UserFactory()
    EmploymentFactory(person=user.person)
    client.force_login(user)
    return user


def on(day, hour=10, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def shown(client, query=""):
    answer = client.get(CALENDAR + query)
    assert answer.status_code == 200
    return answer.text


def test_sessions_and_training_elsewhere_stand_in_one_order_day_by_day(client, reader):
    OtherTrainingFactory(title="Second", starts_at=on(12, 14), link="https://hub.example.org/")
    SessionFactory(title="First", starts_at=on(12, 9))
    OtherTrainingFactory(title="Another month", starts_at=on(1, month=12))
    page = shown(client)
    assert page.index("Thursday 12 November") < page.index("First") < page.index("Second")
    assert page.count("Thursday 12 November") == 1
    assert 'href="https://hub.example.org/"' in page
    assert "Another month" not in page
    assert "Another month" in shown(client, "?month=2026-12")


def test_what_is_over_planned_cancelled_or_hidden_is_not_there(client, reader):
    SessionFactory(title="Planned", starts_at=on(12), planned=True)
    SessionFactory(title="Cancelled", starts_at=on(12), state=LiveSession.State.CANCELLED)
    SessionFactory(title="Begun", starts_at=on(2, 8))
    OtherTrainingFactory(title="Hidden", starts_at=on(12), is_active=False)
    page = shown(client)
    assert "Nothing is still to come in this month." in page
    for title in ("Planned", "Cancelled", "Begun", "Hidden"):
        assert title not in page


def test_an_empty_month_leads_to_the_next_that_is_not(client, reader):
    OtherTrainingFactory(starts_at=on(1).replace(year=2027, month=2))
    page = shown(client)
    assert "The next is in February 2027" in page
    assert "?month=2027-02" in page


def test_it_is_narrowed_by_age_band_theme_kind_and_provider(client, reader):
    band = AgeBand.objects.create(slug="teens", label="Teens", order=9)
    theme = TopicFactory(slug="sleep", label="Sleep")
    place = OrganisationFactory(name="Harbour Trust")
    SessionFactory(title="Ours", starts_at=on(12), theme=theme, kind="workshop", provider=place)
    OtherTrainingFactory(title="Theirs", starts_at=on(12), age_band=band, theme=theme)
    OtherTrainingFactory(title="Linked", starts_at=on(12), organisation=place, provider="")

    def titles(query):
        page = shown(client, query)
        return {
            title
            for title in ("Ours", "Theirs", "Linked")
            if f">{title}<" in page or f"{title}</h3>" in page
        }

    assert titles("") == {"Ours", "Theirs", "Linked"}
    assert titles("?age_band=teens") == {"Theirs"}
    assert titles("?theme=sleep") == {"Ours", "Theirs"}
    assert titles("?kind=workshop") == {"Ours"}
    assert titles("?kind=elsewhere") == {"Theirs", "Linked"}
    assert titles("?provider=Harbour+Trust") == {"Ours", "Linked"}
    assert titles("?provider=Tideway+Training+Hub&theme=sleep") == {"Theirs"}


@pytest.mark.parametrize(
    "query",
    [
        "?month=1899-13",
        "?month=0001-01",
        "?month=9999-12",
        "?page=-3",
        "?page=99999999999999999999",
        "?age_band=nobody&theme=%00&kind=x&provider=%F0",
        "?month=2026-11&page=900",
    ],
)
def test_an_address_typed_by_hand_breaks_nothing(client, reader, query):
    SessionFactory(starts_at=on(12))
    shown(client, query)


def test_only_the_months_to_come_are_shown(client, reader):
    assert 'rel="prev"' not in shown(client, "?month=2020-01")
    last = months_on(NOW.date(), MONTHS_AHEAD)
    page = shown(client, f"?month={last:%Y-%m}")
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page


def test_a_month_with_much_in_it_goes_on_page_after_page_with_each_once(client, reader):
    for number in range(AT_ONCE):
        OtherTrainingFactory(title=f"Theirs {number:02}.", starts_at=on(12))
    SessionFactory(title="The last of all", starts_at=on(13))
    first, second = shown(client), shown(client, "?page=2")
    assert "Later in this month" in first
    assert "The last of all" not in first
    assert "The last of all" in second
    assert "Later in this month" not in second
    assert all(
        (f"Theirs {n:02}." in first) != (f"Theirs {n:02}." in second) for n in range(AT_ONCE)
    )


def test_what_overlaps_with_a_place_is_said_and_what_touches_it_is_not(client, reader):
    mine = SessionFactory(title="Round a case", starts_at=on(12, 10))
    booked(mine, person=reader.person, at=NOW)
    OtherTrainingFactory(title="Crossing", starts_at=on(12, 11, 59))
    assert "Overlaps “Round a case”, 10:00 to 12:00, which you have booked." in shown(client)
    OtherTrainingFactory._meta.model.objects.update(starts_at=on(12, 12))
    assert "Overlaps" not in shown(client)


def test_a_place_that_is_kept_for_the_reader_overlaps_as_well(client, reader):
    mine = SessionFactory(title="Kept", starts_at=on(12, 10), capacity=1)
    offered = booked(mine, person=reader.person, at=NOW)
    offered.state, offered.claim_until = "offered", on(11)
    offered.save()
    OtherTrainingFactory(starts_at=on(12, 10))
    assert "Overlaps “Kept”, 10:00 to 12:00, where a place is kept for you." in shown(client)


def test_waiting_for_a_place_overlaps_with_nothing(client, reader):
    mine = SessionFactory(starts_at=on(12, 10), capacity=1)
    booked(mine, at=NOW)
    booked(mine, person=reader.person, at=NOW)
    OtherTrainingFactory(starts_at=on(12, 10))
    page = shown(client)
    assert "Overlaps" not in page
    assert "You are on the waiting list." in page


def test_a_session_at_night_overlaps_with_one_of_the_next_morning(client, reader):
    mine = SessionFactory(title="Night watch", starts_at=on(12, 23), minutes=180)
    booked(mine, person=reader.person, at=NOW)
    OtherTrainingFactory(title="Early", starts_at=on(13, 1))
    page = shown(client)
    assert "23:00 to 02:00 Friday" in " ".join(page.split())
    assert "Overlaps “Night watch”" in page


def test_a_wellbeing_session_is_never_named_beside_another(client, reader):
    band = AgeBand.objects.create(slug="teens", label="Teens", order=9)
    mine = SessionFactory(
        title="Time for you", kind="wellbeing", starts_at=on(1, month=12), age_band=band
    )
    booked(mine, person=reader.person, at=NOW)
    OtherTrainingFactory(starts_at=on(1, month=12), age_band=band)
    LiveSession.objects.update(title="Quiet hour")
    page = shown(client, "?month=2026-12")
    assert page.count("Quiet hour") == 1
    assert "Overlaps something else of yours, 10:00 to 12:00." in page
    assert "Fits with" not in page


def test_what_fits_with_a_place_or_with_what_is_asked_is_said_once(client, reader):
    theme = TopicFactory(slug="sleep", label="Sleep")
    band = AgeBand.objects.create(slug="teens", label="Teens", order=9)
    asked = course(lessons=1, title="Core course")
    asked.age_bands.add(band)
    asked.save()
    Requirement.objects.create(course=asked)
    mine = SessionFactory(title="Mine", starts_at=on(10), theme=theme)
    booked(mine, person=reader.person, at=NOW)
    OtherTrainingFactory(starts_at=on(12), theme=theme, age_band=band)
    assert "Fits with “Mine”, where you have a place: the same theme." in shown(client)
    assert shown(client).count("Fits with") == 1
    OtherTrainingFactory(starts_at=on(13), age_band=band)
    assert "Fits with “Core course”, which is asked of you: the same age band." in shown(client)
    SessionFactory(starts_at=on(14), course=asked)
    assert "Fits with “Core course”, which is asked of you: it belongs to it." in shown(client)


def test_nothing_of_another_reader_is_said(client, reader):
    theme = TopicFactory(slug="sleep", label="Sleep")
    theirs = SessionFactory(starts_at=on(12), theme=theme)
    booked(theirs, at=NOW)
    OtherTrainingFactory(starts_at=on(12), theme=theme)
    page = shown(client)
    assert "Overlaps" not in page
    assert "Fits with" not in page
    assert "private" in client.get(CALENDAR)["Cache-Control"]


def test_a_calendar_with_more_in_it_asks_as_much_of_the_database(client, reader):
    def some(count):
        place = OrganisationFactory()
        for _ in range(count):
            SessionFactory(starts_at=on(12), provider=place)
            OtherTrainingFactory(starts_at=on(12), organisation=place, provider="")
            mine = SessionFactory(starts_at=on(13), provider=place)
            booked(mine, person=reader.person, at=NOW)

    some(1)
    few = queries_of(lambda: client.get(CALENDAR))
    some(12)
    assert queries_of(lambda: client.get(CALENDAR)) == few


def test_the_list_of_sessions_leads_there(client, reader):
    assert reverse("courses:calendar") in client.get("/sessions/").text
