"""A course done once more: each period keeps its own, and nothing of the one before is lost."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from courses.actions import complete_lesson, enrol_learner, keep_place, make_release
from courses.actions.quizzes import begin_attempt
from courses.actions.refreshing import NotDueError, start_refresher
from courses.messages.reminders import LESSON_WAITS, PAUSED_FOR
from courses.models import Certificate, CoursePage, Requirement
from courses.refreshing import OPENS, is_open, months_on, next_end_of
from notifications.models import Message
from portal.coverage import reach_of_courses
from tests.accounts.factories import EmploymentFactory, PersonFactory, UserFactory
from tests.courses.factories import course, programme
from tests.courses.quizzes import BLOCK, lesson_with_quiz
from tests.queries import queries_of

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
FIRST = datetime(2026, 3, 2, 12, tzinfo=timezone.get_default_timezone())
YEAR = timedelta(days=365)


@given(DAYS, st.integers(1, 120))
def test_months_on_is_the_month_it_means(day, months):
    end = months_on(day, months)
    assert (end.year - day.year) * 12 + end.month - day.month == months
    assert end.day <= day.day


@given(DAYS, st.integers(1, 12))
def test_a_fixed_month_ends_within_a_year_and_never_opens_at_once(day, month):
    end = next_end_of(month, day)
    assert end.month == month
    assert (end + timedelta(days=1)).day == 1
    assert OPENS < end - day <= timedelta(days=366) + OPENS
    assert not is_open(end, day)
    assert is_open(end, end - OPENS)
    assert is_open(end, end + YEAR)


def finish(person, yearly, at):
    for each in yearly.lessons:
        complete_lesson(person=person, lesson=each, at=at)


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def yearly(db):
    return course(lessons=2, refresh_months=12)


@pytest.mark.django_db
def test_it_opens_sixty_days_before_the_certificate_ends_and_stays_open(yearly):
    person = PersonFactory()
    with pytest.raises(NotDueError):
        start_refresher(person=person, course=yearly, at=FIRST)
    enrol_learner(person=person, course=yearly, at=FIRST)
    with pytest.raises(NotDueError):
        start_refresher(person=person, course=yearly, at=FIRST + 9 * YEAR)
    finish(person, yearly, FIRST)
    until = Certificate.objects.get().valid_until
    assert until == date(2027, 3, 2)
    opens = datetime.combine(until - OPENS, FIRST.timetz())
    with pytest.raises(NotDueError):
        start_refresher(person=person, course=yearly, at=opens - timedelta(days=1))
    assert start_refresher(person=person, course=yearly, at=opens).period == 2


@pytest.mark.django_db
def test_starting_twice_is_one_refresher(yearly):
    person = PersonFactory()
    finish(person, yearly, FIRST)
    one = start_refresher(person=person, course=yearly, at=FIRST + YEAR)
    assert start_refresher(person=person, course=yearly, at=FIRST + YEAR) == one
    assert person.enrolments.count() == 2


@pytest.mark.django_db
def test_three_refreshers_leave_three_more_certificates_and_every_step(yearly):
    person, at = PersonFactory(), FIRST
    finish(person, yearly, at)
    for _time in range(3):
        at += YEAR
        start_refresher(person=person, course=yearly, at=at)
        finish(person, yearly, at)
    rows = person.certificates.with_status(on=at.date()).order_by("finished_on")
    assert [row.status for row in rows] == ["refreshed", "refreshed", "refreshed", "valid"]
    assert [one.progress.count() for one in person.enrolments.all()] == [2, 2, 2, 2]
    assert not person.enrolments.filter(completed_at=None).exists()


@pytest.mark.django_db
def test_a_refresher_is_of_the_newest_release_and_leaves_the_first_finish_alone(yearly):
    person = PersonFactory()
    finish(person, yearly, FIRST)
    before = person.enrolments.values().get()
    newest = make_release(course=yearly, by=None, at=FIRST + YEAR)
    yearly.refresh_from_db()
    again = start_refresher(person=person, course=yearly, at=FIRST + YEAR)
    assert again.release == newest
    assert person.enrolments.values().get(period=1) == before
    assert enrol_learner(person=person, course=yearly) == again


@pytest.mark.django_db
def test_a_fixed_month_is_written_on_the_certificate():
    person = PersonFactory()
    finish(person, course(lessons=1, refresh_in_month=9), FIRST)
    assert Certificate.objects.get().valid_until == date(2026, 9, 30)


@pytest.mark.django_db
def test_without_a_certificate_the_day_is_worked_out(yearly):
    person = PersonFactory()
    plain = course(lessons=1, refresh_months=12, gives_certificate=False)
    finish(person, plain, FIRST)
    assert start_refresher(person=person, course=plain, at=FIRST + YEAR).period == 2


@pytest.mark.django_db
def test_a_course_that_is_not_refreshed_never_is():
    person, plain = PersonFactory(), course(lessons=1, certificate_months=1)
    finish(person, plain, FIRST)
    with pytest.raises(NotDueError):
        start_refresher(person=person, course=plain, at=FIRST + 9 * YEAR)


@pytest.mark.django_db
def test_the_button_is_there_only_when_it_is_due(client, reader, yearly):
    button = "Begin the refresher"
    assert button not in client.get(yearly.url).text
    finish(reader.person, yearly, timezone.now())
    assert button not in client.get(yearly.url).text
    url = reverse("courses:refresh", args=[yearly.pk])
    assert "nothing to refresh here yet" in client.post(url, follow=True).text
    Certificate.objects.update(valid_until=timezone.localdate() + OPENS)
    shown = client.get(yearly.url).text
    assert button in shown
    assert "csrfmiddlewaretoken" in shown.partition(url)[2].partition("</form>")[0]
    assert "You finished this course on" in shown
    begun = client.post(url, follow=True).text
    assert button not in begun
    assert "You finished this course on" in begun
    assert "What is left" in begun
    assert "0 of 2 lessons finished" in client.get(programme().url).text


@pytest.mark.django_db
def test_what_was_finished_counts_in_every_list_while_it_is_refreshed(client, reader, yearly):
    EmploymentFactory(person=reader.person)
    Requirement.objects.create(course=yearly)
    later = course(lessons=1)
    later.prerequisites.add(yearly)
    later.save()
    later = CoursePage.objects.get(pk=later.pk)
    finish(reader.person, yearly, FIRST)
    start_refresher(person=reader.person, course=yearly, at=FIRST + YEAR)
    assert later.still_to_finish(reader.person) == []
    pathway = client.get(reverse("courses:pathway")).context["pathway"]
    assert [step.course for step in pathway.left] == []
    assert [step.done_on for step in pathway.done] == [FIRST.date()]


def finished_so_that(reader, yearly, *, left):
    finish(reader.person, yearly, timezone.now())
    until = timezone.localdate() + timedelta(days=left)
    reader.person.certificates.update(valid_until=until)
    return date_format(until, "j F Y")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", reverse("courses:pathway")])
def test_home_and_pathway_say_until_when_to_refresh(client, reader, yearly, path):
    day = finished_so_that(reader, yearly, left=61)
    assert "suggested by" not in client.get(path).text
    day = finished_so_that(reader, yearly, left=60)
    words = client.get(path).text
    assert f"Refresh it, suggested by {day}" in words
    assert f'href="{yearly.url}"' in words
    start_refresher(person=reader.person, course=yearly, at=timezone.now())
    assert "Refresh" not in client.get(path).text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", reverse("courses:pathway")])
def test_once_the_day_has_passed_nobody_is_told_that_they_are_behind(client, reader, yearly, path):
    day = finished_so_that(reader, yearly, left=-1)
    words = client.get(path).text
    assert "Refresh when you can" in words
    assert day not in words


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", reverse("courses:pathway")])
def test_many_refreshers_ask_no_more_than_one(client, reader, path):
    def more():
        finished_so_that(reader, course(lessons=1, refresh_months=12), left=9)

    more()
    one = queries_of(lambda: client.get(path))
    for _time in range(3):
        more()
    assert queries_of(lambda: client.get(path)) == one


@pytest.mark.django_db
def test_reach_counts_people_and_not_how_often_they_refreshed(yearly):
    for _person in range(9):
        finish(PersonFactory(), yearly, FIRST)
    person = yearly.enrolments.first().person
    start_refresher(person=person, course=yearly, at=FIRST + YEAR)
    finish(person, yearly, FIRST + YEAR)
    (row,) = reach_of_courses()
    assert (row.began, row.finished) == ("Fewer than 10", "Fewer than 10")


@pytest.mark.django_db
def test_questions_are_asked_anew_and_count_as_first_tries_once():
    person, lesson = PersonFactory(), lesson_with_quiz()
    yearly = lesson.course
    enrol_learner(person=person, course=yearly, at=FIRST)
    first = begin_attempt(person=person, lesson=lesson, block=BLOCK, at=FIRST)
    person.enrolments.update(completed_at=FIRST)
    yearly.refresh_months = 12
    yearly.save()
    start_refresher(person=person, course=yearly, at=FIRST + YEAR)
    again = begin_attempt(person=person, lesson=lesson, block=BLOCK, at=FIRST + YEAR)
    assert again != first
    assert (first.is_first, again.is_first) == (True, False)


@pytest.mark.django_db
def test_the_course_page_asks_as_much_after_many_refreshers_as_after_one(client, reader, yearly):
    at = FIRST - 9 * YEAR
    finish(reader.person, yearly, at)
    one = queries_of(lambda: client.get(yearly.url))
    for _time in range(3):
        at += YEAR
        start_refresher(person=reader.person, course=yearly, at=at)
        finish(reader.person, yearly, at)
    assert queries_of(lambda: client.get(yearly.url)) == one


@pytest.mark.django_db
def test_a_course_is_refreshed_in_one_way():
    edited = course(lessons=1)
    form = CoursePage.get_edit_handler().get_form_class()
    said = {"title": edited.title, "outcomes-count": "0", "refresh_months": "12"}
    assert "refresh_months" not in form(said, instance=edited, for_user=None).errors
    both = form({**said, "refresh_in_month": "9"}, instance=edited, for_user=None).errors
    assert "not both" in str(both["refresh_in_month"])
    few = form({**said, "refresh_months": "0"}, instance=edited, for_user=None).errors
    assert "refresh_months" in few


def test_a_refresher_that_lies_for_two_weeks_is_mentioned_as_the_first_time_was(yearly):
    person = PersonFactory()
    for at in (FIRST, FIRST + YEAR):
        enrolment = enrol_learner(person=person, course=yearly, at=at)
        if enrolment.completed_at:
            enrolment = start_refresher(person=person, course=yearly, at=at)
        keep_place(enrolment=enrolment, lesson=yearly.lessons[0], part=1, at=at)
        message = Message.objects.waiting().get(kind=LESSON_WAITS.code)
        assert message.due_at == at + PAUSED_FOR
        assert LESSON_WAITS.words(message)["lesson"] == "Lesson 1"
        finish(person, yearly, at)
        assert not Message.objects.waiting().filter(kind=LESSON_WAITS.code)
