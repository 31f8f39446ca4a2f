"""People hear once what is asked of them, and of its day and of refreshers while it helps."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from courses.actions import complete_lesson, enrol_learner
from courses.actions.refreshing import start_refresher
from courses.messages.asked import ASKED_NOT_BEGUN, ASSIGNED, SUGGESTED_DAY
from courses.messages.refreshers import REFRESHER_DUE
from courses.messages.reminders import NOT_STARTED
from courses.messages.rounds import go_round
from courses.models import DailyRound, Enrolment, Recognition, Requirement
from courses.tasks import tell_what_is_asked
from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from tests.accounts.factories import EmploymentFactory, PersonFactory, UserFactory
from tests.courses.factories import course
from tests.courses.outside import asked
from tests.notifications.factories import AlwaysOpen
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def noon(days=0):
    """Of today or another day: what is asked counts in days."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(12)))


def rounds(*, days=0):
    """A whole day's look at everybody."""
    while go_round(at=noon(days), batch=2):
        pass


def told(kind):
    return Message.objects.filter(kind=kind.code).order_by("pk")


@pytest.fixture
def page():
    return course(title="Being there", lessons=1)


@pytest.fixture
def person():
    return EmploymentFactory().person


def ask(page, **said):
    return Requirement.objects.create(course=page, **said)


def finish(person, page, *, at=None):
    for each in page.lessons:
        complete_lesson(person=person, lesson=each, at=at or timezone.now())


def recognise(person, page):
    Recognition.objects.create(person=person, course=page, request=asked(person, course=page))


def test_whoever_is_asked_hears_once_who_asks_why_and_by_when(page, person):
    ask(page, suggested_within_days=90)
    PersonFactory()
    for day in range(3):
        rounds(days=day)
    (message,) = told(ASSIGNED)
    assert message.person == person
    words = ASSIGNED.words(message)
    assert (words["who"], words["course"], words["roles"]) == (
        "The partnership",
        "Being there",
        "Teacher",
    )
    assert words["day"]


def test_what_one_day_brings_goes_in_one_letter(mailoutbox):
    AlwaysOpen()
    for number in range(6):
        ask(course(title=f"Course {number}", lessons=1))
    people = [EmploymentFactory().person for _ in range(12)]
    rounds()
    assert told(ASSIGNED).count() == 72
    while sweep_messages(at=noon()):
        pass
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(one.email for one in people)
    assert {letter.subject for letter in mailoutbox} == {"6 things from the portal"}


@pytest.mark.parametrize(
    "does",
    [
        lambda person, page: enrol_learner(person=person, course=page),
        finish,
        recognise,
        lambda person, page: page.requirements.update(is_active=False),
        lambda person, page: person.employments.update(ends_on=timezone.localdate() - YEAR),
        lambda person, page: page.unpublish(),
    ],
    ids=["enrolled", "finished", "recognised", "asked no more", "left", "not published"],
)
def test_what_is_done_or_asked_no_more_is_not_told(page, person, does):
    person.employments.update(starts_on=timezone.localdate() - 2 * YEAR)
    ask(page)
    rounds()
    (message,) = told(ASSIGNED)
    does(person, page)
    assert ASSIGNED.words(message) is None
    Message.objects.all().delete()
    rounds(days=1)
    assert not told(ASSIGNED)


def test_a_new_course_a_new_job_and_a_new_person_are_found_the_next_day(page, person):
    rounds()
    assert not told(ASSIGNED)
    ask(page)
    rounds(days=1)
    EmploymentFactory()
    ask(course(lessons=1))
    rounds(days=2)
    assert told(ASSIGNED).count() == 4


def test_a_job_that_comes_back_tells_nothing_twice(page, person):
    ask(page)
    rounds()
    person.employments.all().delete()
    rounds(days=1)
    EmploymentFactory(person=person)
    rounds(days=2)
    assert told(ASSIGNED).count() == 1


def test_a_course_behind_a_restriction_is_told_to_whoever_may_open_it(page):
    reader = UserFactory()
    EmploymentFactory(person=reader.person)
    without_login = EmploymentFactory().person
    ask(page)
    rounds()
    messages = {message.person: message for message in told(ASSIGNED)}
    assert ASSIGNED.words(messages[reader.person])
    assert ASSIGNED.words(messages[without_login])
    page.view_restrictions.create(restriction_type="groups")
    assert ASSIGNED.words(messages[reader.person]) is None
    assert ASSIGNED.words(messages[without_login]) is None


@pytest.mark.parametrize(("days", "count"), [(15, 0), (16, 1), (30, 1), (31, 0)])
def test_its_day_is_told_of_once_while_it_is_near(page, person, days, count):
    ask(page, suggested_within_days=30)
    rounds()
    rounds(days=days)
    rounds(days=days)
    assert told(SUGGESTED_DAY).count() == count


