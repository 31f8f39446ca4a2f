"""A cohort's sessions are its own first; a part that was missed is taken with another one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses import privacy
from courses.actions.booking import NotForThemError
from courses.credit import own_parts, sessions_again
from courses.messages.catching_up import offer_sessions_again
from courses.models import Booking, Cohort, LiveSession, Membership, Series
from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    SectorFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.cohorts import TITLES, CohortFactory, SeriesFactory, meeting
from tests.courses.sessions import SessionFactory, booked
from tests.notifications.factories import AlwaysOpen
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


@pytest.fixture
def missed():
    """Somebody who was at 1 and 3 of three, and another cohort that takes 2 again."""
    person, other = PersonFactory(), PersonFactory()
    own = CohortFactory(people=[person, other])
    for number in (1, 3):
        meeting(own, number, at=in_days(-10 + number), there=[person, other])
    meeting(own, 2, at=in_days(-5), there=[other], missed=[person])
    second = CohortFactory(series=own.series)
    again = meeting(second, 2, at=in_days(10))
    return person, own, again


def book(session, person):
    return booked(session, person=person, at=timezone.now())


def numbers_of(person):
    own = own_parts(person, at=timezone.now())
    parts = dict(Series.objects.values_list("parts__pk", "parts__number"))
    return {parts[key] for key in own.had}, {parts[key] for key in own.missed}


def test_missing_the_second_of_three_keeps_the_others_and_is_taken_elsewhere(missed):
    person, _own, again = missed
    assert numbers_of(person) == ({1, 3}, {2})
    assert book(again, person).state == Booking.State.BOOKED
    LiveSession.objects.filter(pk=again.pk).update(starts_at=in_days(-1))
    again.attendances.create(person=person, marked_at=timezone.now())
    assert numbers_of(person) == ({1, 2, 3}, set())


def test_who_is_not_in_the_list_at_all_missed_it_too(missed):
    _person, own, _again = missed
    late = PersonFactory()
    own.memberships.create(person=late)
    assert numbers_of(late) == (set(), {1, 2, 3})


def test_nothing_is_missed_while_nobody_wrote_down_who_was_there():
    person = PersonFactory()
    meeting(CohortFactory(people=[person]), 1, at=in_days(-3))
    assert numbers_of(person) == (set(), set())


def test_a_cancelled_session_was_missed_by_nobody(missed):
    person, own, _again = missed
    LiveSession.objects.filter(cohort=own).update(state=LiveSession.State.CANCELLED)
    assert numbers_of(person)[1] == set()


def test_whoever_left_the_cohort_is_offered_nothing_and_keeps_what_they_have(missed):
    person, own, again = missed
    own.memberships.filter(person=person).update(left_at=timezone.now())
    assert numbers_of(person) == ({1, 3}, set())
    with pytest.raises(NotForThemError):
        book(again, person)


def test_a_wellbeing_session_gives_no_credit_and_is_missed_by_nobody():
    there, away = PersonFactory(), PersonFactory()
    own = CohortFactory(people=[there, away])
    said = {"kind": LiveSession.Kind.WELLBEING}
    meeting(own, 1, at=in_days(-3), there=[there], missed=[away], **said)
    assert numbers_of(there) == numbers_of(away) == (set(), set())


@pytest.mark.parametrize(
    ("who", "said", "may"),
    [
        ("member", {}, True),
        ("stranger", {}, False),
        ("stranger", {"is_open_to_others": True}, True),
        ("missed it", {}, True),
        ("has it", {}, False),
    ],
)
def test_a_session_of_a_cohort_is_for_its_own_and_for_whoever_catches_up(missed, who, said, may):
    person, own, again = missed
    LiveSession.objects.filter(pk=again.pk).update(**({"is_open_to_others": False} | said))
    again.refresh_from_db()
    people = {
        "member": PersonFactory(),
        "stranger": PersonFactory(),
        "missed it": person,
        "has it": own.memberships.exclude(person=person).get().person,
    }
    again.cohort.memberships.create(person=people["member"])
    if may:
        assert book(again, people[who]).state == Booking.State.BOOKED
    else:
        with pytest.raises(NotForThemError):
            book(again, people[who])


def test_a_part_that_was_missed_opens_no_other_part(missed):
    person, _own, again = missed
    with pytest.raises(NotForThemError):
        book(meeting(again.cohort, 1, at=in_days(12)), person)


def test_a_place_once_given_stays_though_the_cohort_comes_later():
    session, person = SessionFactory(starts_at=in_days(9)), PersonFactory()
    before = book(session, person)
    LiveSession.objects.filter(pk=session.pk).update(cohort=CohortFactory())
    assert book(session, person) == before


def test_strangers_neither_find_it_in_the_list_nor_a_button_on_its_page(client, reader, missed):
    _person, _own, again = missed
    assert reverse("courses:session", args=[again.pk]) not in client.get("/sessions/").text
    page = reverse("courses:session", args=[again.pk])
    assert "This session is for the people of" in client.get(page).text
    answer = client.post(page, {"access_needs": ""}, follow=True)
    assert "for the people of its own group" in answer.text
    assert not again.bookings.exists()


def test_members_find_it_on_their_sessions_page_and_at_home(client, reader):
    own = CohortFactory(people=[reader.person])
    first = meeting(own, 1, at=in_days(5))
    for path in ("/sessions/", "/"):
        assert reverse("courses:session", args=[first.pk]) in client.get(path).text
    book(first, reader.person)
    assert "To book, with your cohort" not in client.get("/sessions/").text
    assert not Booking.objects.exclude(person=reader.person).exists()


def test_what_is_booked_elsewhere_or_taken_is_not_asked_again(reader):
    own = CohortFactory(people=[reader.person])
    meeting(own, 1, at=in_days(5))
    elsewhere = CohortFactory(series=own.series, people=[reader.person])
    book(meeting(elsewhere, 1, at=in_days(8)), reader.person)
    meeting(elsewhere, 2, at=in_days(-4), there=[reader.person])
    meeting(own, 2, at=in_days(9))
    to_book = LiveSession.objects.to_book(reader.person, at=timezone.now())
    assert list(to_book) == []


def test_ones_own_page_says_what_counts_and_where_to_take_the_rest(client, missed):
    person, own, again = missed
    client.force_login(UserFactory(person=person))
    shown = client.get(reverse("courses:own_cohort", args=[own.pk])).text
    assert shown.count("You were there. It counts.") == 2
    assert "Take it with another group" in shown
    assert reverse("courses:session", args=[again.pk]) in shown
    book(again, person)
    shown = client.get(reverse("courses:own_cohort", args=[own.pk])).text
    assert "You have booked it" in shown
    assert "Take it with another group" not in shown


def test_a_session_again_at_a_time_that_is_taken_is_not_offered(missed):
    person, _own, again = missed
    book(SessionFactory(starts_at=again.starts_at + timedelta(minutes=30)), person)
    now = timezone.now()
    assert sessions_again(person, own_parts(person, at=now), at=now) == []


def test_one_letter_says_it_and_only_one(missed, mailoutbox):
    person, own, again = missed
    for _ in range(2):
        offer_sessions_again(at=timezone.now())
    (message,) = Message.objects.filter(kind="courses.session_again")
    assert message.key == f"courses.session_again:{again.part_id}:{again.pk}:{person.uuid}"
    sweep_messages(at=timezone.now())
    (letter,) = mailoutbox
    assert letter.to == [person.email]
    assert "After birth" in letter.body
    assert reverse("courses:own_cohort", args=[own.pk]) in letter.body


def test_whoever_heard_of_one_that_is_gone_hears_of_the_next(missed):
    _person, own, again = missed
    offer_sessions_again(at=timezone.now())
    LiveSession.objects.filter(pk=again.pk).update(state=LiveSession.State.CANCELLED)
    other = CohortFactory(series=own.series)
    for day in (20, 30):
        meeting(other, 2, at=in_days(day))
        offer_sessions_again(at=timezone.now())
    assert Message.objects.filter(kind="courses.session_again").count() == 2


@pytest.fixture(autouse=True)
def _always_open():
    AlwaysOpen()


@pytest.mark.parametrize("then", ["books it", "has it after all", "it is called off"])
def test_the_letter_is_not_sent_once_it_would_be_untrue(missed, mailoutbox, then):
    person, own, again = missed
    offer_sessions_again(at=timezone.now())
    if then == "books it":
        book(again, person)
        Message.objects.exclude(kind="courses.session_again").delete()
    elif then == "has it after all":
        own.sessions.get(part__number=2).attendances.filter(person=person).update(is_there=True)
    else:
        LiveSession.objects.filter(pk=again.pk).update(state=LiveSession.State.CANCELLED)
    sweep_messages(at=timezone.now())
    assert not mailoutbox
    assert Message.objects.get().state == Message.State.SKIPPED


def test_a_list_of_the_same_evening_may_still_be_put_right():
    person = PersonFactory()
    own = CohortFactory(people=[person])
    meeting(own, 2, at=timezone.now() - timedelta(hours=4), missed=[person])
    meeting(CohortFactory(series=own.series), 2, at=in_days(10))
    assert offer_sessions_again(at=timezone.now()) == 0
    assert offer_sessions_again(at=in_days(1)) == 1


def test_telling_costs_the_same_however_many_missed_it(missed):
    _person, own, _again = missed
    few = queries_of(lambda: offer_sessions_again(at=timezone.now()))
    for _ in range(6):
        own.memberships.create(person=PersonFactory())
    assert queries_of(lambda: offer_sessions_again(at=timezone.now())) == few


def cohort_page(cohort):
    return reverse("courses:cohort", args=[cohort.pk])


def test_the_lead_sees_who_has_which_part_and_how_mixed_they_are(client, trainer):
    person = PersonFactory(display_name="Leah Morgan")
    own = CohortFactory(lead=trainer.person, people=[person, PersonFactory()])
    own.memberships.filter(person=person).update(sector=SectorFactory())
    meeting(own, 1, at=in_days(-5), there=[person])
    meeting(own, 2, at=in_days(-4), missed=[person])
    shown = " ".join(client.get(cohort_page(own)).text.split())
    assert "Has part 1. Was not at part 2." in shown
    assert "Education: 1 of 2" in shown
    assert "Not said: 1 of 2" in shown


def test_whoever_may_run_any_session_keeps_the_cohort_but_reads_nobodys_parts(client, trainer):
    person = PersonFactory(display_name="Leah Morgan")
    own = CohortFactory(people=[person])
    meeting(own, 1, at=in_days(-5), there=[person])
    shown = client.get(cohort_page(own)).text
    assert "Leah Morgan" in shown
    assert "Has part" not in shown


def test_a_facilitator_of_one_place_sees_no_cohort_of_others(client):
    user = user_with_role("facilitator", organisation=OrganisationFactory())
    client.force_login(user)
    other, own = CohortFactory(), CohortFactory(lead=user.person)
    assert client.get(cohort_page(other)).status_code == 404
    assert client.get(cohort_page(own)).status_code == 200
    assert client.get(reverse("courses:own_cohort", args=[own.pk])).status_code == 404


def test_a_member_sees_no_other_member(client, missed):
    person, own, _again = missed
    client.force_login(UserFactory(person=person))
    other = own.memberships.exclude(person=person).get().person
    assert str(other) not in client.get(reverse("courses:own_cohort", args=[own.pk])).text
    assert client.get(cohort_page(own)).status_code == 403


def test_the_pages_ask_as_much_for_many_people_as_for_few(client, trainer):
    own = CohortFactory(lead=trainer.person, people=[PersonFactory()])
    meeting(own, 1, at=in_days(-5), there=[one.person for one in own.memberships.all()])
    few = queries_of(lambda: client.get(cohort_page(own)))
    for number in range(8):
        own.memberships.create(person=PersonFactory())
        meeting(own, 1 + number % 3, at=in_days(-5 + number))
    assert queries_of(lambda: client.get(cohort_page(own))) == few


def test_ones_own_page_asks_as_much_in_a_long_series_as_in_a_short(client, missed):
    person, own, again = missed
    client.force_login(UserFactory(person=person))
    path = reverse("courses:own_cohort", args=[own.pk])
    few = queries_of(lambda: client.get(path))
    for number in range(6):
        meeting(again.cohort, 2, at=in_days(11 + number))
        meeting(own, 1, at=in_days(20 + number))
    assert queries_of(lambda: client.get(path)) == few


def test_the_list_asks_as_much_of_somebody_in_many_cohorts(client, reader):
    own = CohortFactory(people=[reader.person])
    meeting(own, 1, at=in_days(5))
    few = queries_of(lambda: client.get("/sessions/"))
    for number in range(5):
        other = CohortFactory(people=[reader.person])
        meeting(other, 1, at=in_days(6 + number))
        meeting(other, 2, at=in_days(-6), missed=[reader.person])
    assert queries_of(lambda: client.get("/sessions/")) == few


FACTS = {"name": "Perinatal pilot", "about": "", "starts_on": "2026-11-02", "is_pilot": "on"}


def test_a_cohort_is_planned_and_changed_with_its_lead(client, trainer):
    series = SeriesFactory()
    said = FACTS | {"lead": trainer.person.pk, "series": series.pk}
    client.post(reverse("courses:plan_cohort"), said)
    made = Cohort.objects.get()
    assert (made.made_by, made.lead, made.is_pilot) == (trainer.person, trainer.person, True)
    client.post(reverse("courses:change_cohort", args=[made.pk]), said | {"name": "Second"})
    made.refresh_from_db()
    assert made.name == "Second"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"ends_on": "2026-11-01"}, "Choose the first day or a later one."),
        ({"starts_on": "soon"}, "Enter a real date for “First day”"),
        ({"lead": "999999"}, "Select a valid choice."),
        ({"name": ""}, "Fill in “Name”"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client, trainer, said, words):
    answer = client.post(reverse("courses:plan_cohort"), FACTS | {"lead": trainer.person.pk} | said)
    assert words in answer.text
    assert not Cohort.objects.exists()


def test_the_series_of_sessions_that_are_planned_stays(client, trainer):
    own = CohortFactory(lead=trainer.person)
    meeting(own, 1, at=in_days(3))
    said = FACTS | {"lead": trainer.person.pk, "series": SeriesFactory().pk}
    answer = client.post(reverse("courses:change_cohort", args=[own.pk]), said)
    assert "parts of another series already" in answer.text


def test_a_series_is_written_line_by_line_and_keeps_what_has_sessions(client, trainer):
    said = {"title": "Three in a row", "parts": "One\n\n Two  words \nThree"}
    client.post(reverse("courses:plan_series"), said)
    made = Series.objects.get()
    assert [str(part) for part in made.parts.all()] == ["1. One", "2. Two words", "3. Three"]
    meeting(CohortFactory(series=made), 3, at=in_days(3))
    path = reverse("courses:change_series", args=[made.pk])
    answer = client.post(path, said | {"parts": "One\nTwo"})
    assert "has sessions already" in answer.text
    assert made.parts.count() == 3
    client.post(path, said | {"parts": "One\nTwo\nLast"})
    client.post(path, said | {"parts": "One\nTwo\nLast\nMore"})
    assert [part.title for part in made.parts.all()] == ["One", "Two", "Last", "More"]


@pytest.mark.parametrize(
    ("lines", "stand"),
    [
        ("New, Before birth, After birth, What each of us can offer", {1: 2, 2: 3, 3: 4}),
        ("Before birth, New, After birth, What each of us can offer", {1: 1, 2: 3, 3: 4}),
        ("After birth, Before birth, What each of us can offer", {1: 2, 2: 1, 3: 3}),
        ("before Birth, Anew, What each of us can offer", {1: 1, 2: 2, 3: 3}),
    ],
)
def test_sessions_and_what_was_taken_stay_with_their_title(client, trainer, lines, stand):
    person = PersonFactory()
    own = CohortFactory(people=[person], series=SeriesFactory(made_by=trainer.person))
    held = {number: meeting(own, number, at=in_days(-9), there=[person]) for number in (1, 2, 3)}
    path = reverse("courses:change_series", args=[own.series_id])
    client.post(path, {"title": "Three in a row", "parts": lines.replace(", ", "\n")})
    assert [part.title for part in own.series.parts.all()] == lines.split(", ")
    for number, session in held.items():
        session.refresh_from_db()
        assert session.part.number == stand[number]
    assert numbers_of(person)[0] == set(stand.values())


@pytest.mark.parametrize(
    "lines",
    [
        "New, Before birth (renamed), After birth, What each of us can offer",
        "After birth, Before birth (renamed), What each of us can offer",
        "After birth, What each of us can offer",
    ],
)
def test_a_title_with_sessions_is_not_lost_among_other_changes(client, trainer, lines):
    own = CohortFactory(series=SeriesFactory(made_by=trainer.person))
    session = meeting(own, 1, at=in_days(3))
    typed = {"title": "A newer name", "parts": lines.replace(", ", "\n")}
    answer = client.post(reverse("courses:change_series", args=[own.series_id]), typed)
    assert "“Before birth” has sessions already" in answer.text
    assert answer.context["form"]["parts"].value() == typed["parts"]
    assert "A newer name" in answer.text
    own.series.refresh_from_db()
    assert own.series.title != "A newer name"
    assert [part.title for part in own.series.parts.all()] == list(TITLES)
    session.refresh_from_db()
    assert (session.part.number, session.part.title) == (1, "Before birth")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (" \n ", "Fill in"),
        ("Again\nagain", "Two lines have the same title."),
        ("\n".join(["Again"] * 13), "Twelve at most."),
        ("x" * 121, "longer than 120 letters"),
    ],
)
def test_a_series_that_cannot_be_says_why_and_loses_nothing(client, trainer, parts, words):
    said = {"title": "Three in a row", "parts": parts}
    answer = client.post(reverse("courses:plan_series"), said)
    assert words in answer.text
    assert "Three in a row" in answer.text
    assert not Series.objects.exists()


def plan_form(client, cohort, number):
    part = cohort.series.parts.get(number=number)
    query = f"?cohort={cohort.pk}&part={part.pk}"
    return client.get(reverse("courses:plan_session") + query).context["form"]


def test_a_session_for_a_cohort_begins_with_its_part(client, trainer):
    form = plan_form(client, CohortFactory(lead=trainer.person), 2)
    assert form["title"].value() == "After birth"
    assert form.initial["part"].number == 2


@pytest.mark.parametrize("query", ["?cohort=x&part=y", "?cohort=99999999", "?cohort=1&part=²"])
def test_a_link_that_says_nonsense_plans_an_ordinary_session(client, trainer, query):
    answer = client.get(reverse("courses:plan_session") + query)
    assert answer.context["form"].initial.get("cohort") is None


@pytest.mark.parametrize(
    ("kind", "is_own", "words"),
    [
        ("wellbeing", True, "A wellbeing session is no part of a series"),
        ("case", False, "Choose a part of the series that this cohort goes through."),
        ("case", True, None),
    ],
)
def test_a_session_is_a_part_of_its_cohorts_own_series(client, trainer, kind, is_own, words):
    cohort = CohortFactory(lead=trainer.person)
    series = cohort.series if is_own else SeriesFactory()
    said = {
        "kind": kind,
        "title": "Round a case",
        "day": in_days(9).date().isoformat(),
        "hour": "09:30",
        "minutes": "120",
        "capacity": "12",
        "claim_hours": "24",
        "cohort": cohort.pk,
        "part": series.parts.get(number=1).pk,
    }
    answer = client.post(reverse("courses:plan_session"), said)
    if words:
        assert words in answer.text
    assert LiveSession.objects.exists() == (words is None)


def test_people_are_found_by_name_ticked_and_added_with_their_sector(client, trainer):
    midwives = ProfessionFactory(
        slug="midwife", label="Midwife", sector=SectorFactory(slug="maternity", label="Maternity")
    )
    person = PersonFactory(display_name="Bronwen Pugh")
    EmploymentFactory(person=person, profession=midwives, staff_number="A77")
    own = CohortFactory(lead=trainer.person)
    path = reverse("courses:add_members", args=[own.pk])
    for words in ("bronwen", "a77"):
        assert "Bronwen Pugh" in client.post(path, {"q": words, "find": "1"}).text
    assert not own.memberships.exists()
    for _ in range(2):
        client.post(path, {"people": [person.pk]})
    assert own.memberships.get().sector == midwives.sector
    assert "Bronwen Pugh" not in client.post(path, {"q": "bronwen", "find": "1"}).text


@pytest.mark.parametrize("people", [[], ["x"], ["999999"]])
def test_nobody_is_added_by_a_strange_tick(client, trainer, people):
    own = CohortFactory(lead=trainer.person)
    path = reverse("courses:add_members", args=[own.pk])
    assert client.post(path, {"people": people}).status_code == 200
    assert not own.memberships.exists()


def test_whoever_is_taken_out_may_come_back_to_the_same_row(client, trainer):
    person = EmploymentFactory().person
    own = CohortFactory(lead=trainer.person, people=[person])
    member, path = own.memberships.get(), reverse("courses:take_members_out", args=[own.pk])
    for _ in range(2):
        client.post(path, {"people": [person.pk]})
    assert not own.memberships.current().exists()
    client.post(reverse("courses:add_members", args=[own.pk]), {"people": [person.pk]})
    assert own.memberships.current().get() == member


def test_two_records_of_one_person_are_one_member():
    keep, other = PersonFactory(), PersonFactory()
    both, one = CohortFactory(people=[keep, other]), CohortFactory(people=[other], lead=other)
    earlier = timezone.now() - timedelta(days=9)
    both.memberships.filter(person=other).update(joined_at=earlier)
    both.memberships.filter(person=keep).update(left_at=timezone.now())
    privacy.merge(keep=keep, into_keep=other)
    one.refresh_from_db()
    assert one.lead == keep
    assert set(keep.memberships.values_list("cohort", flat=True)) == {both.pk, one.pk}
    kept = keep.memberships.get(cohort=both)
    assert (kept.joined_at, kept.left_at) == (earlier, None)


def test_what_is_kept_of_somebody_is_copied_and_erased():
    person = PersonFactory()
    own = CohortFactory(people=[person], lead=person)
    copy = privacy.export_for(person)
    privacy.erase(person)
    own.refresh_from_db()
    assert [row["cohort__name"] for row in copy["cohorts"]] == [own.name]
    assert own.lead is None
    assert not Membership.objects.exists()
