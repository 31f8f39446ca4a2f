"""Which parts they have: who joins later, who comes as a guest, and whoever runs a session."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.credit import own_parts, standings_of
from courses.messages.catching_up import offer_sessions_again
from courses.models import Booking, LiveSession, Series
from courses.series import Standing
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.cohorts import CohortFactory, meeting
from tests.courses.sessions import booked

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.now() + timedelta(days=days)


def numbers_of(person):
    own = own_parts(person, at=timezone.now())
    parts = dict(Series.objects.values_list("parts__pk", "parts__number"))
    return {parts[key] for key in own.had}, {parts[key] for key in own.missed}


def guest_at(session, name="Jo Webb"):
    session.attendances.create(name=name, marked_at=session.starts_at)


def test_who_joins_after_the_first_part_takes_it_with_another_group_and_is_told():
    own = CohortFactory(people=[PersonFactory()])
    meeting(own, 1, at=in_days(-9), there=[own.memberships.get().person])
    again = meeting(CohortFactory(series=own.series), 1, at=in_days(9))
    late = PersonFactory()
    own.memberships.create(person=late)
    assert numbers_of(late) == (set(), {1})
    assert offer_sessions_again(at=timezone.now()) == 1
    assert booked(again, person=late, at=timezone.now()).state == Booking.State.BOOKED


def test_who_took_the_first_part_before_joining_has_it_and_is_told_nothing():
    late = PersonFactory()
    own = CohortFactory(people=[PersonFactory()])
    meeting(own, 1, at=in_days(-9), there=[own.memberships.get().person])
    meeting(CohortFactory(series=own.series), 1, at=in_days(-20), there=[late])
    meeting(CohortFactory(series=own.series), 1, at=in_days(9))
    own.memberships.create(person=late)
    assert numbers_of(late) == ({1}, set())
    assert offer_sessions_again(at=timezone.now()) == 0


def test_who_walked_in_before_joining_was_there():
    walked_in = PersonFactory()
    own = CohortFactory()
    meeting(own, 1, at=in_days(-9), there=[walked_in])
    own.memberships.create(person=walked_in)
    assert numbers_of(walked_in) == ({1}, set())


def test_where_only_guests_came_the_members_missed_it():
    member = PersonFactory()
    own = CohortFactory(people=[member])
    guest_at(meeting(own, 1, at=in_days(-9)))
    again = meeting(CohortFactory(series=own.series), 1, at=in_days(9))
    assert numbers_of(member) == (set(), {1})
    assert booked(again, person=member, at=timezone.now()).state == Booking.State.BOOKED


def test_a_guest_written_down_before_the_list_is_kept_says_nothing_of_who_booked():
    member = PersonFactory()
    own = CohortFactory(people=[member])
    session = meeting(own, 1, at=in_days(2))
    booked(session, person=member, at=timezone.now())
    LiveSession.objects.filter(pk=session.pk).update(starts_at=in_days(-3))
    guest_at(session)
    meeting(CohortFactory(series=own.series), 1, at=in_days(9))
    assert numbers_of(member) == (set(), set())
    assert offer_sessions_again(at=timezone.now()) == 0


def test_a_guest_stands_in_nobodys_parts(client):
    lead = UserFactory()
    member = PersonFactory()
    own = CohortFactory(lead=lead.person, people=[member])
    session = meeting(own, 1, at=in_days(-9), there=[member])
    guest_at(session)
    parts = list(own.series.parts.all())
    stands = standings_of(own, [member], parts, at=timezone.now())
    assert list(stands) == [member.pk]
    assert stands[member.pk][parts[0].pk] is Standing.HAD


@pytest.mark.parametrize("list_kept_by", ["the list", "a guest"])
def test_whoever_runs_a_session_has_its_part_once_who_was_there_is_written_down(list_kept_by):
    runs = PersonFactory()
    own = CohortFactory(people=[runs])
    session = meeting(own, 1, at=in_days(-9), facilitators=[runs])
    assert numbers_of(runs) == (set(), set())
    if list_kept_by == "a guest":
        guest_at(session)
    else:
        session.attendances.create(person=PersonFactory(), marked_at=session.starts_at)
    assert numbers_of(runs) == ({1}, set())


def test_a_facilitator_who_was_away_has_no_part_of_it():
    away = PersonFactory()
    own = CohortFactory(people=[away])
    meeting(own, 1, at=in_days(-9), facilitators=[away], missed=[away])
    assert numbers_of(away) == (set(), {1})


def test_whoever_runs_or_ran_a_part_is_not_asked_to_book_it(client):
    runs = UserFactory()
    own = CohortFactory(people=[runs.person])
    meeting(own, 1, at=in_days(5), facilitators=[runs.person])
    other = CohortFactory(series=own.series)
    meeting(other, 2, at=in_days(-9), facilitators=[runs.person], there=[PersonFactory()])
    meeting(own, 2, at=in_days(6))
    third = meeting(own, 3, at=in_days(7))
    to_book = LiveSession.objects.to_book(runs.person, at=timezone.now())
    assert list(to_book) == [third]
    client.force_login(runs)
    assert reverse("courses:session", args=[third.pk]) in client.get("/").text
