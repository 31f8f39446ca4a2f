"""A lead plans a cohort with three sessions; a member misses the second and takes it elsewhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Cohort
from tests.accounts.factories import EmploymentFactory, PersonFactory, UserFactory, user_with_role
from tests.browser import PHONE, violations
from tests.courses.cohorts import CohortFactory, meeting
from tests.courses.sessions import booked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARTS = "Before birth\nAfter birth\nWhat each of us can offer"
AGAIN = "After birth, with the others"


@pytest.fixture
def lead():
    return user_with_role("facilitator")


@pytest.fixture
def people():
    """Who misses one, and who does not."""
    away = UserFactory(person=PersonFactory(display_name="Norah Adeyemi")).person
    there = PersonFactory(display_name="Nora Winter")
    for person in (away, there):
        EmploymentFactory(person=person)
    return away, there


def test_missing_the_second_of_three_keeps_the_others(at_a_screen, lead, people):
    away, there = people
    desk = at_a_screen(lead)
    add_a_series(desk)
    cohort = plan_a_cohort(desk)
    add_people(desk)
    second = three_that_were(cohort, lead.person, people)
    mark(desk, second, there)
    again = with_another_cohort(cohort)
    phone = at_a_screen(away.user, PHONE)
    take_the_second_again(phone, cohort)
    find_it_in_the_calendar(phone, again)
    see_what_counts(phone, desk, cohort)


def add_a_series(desk):
    desk.goto("/sessions/cohorts/")
    desk.get_by_role("link", name="Add a series").click()
    desk.get_by_label("Title").fill("Round a birth")
    desk.get_by_label("Its sessions, in their order").fill(PARTS)
    desk.get_by_role("button", name="Keep it").click()


def plan_a_cohort(desk):
    desk.get_by_role("button", name="Plan a cohort").click()
    desk.get_by_label("Name").fill("Perinatal pilot")
    first = timezone.localdate() - timedelta(days=20)
    desk.get_by_label("First day").fill(first.isoformat())
    desk.get_by_label("Series of sessions").select_option("Round a birth")
    desk.get_by_role("button", name="Keep it").click()
    desk.get_by_text("Now say who belongs to it.").wait_for()
    return Cohort.objects.get()


def add_people(desk):
    desk.get_by_role("button", name="Add people").click()
    desk.get_by_label("Find people by name").fill("Nor")
    desk.get_by_role("button", name="Find").click()
    for name in ("Norah Adeyemi", "Nora Winter"):
        desk.get_by_label(name).check()
    desk.get_by_role("button", name="Add who is ticked").click()
    desk.get_by_text("2 people in it").wait_for()


def three_that_were(cohort, lead, people):
    """All booked; somebody wrote down who came to the first and the last, and not to the second."""
    made = {}
    for number, ago in ((1, 15), (2, 10), (3, 5)):
        at = timezone.now() - timedelta(days=ago)
        made[number] = meeting(cohort, number, at=at, facilitators=[lead])
        for person in people:
            booked(made[number], person=person, at=at - timedelta(days=3))
    for number in (1, 3):
        for person in people:
            made[number].attendances.create(person=person, marked_at=timezone.now())
    return made[2]


def mark(desk, session, there):
    desk.goto(f"/sessions/{session.pk}/attendance/")
    desk.get_by_label(there.display_name).check()
    desk.get_by_role("button", name="Save who is there").click()
    desk.get_by_text("Saved: 1 person was there.").wait_for()


def with_another_cohort(cohort):
    at = timezone.now() + timedelta(days=9)
    return meeting(CohortFactory(series=cohort.series), 2, at=at, title=AGAIN)


def take_the_second_again(phone, cohort):
    phone.goto("/sessions/")
    phone.get_by_role("link", name=cohort.name).click()
    phone.get_by_text("Not this time. You can take it with another group.").wait_for()
    assert phone.get_by_text("You were there. It counts.").count() == 2
    assert violations(phone) == []
    phone.get_by_role("link", name=AGAIN).click()
    phone.get_by_role("button", name="Book a place").click()
    phone.get_by_text("You have a place. A letter").first.wait_for()


def find_it_in_the_calendar(phone, again):
    phone.goto(f"/sessions/calendar/?month={timezone.localtime(again.starts_at):%Y-%m}")
    entry = phone.locator(".cp-entry", has_text=AGAIN)
    assert "You have a place." in entry.inner_text()


def see_what_counts(phone, desk, cohort):
    phone.goto(f"/sessions/cohorts/mine/{cohort.pk}/")
    assert phone.get_by_text("You were there. It counts.").count() == 2
    phone.get_by_text("You have booked it, or wait for a place.").wait_for()
    desk.goto(f"/sessions/cohorts/{cohort.pk}/")
    desk.get_by_text("Has parts 1 and 3. Was not at part 2.").wait_for()
    desk.get_by_text("Has parts 1, 2 and 3.").wait_for()
