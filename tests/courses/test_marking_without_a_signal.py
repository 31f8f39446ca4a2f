"""Who is there is marked in rooms without a signal: kept on the phone, and sent once."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Attendance, LiveSession
from tests.accounts.factories import PersonFactory, user_with_role
from tests.browser import PHONE, sign_in
from tests.courses.sessions import SessionFactory, booked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "() => localStorage.getItem('later')"
NO_SIGNAL = re.compile("^No connection: kept on this device")


@pytest.fixture
def trainer():
    return user_with_role("trainer")


@pytest.fixture
def session(trainer):
    coming = timezone.now() + timedelta(days=1)
    made = SessionFactory(starts_at=coming, facilitators=[trainer.person])
    for name in ("Ann Roe", "Bea Lund"):
        booked(made, person=PersonFactory(display_name=name), at=timezone.now())
    LiveSession.objects.filter(pk=made.pk).update(starts_at=timezone.now())
    return made


@pytest.fixture
def screen(new_context, live_server, trainer, session):
    context = new_context(base_url=live_server.url, viewport=PHONE)
    sign_in(context, live_server, trainer)
    page = context.new_page()
    page.goto(reverse("courses:attendance", args=[session.pk]))
    return page


def came():
    here = Attendance.objects.filter(is_there=True).order_by("pk")
    return [str(one) for one in here]


def test_it_is_kept_on_the_phone_and_sent_once_when_the_signal_is_back(screen):
    screen.context.set_offline(True)
    screen.get_by_label("Ann Roe").check()
    screen.get_by_role("button", name="Save who is there").click()
    screen.get_by_text(NO_SIGNAL).first.wait_for()
    screen.get_by_label("Name", exact=True).fill("Jo Webb")
    screen.get_by_role("button", name="Add a guest").click()
    assert not Attendance.objects.exists()
    screen.context.set_offline(False)
    screen.get_by_text("Jo Webb").first.wait_for()
    assert sorted(came()) == ["Ann Roe", "Jo Webb"]
    assert screen.evaluate(KEPT) is None
    assert screen.get_by_label("Ann Roe").is_checked()


def test_with_a_signal_it_is_saved_at_once(screen):
    screen.get_by_label("Bea Lund").check()
    screen.get_by_role("button", name="Save who is there").click()
    screen.get_by_text("Saved: 1 person was there.").wait_for()
    assert came() == ["Bea Lund"]


def test_what_was_said_since_on_another_phone_holds(screen, session):
    ann, bea = (booking.person for booking in session.bookings.in_line())
    screen.context.set_offline(True)
    screen.get_by_label("Ann Roe").check()
    screen.get_by_role("button", name="Save who is there").click()
    screen.get_by_text(NO_SIGNAL).first.wait_for()
    later = timezone.now() + timedelta(seconds=5)
    session.attendances.create(person=bea, is_there=True, marked_at=later)
    screen.context.set_offline(False)
    screen.get_by_text("Saved: 2 people were there.").wait_for()
    assert set(came()) == {str(ann), str(bea)}


def test_what_is_refused_is_said_and_holds_up_nothing_behind_it(screen, session, trainer):
    other = SessionFactory(starts_at=timezone.now(), facilitators=[trainer.person])
    screen.context.set_offline(True)
    screen.get_by_label("Name", exact=True).fill("Jo Webb")
    screen.get_by_role("button", name="Add a guest").click()
    screen.get_by_text(NO_SIGNAL).first.wait_for()
    session.facilitations.all().delete()
    screen.context.set_offline(False)
    screen.get_by_text("you may not mark that list any more").first.wait_for()
    assert screen.evaluate(KEPT) is None
    screen.goto(reverse("courses:attendance", args=[other.pk]))
    screen.get_by_label("Name", exact=True).fill("Sam Dale")
    screen.get_by_role("button", name="Add a guest").click()
    screen.get_by_text("Written down.").wait_for()
    assert came() == ["Sam Dale"]


def test_a_server_in_trouble_is_no_end_of_the_sitting(screen):
    screen.route("**/attendance/", lambda route: route.fulfill(status=503, body="Busy"))
    screen.get_by_label("Ann Roe").check()
    screen.get_by_role("button", name="Save who is there").click()
    screen.get_by_text(NO_SIGNAL).first.wait_for()
    assert screen.evaluate(KEPT)
    screen.unroute("**/attendance/")
    screen.get_by_text("Saved: 1 person was there.").wait_for()
