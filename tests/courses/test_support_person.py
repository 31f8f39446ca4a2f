"""Nobody books a session without somebody in it for whoever needs a moment."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses import privacy
from courses.actions.booking import NotJustNowError, give_up_place
from courses.actions.planning import NotReadyError, open_session, what_is_missing
from courses.models import Booking, LiveSession
from tests.accounts.factories import (
    EmploymentFactory,
    PersonFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.cohorts import CohortFactory
from tests.courses.sessions import SessionFactory, booked

pytestmark = pytest.mark.django_db
NOTE = "Name a support person: nobody new can book until then."


def soon():
    return timezone.now() + timedelta(days=9)


def is_erased(person):
    privacy.erase(person)


def has_their_login_closed(person):
    UserFactory(person=person, is_active=False)


def leaves_their_last_job(person):
    first, last = (timezone.localdate() - timedelta(days=days) for days in (90, 1))
    EmploymentFactory(person=person, starts_on=first, ends_on=last)


def turns_out_to_run_it(person):
    runs = LiveSession.objects.get(support_person=person).facilitators.get()
    privacy.merge(keep=runs, into_keep=person)


def is_there_as_two(person):
    runs = LiveSession.objects.get(support_person=person).facilitators.get()
    privacy.merge(keep=person, into_keep=runs)


GONE = [
    is_erased,
    has_their_login_closed,
    leaves_their_last_job,
    turns_out_to_run_it,
    is_there_as_two,
]


def has_left_one_job_of_two(person):
    leaves_their_last_job(person)
    EmploymentFactory(person=person)


def leaves_at_the_end_of_the_month(person):
    EmploymentFactory(person=person, ends_on=timezone.localdate() + timedelta(days=5))


@pytest.mark.parametrize("leave", GONE)
def test_without_a_support_person_nobody_new_books_and_every_place_stays(leave):
    session = SessionFactory(starts_at=soon())
    kept = booked(session, at=timezone.now())
    leave(session.support_person)
    with pytest.raises(NotJustNowError):
        booked(session, at=timezone.now())
    kept.refresh_from_db()
    assert kept.state == Booking.State.BOOKED
    LiveSession.objects.filter(pk=session.pk).update(support_person=PersonFactory())
    assert booked(session, at=timezone.now()).state == Booking.State.BOOKED


@pytest.mark.parametrize("stay", [has_left_one_job_of_two, leaves_at_the_end_of_the_month])
def test_whoever_is_still_here_stays_support_person(stay):
    session = SessionFactory(starts_at=soon())
    stay(session.support_person)
    assert booked(session, at=timezone.now()).state == Booking.State.BOOKED
    assert what_is_missing(session, at=timezone.now()) == []


def test_whoever_waits_already_still_gets_the_place_that_comes_free():
    session = SessionFactory(starts_at=soon(), capacity=1)
    first, waits = (booked(session, at=timezone.now()) for _ in range(2))
    leaves_their_last_job(session.support_person)
    give_up_place(booking=first, at=timezone.now())
    waits.refresh_from_db()
    assert waits.state == Booking.State.OFFERED


@pytest.mark.parametrize("leave", [leaves_their_last_job, is_erased])
def test_its_page_says_kindly_that_it_is_not_open_just_now(client, leave):
    session = SessionFactory(starts_at=soon())
    name = str(session.support_person)
    leave(session.support_person)
    client.force_login(UserFactory())
    path = reverse("courses:session", args=[session.pk])
    shown = client.get(path).text
    assert "It is not open for booking just now." in shown
    assert "Book a place" not in shown
    assert name not in shown
    answer = client.post(path, {"access_needs": ""}, follow=True)
    assert "This session is not open for booking just now." in answer.text
    assert not session.bookings.exists()


@pytest.mark.parametrize("role", ["facilitator", "trainer"])
@pytest.mark.parametrize(
    ("leave", "words"),
    [
        (is_erased, "Name a support person: no session opens without one."),
        (leaves_their_last_job, "The support person has left. Name another one."),
        (turns_out_to_run_it, "Name a support person: no session opens without one."),
    ],
)
def test_whoever_runs_it_reads_so_on_its_page_and_at_home(client, role, leave, words):
    user = user_with_role(role)
    client.force_login(user)
    session = SessionFactory(starts_at=soon(), facilitators=[user.person])
    page = reverse("courses:session_people", args=[session.pk])
    for path in (page, "/"):
        assert "support person" not in client.get(path).text.casefold()
    leave(session.support_person)
    shown = client.get(page).text
    assert words in shown
    assert "Whoever has a place keeps it. " in " ".join(shown.split())
    assert reverse("courses:change_session", args=[session.pk]) in shown
    assert NOTE in client.get("/").text


def test_one_that_is_being_planned_or_going_on_asks_for_nobody_on_the_home(client):
    user = user_with_role("facilitator")
    client.force_login(user)
    said = {"facilitators": [user.person], "support_person": None}
    SessionFactory(starts_at=soon(), planned=True, title="Being planned", **said)
    SessionFactory(starts_at=timezone.now() - timedelta(hours=1), title="Going on", **said)
    shown = client.get("/").text
    assert "Being planned" in shown
    assert "Going on" in shown
    assert NOTE not in shown


def test_a_session_opens_for_nobody_whose_support_person_has_left():
    session = SessionFactory(starts_at=soon(), planned=True)
    leaves_their_last_job(session.support_person)
    with pytest.raises(NotReadyError) as refused:
        open_session(session=session, by=PersonFactory(), at=timezone.now())
    assert refused.value.missing == ["support_left"]


@pytest.mark.parametrize("keeps_facilitator", [True, False])
def test_one_person_in_both_roles_goes_on_running_it(keeps_facilitator):
    session = SessionFactory(starts_at=soon())
    pair = [session.facilitators.get(), session.support_person]
    keep, into_keep = pair if keeps_facilitator else reversed(pair)
    privacy.merge(keep=keep, into_keep=into_keep)
    session.refresh_from_db()
    assert list(session.facilitators) == [keep]
    assert session.support_person is None
    assert what_is_missing(session, at=timezone.now()) == ["support"]


def of_own_cohort(user):
    cohort = CohortFactory(people=[user.person])
    return SessionFactory(starts_at=soon(), cohort=cohort)


def test_lists_offer_no_place_where_nobody_supports(client):
    user = UserFactory()
    client.force_login(user)
    session = of_own_cohort(user)
    shown = client.get(reverse("courses:sessions")).text
    assert "20 places left" in shown
    assert session in LiveSession.objects.to_book(user.person, at=timezone.now())
    LiveSession.objects.update(support_person=None)
    shown = client.get(reverse("courses:sessions")).text
    assert "20 places left" not in shown
    assert "It is not open for booking just now." in shown
    assert not LiveSession.objects.to_book(user.person, at=timezone.now()).exists()


@pytest.mark.parametrize("goes", [is_erased, has_their_login_closed, leaves_their_last_job])
def test_nobody_books_a_session_whose_only_facilitator_has_left(client, goes):
    session = SessionFactory(starts_at=soon())
    goes(session.facilitators.get())
    with pytest.raises(NotJustNowError):
        booked(session, at=timezone.now())
    assert what_is_missing(session, at=timezone.now())[0].startswith("facilitator")
    client.force_login(UserFactory())
    page = client.get(reverse("courses:session", args=[session.pk])).text
    assert "Book a place" not in page
    assert "somebody is named who runs it" in page


def test_one_facilitator_who_is_still_here_is_enough():
    session = SessionFactory(starts_at=soon(), facilitators=PersonFactory.create_batch(2))
    leaves_their_last_job(session.facilitators.first())
    assert what_is_missing(session, at=timezone.now()) == []
    assert booked(session, at=timezone.now())
