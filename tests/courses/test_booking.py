"""Places are given under the session's lock: never too many, never one too few."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from courses import privacy
from courses.actions.booking import (
    NotBookableError,
    OverError,
    claim_place,
    give_up_place,
    pass_places_on,
)
from courses.actions.mixing import (
    TooManySectorsError,
    Wish,
    wait_for_sectors,
    wish_for,
    wish_no_longer,
)
from courses.actions.planning import (
    SmallShareError,
    TooFewPlacesError,
    call_off_session,
    change_session,
)
from courses.chances import rules_of, why_waiting
from courses.models import Booking, LiveSession
from courses.places import WhyNot, why_not
from notifications.models import Message
from tests.accounts.factories import PersonFactory
from tests.courses.sessions import NOW, SessionFactory, booked
from tests.courses.sessions import rule as made_rule
from tests.together import run_together

State = Booking.State
LATER = NOW + timedelta(hours=1)


def states(session):
    return list(session.bookings.in_line().values_list("state", flat=True))


def changed(session, **facts):
    return change_session(
        session=session,
        facts=facts,
        facilitators=session.facilitators.all(),
        by=PersonFactory(),
        at=LATER,
    )


@pytest.mark.django_db
def test_booking_twice_is_one_booking():
    session, person = SessionFactory(), PersonFactory()
    first = booked(session, person=person)
    assert booked(session, person=person) == first
    assert states(session) == [State.BOOKED]


@pytest.mark.django_db
def test_whoever_comes_after_the_last_place_waits_and_hears_when_one_is_given_up():
    session = SessionFactory(capacity=1)
    first, second = booked(session), booked(session)
    give_up_place(booking=first, at=LATER)
    second.refresh_from_db()
    assert second.state == State.OFFERED
    assert second.claim_until == LATER + timedelta(hours=24)
    assert Message.objects.filter(kind="courses.place_offered", person=second.person).exists()


@pytest.mark.django_db
def test_an_offer_is_kept_until_it_is_let_go_and_then_goes_on():
    session = SessionFactory(capacity=1)
    first, second, third = (booked(session) for _ in range(3))
    give_up_place(booking=first, at=LATER)
    assert pass_places_on(at=LATER + timedelta(hours=23)) == 0
    assert pass_places_on(at=LATER + timedelta(hours=24)) == 1
    assert states(session) == [State.GIVEN_UP, State.LET_GO, State.OFFERED]
    late = claim_place(booking=second, at=LATER + timedelta(hours=24))
    assert late.state == State.LET_GO
    assert claim_place(booking=third, at=LATER + timedelta(hours=25)).state == State.BOOKED


@pytest.mark.django_db
def test_nobody_new_gets_in_before_whoever_waits_though_beat_has_not_come_yet():
    session = SessionFactory(capacity=1)
    first, _second, third = (booked(session) for _ in range(3))
    give_up_place(booking=first, at=LATER)
    day_after = LATER + timedelta(hours=25)
    assert booked(session, at=day_after).state == State.WAITING
    third.refresh_from_db()
    assert third.state == State.OFFERED


@pytest.mark.django_db
def test_a_declined_offer_goes_to_the_next_at_once():
    session = SessionFactory(capacity=1)
    first, second, _third = (booked(session) for _ in range(3))
    give_up_place(booking=first, at=LATER)
    give_up_place(booking=second, at=LATER)
    assert states(session) == [State.GIVEN_UP, State.GIVEN_UP, State.OFFERED]


@pytest.mark.django_db
def test_giving_up_twice_changes_nothing():
    session = SessionFactory(capacity=1)
    first, second = booked(session), booked(session)
    for _ in range(2):
        give_up_place(booking=first, at=LATER)
    second.refresh_from_db()
    assert second.state == State.OFFERED
    assert Message.objects.filter(kind="courses.place_ended").count() == 1


@pytest.mark.django_db
def test_more_places_go_to_whoever_waits_and_fewer_than_are_taken_are_refused():
    session = SessionFactory(capacity=1)
    for _ in range(3):
        booked(session)
    changed(session, capacity=2)
    assert states(session) == [State.BOOKED, State.OFFERED, State.WAITING]
    with pytest.raises(TooFewPlacesError) as refusal:
        changed(session, capacity=1)
    assert refusal.value.taken == 2


@pytest.mark.django_db
def test_held_places_wait_for_their_discipline_and_are_anybodys_afterwards():
    session = SessionFactory(capacity=2)
    made_rule(session, "maternity", held=1, held_until=NOW + timedelta(days=7))
    booked(session, "schools")
    waits = booked(session, "schools")
    assert why_waiting(session, waits.sector_id, at=NOW) == WhyNot.HELD
    a_week_on = NOW + timedelta(days=7)
    assert pass_places_on(at=a_week_on) == 1
    waits.refresh_from_db()
    assert waits.state == State.OFFERED


def waited_for(session, least, *, until=NOW + timedelta(days=7), at=NOW):
    return wait_for_sectors(session=session, least=least, until=until, by=PersonFactory(), at=at)


@pytest.mark.django_db
def test_places_are_kept_for_disciplines_that_are_missing_and_are_anybodys_afterwards():
    session = SessionFactory(capacity=3)
    waited_for(session, 3)
    outcome = [booked(session, slug) for slug in ("schools", "schools", "police", None)]
    assert [one.state for one in outcome] == [
        State.BOOKED,
        State.WAITING,
        State.BOOKED,
        State.WAITING,
    ]
    session.refresh_from_db()
    assert why_waiting(session, outcome[1].sector_id, at=NOW) == WhyNot.THERE
    a_week_on = NOW + timedelta(days=7)
    assert pass_places_on(at=a_week_on - timedelta(minutes=1)) == 0
    assert pass_places_on(at=a_week_on) == 1
    assert pass_places_on(at=a_week_on) == 0
    outcome[1].refresh_from_db()
    assert outcome[1].state == State.OFFERED


@pytest.mark.django_db
def test_waiting_for_fewer_disciplines_gives_what_was_kept_to_whoever_waits():
    session = SessionFactory(capacity=3)
    waited_for(session, 3)
    first, second, third = (booked(session, "schools") for _ in range(3))
    waited_for(session, 2, at=LATER)
    assert states(session) == [State.BOOKED, State.OFFERED, State.WAITING]
    waited_for(session, 0, until=None, at=LATER)
    assert states(session) == [State.BOOKED, State.OFFERED, State.OFFERED]
    assert first.session == second.session == third.session


@pytest.mark.django_db
def test_no_more_disciplines_are_waited_for_than_there_are_places():
    session = SessionFactory(capacity=4)
    made_rule(session, "maternity", held=3, held_until=NOW + timedelta(days=7))
    with pytest.raises(TooManySectorsError) as refusal:
        waited_for(session, 3)
    assert refusal.value.most == 2
    waited_for(session, 2)
    with pytest.raises(TooFewPlacesError):
        changed(session, capacity=3)
    with pytest.raises(OverError):
        waited_for(session, 1, at=session.starts_at)
    assert LiveSession.objects.get().least_sectors == 2


@pytest.mark.django_db
def test_what_is_kept_for_disciplines_ends_a_day_before_a_session_that_was_moved():
    session = SessionFactory()
    waited_for(session, 3)
    changed(session, starts_at=NOW + timedelta(days=5))
    session.refresh_from_db()
    assert session.least_until == NOW + timedelta(days=4)


@pytest.mark.django_db
def test_a_share_is_kept_and_others_pass_by():
    session = SessionFactory(capacity=5)
    made_rule(session, "schools", at_most=40)
    outcome = [booked(session, slug).state for slug in ["schools"] * 3 + ["police"]]
    assert outcome == [State.BOOKED, State.BOOKED, State.WAITING, State.BOOKED]


@pytest.mark.django_db
def test_fewer_places_than_a_share_needs_are_refused():
    session = SessionFactory(capacity=20)
    made_rule(session, "schools", at_most=10)
    until = NOW + timedelta(days=7)
    made_rule(session, "maternity", at_most=40, held=4, held_until=until)
    assert changed(session, capacity=10).capacity == 10
    refused = {}
    for capacity in (9, 4):
        with pytest.raises(SmallShareError) as refusal:
            changed(session, capacity=capacity)
        refused[capacity] = [one.slug for one in refusal.value.sectors]
    assert refused == {9: ["schools", "maternity"], 4: ["schools", "maternity"]}
    assert LiveSession.objects.get().capacity == 10


@pytest.mark.django_db
def test_a_place_is_not_given_up_once_the_session_has_begun():
    session = SessionFactory(capacity=1)
    first, waits = booked(session), booked(session)
    assert give_up_place(booking=first, at=session.starts_at).state == State.BOOKED
    waits.refresh_from_db()
    assert waits.state == State.WAITING
    assert not Message.objects.filter(kind="courses.place_ended").exists()


@pytest.mark.django_db
def test_what_a_session_wants_stays_as_it_was_once_it_has_begun():
    session, by = SessionFactory(), PersonFactory()
    kept = made_rule(session, "schools", at_most=40)
    begun = session.starts_at
    with pytest.raises(OverError):
        wish_for(session=session, wish=Wish(kept.sector, at_most=60), by=by, at=begun)
    with pytest.raises(OverError):
        wish_no_longer(rule=kept, by=by, at=begun)
    assert session.rules.get().at_most == 40


@pytest.mark.django_db
def test_whoever_leaves_the_portal_leaves_their_place():
    session = SessionFactory(capacity=1)
    first, second = booked(session), booked(session)
    privacy.erase(first.person)
    second.refresh_from_db()
    assert second.state == State.OFFERED


@pytest.mark.django_db
def test_a_session_called_off_ends_every_booking_and_gives_no_place():
    session = SessionFactory(capacity=1)
    booked(session)
    booked(session)
    for _ in range(2):
        call_off_session(session=session, because="The hub is closed.", by=PersonFactory(), at=NOW)
    assert states(session) == [State.CALLED_OFF, State.CALLED_OFF]
    assert Message.objects.filter(kind="courses.session_called_off").count() == 2
    with pytest.raises(NotBookableError):
        booked(session)


@pytest.mark.django_db
def test_everything_a_calendar_is_told_has_a_higher_number():
    session = SessionFactory()
    booking = booked(session)
    numbers = [booking.change]
    changed(session, place="Town hall")
    booking.refresh_from_db()
    numbers.append(booking.change)
    numbers.append(give_up_place(booking=booking, at=LATER).change)
    numbers.append(booked(session, person=booking.person, at=LATER).change)
    assert numbers == sorted(set(numbers))


@pytest.mark.django_db
def test_two_records_of_one_person_keep_the_better_place():
    session = SessionFactory(capacity=2)
    first, second, third = (booked(session) for _ in range(3))
    privacy.merge(keep=third.person, into_keep=first.person)
    assert states(session) == [State.BOOKED, State.BOOKED, State.GIVEN_UP]
    privacy.merge(keep=second.person, into_keep=third.person)
    kept = session.bookings.open().get()
    assert kept.person == second.person
    assert not Message.objects.filter(kind="courses.place_ended").exists()


ROUNDS = {"postgresql": 20, "sqlite": 2}


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_for_twenty_places_are_twenty_and_thirty_in_order():
    people = PersonFactory.create_batch(50)
    for _ in range(ROUNDS[connection.vendor]):
        session = SessionFactory(capacity=20)
        calls = [lambda one=one, s=session: booked(s, person=one) for one in people]
        outcomes = run_together(calls)
        assert all(isinstance(one, Booking) for one in outcomes), outcomes
        line = list(session.bookings.in_line())
        assert [one.number for one in line] == list(range(1, 51))
        assert [one.state for one in line] == [State.BOOKED] * 20 + [State.WAITING] * 30


@pytest.mark.django_db(transaction=True)
def test_giving_up_claiming_and_booking_at_once_leaves_every_place_taken():
    session = SessionFactory(capacity=5)
    line = [booked(session) for _ in range(10)]
    calls = [lambda one=one: give_up_place(booking=one, at=LATER) for one in line[:5]]
    calls += [lambda: booked(session, at=LATER) for _ in range(5)]
    outcomes = run_together(calls)
    assert all(isinstance(one, Booking) for one in outcomes), outcomes
    assert session.bookings.holding().count() == 5
    offered = session.bookings.filter(state=State.OFFERED).in_line()
    assert list(offered) == line[5:]


DISCIPLINES = ["maternity", "schools", "police"]


class Room(RuleBasedStateMachine):
    """Any order of everything that can happen to the places of a session."""

    @initialize(
        capacity=st.integers(1, 4),
        most=st.integers(20, 100),
        held=st.integers(0, 2),
        least=st.integers(0, 3),
    )
    def opens(self, capacity, most, held, least):
        self.now = NOW
        self.session = SessionFactory(capacity=capacity)
        made_rule(self.session, "schools", at_most=most)
        held = min(held, capacity)
        until = NOW + timedelta(hours=30) if held else None
        made_rule(self.session, "maternity", held=held, held_until=until)
        self.asks_for(least, hours=40)

    def asks_for(self, least, *, hours):
        until = self.now + timedelta(hours=hours)
        try:
            waited_for(self.session, least, until=until, at=self.now)
        except TooManySectorsError as error:
            waited_for(self.session, error.most, until=until, at=self.now)

    def some(self, *wanted):
        return self.session.bookings.filter(state__in=wanted).in_line()

    @rule(slug=st.sampled_from(DISCIPLINES))
    def somebody_books(self, slug):
        booked(self.session, slug, at=self.now)

    @rule(number=st.integers(0, 5))
    def somebody_gives_up(self, number):
        for booking in self.some(*Booking.OPEN)[number : number + 1]:
            give_up_place(booking=booking, at=self.now)

    @rule(number=st.integers(0, 5))
    def somebody_claims(self, number):
        for booking in self.some(State.OFFERED)[number : number + 1]:
            claim_place(booking=booking, at=self.now)

    @rule(hours=st.integers(1, 25))
    def hours_pass_and_beat_comes(self, hours):
        self.now += timedelta(hours=hours)
        pass_places_on(at=self.now)

    @rule(more=st.integers(1, 2))
    def places_are_added(self, more):
        self.session.refresh_from_db()
        changed_at = {"capacity": self.session.capacity + more}
        change_session(
            session=self.session,
            facts=changed_at,
            facilitators=self.session.facilitators.all(),
            by=PersonFactory(),
            at=self.now,
        )

    @rule(least=st.integers(0, 3), hours=st.integers(1, 40))
    def disciplines_are_waited_for(self, least, hours):
        self.asks_for(least, hours=hours)

    @rule(number=st.integers(0, 5))
    def somebody_leaves(self, number):
        for booking in self.some(*Booking.OPEN)[number : number + 1]:
            privacy.erase(booking.person)

    @invariant()
    def no_place_is_given_twice_and_none_is_idle(self):
        if not hasattr(self, "session"):
            return
        session = LiveSession.objects.get(pk=self.session.pk)
        taken = session.bookings.holding().by_sector()
        assert sum(taken.values()) <= session.capacity
        rules = rules_of(session, at=self.now)
        for booking in session.bookings.waiting():
            assert why_not(rules, taken, booking.sector_id)


class AnyOrderTest(TestCase):
    def test_no_place_is_given_twice_and_none_is_idle_in_any_order(self):
        machine = Room.TestCase()
        machine.settings = settings(max_examples=20, stateful_step_count=15)
        machine.runTest()


@pytest.mark.django_db
def test_asking_twice_is_one_booking_with_the_needs_that_were_said_last():
    session, person = SessionFactory(), PersonFactory()
    for needs in ("Ramp", "Ramp and a loop", ""):
        booked(session, person=person, access_needs=needs)
    assert session.bookings.get().access_needs == "Ramp and a loop"
