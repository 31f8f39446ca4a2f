"""Who came is ticked off in the room, counts for whoever came, and is nobody else's business."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses import privacy
from courses.cpd import learning_of, record_of
from courses.models import Attendance, LiveSession
from tests.accounts.factories import (
    EmploymentFactory,
    PersonFactory,
    user_with_role,
)
from tests.courses.sessions import SessionFactory, booked
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


@pytest.fixture
def session(trainer):
    made = SessionFactory(
        starts_at=timezone.now() + timedelta(days=1), facilitators=[trainer.person]
    )
    for _ in range(3):
        booked(made, at=timezone.now())
    return made


@pytest.fixture
def begun(session):
    LiveSession.objects.filter(pk=session.pk).update(starts_at=timezone.now())
    session.refresh_from_db()
    return session


def page_of(session):
    return reverse("courses:attendance", args=[session.pk])


def people_of(session):
    return [booking.person for booking in session.bookings.in_line()]


def hidden_in(page):
    """What the page says of itself, as a browser would send it."""
    found = re.findall(r'name="(shown|was)" value="(\d+)"', page.text)
    return {name: [key for which, key in found if which == name] for name in ("shown", "was")}


def save(client, session, *people, page=None):
    """As ticked on a page, which is opened now unless it was before."""
    page = page or client.get(page_of(session))
    ticked = {"here": [person.pk for person in people]}
    return client.post(page_of(session), hidden_in(page) | ticked)


def came(session):
    return set(session.attendances.filter(is_there=True).values_list("person", flat=True))


def test_who_is_ticked_was_there_and_the_later_word_holds(client, begun):
    first, second, third = people_of(begun)
    save(client, begun, first, second)
    assert came(begun) == {first.pk, second.pk}
    save(client, begun, second, third)
    assert came(begun) == {second.pk, third.pk}
    assert begun.attendances.count() == 3


def test_sending_the_same_list_twice_writes_nobody_down_twice(client, begun):
    for _ in range(2):
        save(client, begun, people_of(begun)[0])
    assert begun.attendances.count() == 3


def test_two_facilitators_undo_nothing_of_each_other_and_nobody_unseen_is_away(client, begun):
    first, second, third = people_of(begun)
    other = user_with_role("trainer")
    begun.facilitations.create(person=other.person)
    one, two = client.get(page_of(begun)), client.get(page_of(begun))
    save(client, begun, first, page=one)
    LiveSession.objects.filter(pk=begun.pk).update(starts_at=timezone.now() + timedelta(hours=1))
    late = booked(begun, at=timezone.now()).person
    client.force_login(other)
    save(client, begun, second, page=two)
    assert came(begun) == {first.pk, second.pk}
    assert not begun.attendances.filter(person=late).exists()
    assert not begun.attendances.get(person=third).is_there
    save(client, begun, second, third)
    assert came(begun) == {second.pk, third.pk}
    assert not begun.attendances.get(person=late).is_there


def test_who_was_taken_out_since_does_not_come_back_with_an_old_page(client, begun):
    first, second, _third = people_of(begun)
    save(client, begun, first)
    old = client.get(page_of(begun))
    save(client, begun)
    save(client, begun, first, second, page=old)
    assert came(begun) == {second.pk}


def test_finding_somebody_keeps_how_the_page_was_first_shown(client, begun):
    first, second, _third = people_of(begun)
    old = client.get(page_of(begun))
    save(client, begun, first)
    ticked = {"here": [second.pk], "q": "bronwen", "find": "1"}
    found = client.post(page_of(begun), hidden_in(old) | ticked)
    save(client, begun, second, page=found)
    assert came(begun) == {first.pk, second.pk}


def test_what_was_ticked_and_taken_back_without_a_signal_holds(client, begun):
    first, *_others = people_of(begun)
    old = client.get(page_of(begun))
    save(client, begun, first, page=old)
    client.post(page_of(begun), hidden_in(old) | {"touched": [first.pk]})
    assert not came(begun)


def test_somebody_without_a_place_is_found_and_ticked(client, begun):
    walk_in = EmploymentFactory(person=PersonFactory(display_name="Bronwen Pugh")).person
    first = people_of(begun)[0]
    found = client.post(page_of(begun), {"here": [first.pk], "q": "bronwen", "find": "1"})
    assert "Bronwen Pugh" in found.text
    assert not begun.attendances.exists()
    client.post(page_of(begun), {"here": [first.pk, walk_in.pk]})
    assert came(begun) == {first.pk, walk_in.pk}


def test_a_guest_who_is_not_on_the_portal_is_written_down_once_and_taken_out(client, begun):
    url = reverse("courses:add_guest", args=[begun.pk])
    for _ in range(2):
        client.post(url, {"name": "Jo Webb"})
    guest = begun.attendances.get()
    assert "Jo Webb" in client.get(page_of(begun)).text
    client.post(reverse("courses:drop_guest", args=[guest.pk]))
    assert not Attendance.objects.exists()


def test_nobody_is_marked_the_day_before(client, session):
    answer = client.post(page_of(session), {"here": [people_of(session)[0].pk]}, follow=True)
    assert "opens an hour before" in answer.text
    assert not Attendance.objects.exists()


def test_nobody_is_marked_in_a_session_that_is_cancelled(client, begun):
    LiveSession.objects.filter(pk=begun.pk).update(state=LiveSession.State.CANCELLED)
    assert "never for one that is cancelled" in client.get(page_of(begun)).text
    client.post(page_of(begun), {"here": [people_of(begun)[0].pk]})
    client.post(reverse("courses:add_guest", args=[begun.pk]), {"name": "Jo Webb"})
    assert not Attendance.objects.exists()


def test_the_way_to_the_list_stands_there_once_it_is_open(client, session):
    url = reverse("courses:session_people", args=[session.pk])
    before = client.get(url).text
    assert page_of(session) not in before
    assert "From an hour before it begins" in before
    LiveSession.objects.filter(pk=session.pk).update(
        starts_at=timezone.now() + timedelta(minutes=59)
    )
    assert page_of(session) in client.get(url).text


def test_nobody_else_marks_or_reads_it(client, begun):
    client.force_login(user_with_role("trainer"))
    assert client.get(page_of(begun)).status_code == 404
    assert client.post(page_of(begun), {"here": []}).status_code == 404
    assert (
        client.post(reverse("courses:add_guest", args=[begun.pk]), {"name": "X"}).status_code == 404
    )


@pytest.mark.parametrize(("kind", "minutes"), [("case", 120), ("wellbeing", 0)])
def test_it_counts_as_learning_with_others_but_never_a_wellbeing_session(
    client, begun, kind, minutes
):
    LiveSession.objects.filter(pk=begun.pk).update(kind=kind)
    person, absent, _third = people_of(begun)
    client.post(page_of(begun), {"here": [person.pk]})
    today = timezone.localdate()
    assert record_of(person, since=today, until=today).others == minutes
    assert record_of(absent, since=today, until=today).others == 0
    assert learning_of(person, "attended").exists() == bool(minutes)


def test_a_copy_holds_it_and_erasing_takes_it_away(client, begun):
    person, other, _third = people_of(begun)
    save(client, begun, person)
    assert privacy.export_for(person)["sessions_attended"][0]["is_there"]
    privacy.merge(keep=other, into_keep=person)
    assert begun.attendances.get(person=other).is_there
    privacy.erase(other)
    assert begun.attendances.count() == 1


def test_two_records_of_one_facilitator_run_each_session_once(session, trainer):
    other = PersonFactory()
    alone = SessionFactory(facilitators=[other])
    session.facilitations.create(person=other)
    privacy.merge(keep=trainer.person, into_keep=other)
    assert list(session.facilitators) == list(alone.facilitators) == [trainer.person]
    assert not other.facilitations.exists()


def in_a_room(trainer, count):
    made = SessionFactory(starts_at=timezone.now(), facilitators=[trainer.person], capacity=50)
    for _ in range(count):
        booked(made, at=made.starts_at - timedelta(hours=1))
    return made


def questions_in(client, room):
    """Of the first marking, of marking again, and of looking."""
    everybody = {"here": [one.pk for one in people_of(room)]}
    said = everybody | {"shown": everybody["here"], "touched": everybody["here"]}

    def mark():
        client.post(page_of(room), said)

    def mark_first():
        room.attendances.all().delete()
        mark()

    asked = [
        queries_of(mark_first),
        queries_of(mark),
        queries_of(lambda: client.get(page_of(room))),
    ]
    assert came(room) == set(everybody["here"])
    return asked


def test_twenty_five_people_ask_as_often_as_three(client, trainer):
    three, many = (questions_in(client, in_a_room(trainer, count)) for count in (3, 25))
    assert three == many


@pytest.mark.parametrize("wrong", ["x", "9" * 30, "-1"])
def test_what_is_no_person_is_refused_without_a_fault(client, begun, wrong):
    assert client.post(page_of(begun), {"here": [wrong]}).status_code == 200
    assert not Attendance.objects.exists()