def test_what_was_asked_and_has_not_begun_after_a_week_is_told_once_more(page, person):
    ask(page)
    for day in range(10):
        rounds(days=day)
        assert told(ASKED_NOT_BEGUN).count() == (day >= 7)
    (message,) = told(ASKED_NOT_BEGUN)
    assert ASKED_NOT_BEGUN.words(message)["course"] == "Being there"
    enrol_learner(person=person, course=page)
    assert ASKED_NOT_BEGUN.words(message) is None


def test_whoever_enrolled_hears_that_it_has_not_begun_from_one_side(page, person):
    ask(page)
    rounds()
    enrol_learner(person=person, course=page)
    rounds(days=8)
    assert not told(ASKED_NOT_BEGUN)
    assert told(NOT_STARTED).count() == 1


def test_a_refresher_that_has_not_begun_is_told_of_after_a_week(person):
    page = yearly(person, left=20)
    start_refresher(person=person, course=page, at=timezone.now())
    message = told(NOT_STARTED).last()
    assert NOT_STARTED.words(message)["course"] == "Yearly"
    complete_lesson(person=person, lesson=page.lessons[0], at=timezone.now())
    assert NOT_STARTED.words(message) is None


def test_soon_after_the_first_message_nothing_is_said_of_the_day(page, person):
    ask(page, suggested_within_days=10)
    for day in range(7):
        rounds(days=day)
    assert not told(SUGGESTED_DAY)
    rounds(days=7)
    assert told(SUGGESTED_DAY)


@pytest.mark.parametrize("does", [finish, recognise])
def test_its_day_is_told_of_to_whoever_began_and_not_once_it_is_done(page, person, does):
    Requirement.objects.create(
        course=page, since=timezone.localdate() - YEAR, suggested_within_days=5
    )
    enrol_learner(person=person, course=page)
    rounds()
    (message,) = told(SUGGESTED_DAY)
    assert SUGGESTED_DAY.words(message)["course"] == "Being there"
    does(person, page)
    assert SUGGESTED_DAY.words(message) is None


def yearly(person, *, left):
    """A course refreshed each year, finished so that this many days are left."""
    page = course(title="Yearly", lessons=1, refresh_months=12)
    finish(person, page)
    Enrolment.objects.get(person=person, course=page)
    person.certificates.update(valid_until=timezone.localdate() + timedelta(days=left))
    return page


@pytest.mark.parametrize(
    ("left", "count"), [(61, 0), (60, 1), (15, 1), (14, 1), (0, 1), (-1, 0), (-400, 0)]
)
def test_a_refresher_is_told_of_from_sixty_days_on(person, left, count):
    yearly(person, left=left)
    rounds()
    rounds()
    assert told(REFRESHER_DUE).count() == count


def test_a_refresher_is_told_of_twice_and_no_more(person):
    page = yearly(person, left=60)
    for day in range(0, 70, 2):
        rounds(days=day)
    early, late = told(REFRESHER_DUE)
    assert REFRESHER_DUE.words(early)["course"] == "Yearly"
    assert early.expires_at <= late.due_at
    start_refresher(person=person, course=page, at=timezone.now())
    assert REFRESHER_DUE.words(late)
    finish(person, page)
    assert REFRESHER_DUE.words(early) is REFRESHER_DUE.words(late) is None


def test_the_next_period_is_told_of_anew(person):
    page = yearly(person, left=60)
    rounds()
    start_refresher(person=person, course=page, at=timezone.now())
    finish(person, page)
    person.certificates.update(valid_until=timezone.localdate() + timedelta(days=60))
    rounds(days=1)
    assert told(REFRESHER_DUE).count() == 2


def test_whoever_works_nowhere_any_more_hears_of_no_refresher():
    yearly(PersonFactory(), left=30)
    rounds()
    assert not told(REFRESHER_DUE)


def test_a_round_goes_on_where_it_stopped_and_begins_anew_the_next_day(page):
    ask(page)
    people = [EmploymentFactory().person for _ in range(5)]
    assert [go_round(at=noon(), batch=2) for _ in range(5)] == [2, 2, 1, 0, 0]
    assert [message.person for message in told(ASSIGNED)] == people
    assert go_round(at=noon(1), batch=9) == 5
    assert go_round(at=noon(1)) == 0
    assert DailyRound.objects.count() == 1


def test_a_round_that_was_killed_before_it_kept_its_place_tells_nobody_twice(page):
    ask(page)
    EmploymentFactory.create_batch(3)
    go_round(at=noon(), batch=2)
    DailyRound.objects.update(after=0)
    rounds()
    assert told(ASSIGNED).count() == 3


def test_the_task_looks_at_everybody(page):
    ask(page)
    EmploymentFactory.create_batch(3)
    assert tell_what_is_asked() == 3
    assert tell_what_is_asked() == 0


def test_a_round_asks_as_much_for_many_people_as_for_one(page):
    ask(page)

    def more():
        person = EmploymentFactory().person
        yearly(person, left=30)

    def whole_round():
        DailyRound.objects.all().delete()
        Message.objects.all().delete()
        go_round(at=noon())

    more()
    one = queries_of(whole_round)
    for _time in range(4):
        more()
    assert queries_of(whole_round) == one
