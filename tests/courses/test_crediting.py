"""A lesson may be finished by coming to a session, and is not when somebody was not there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

import portal.privacy
from courses.actions import enrol_learner
from courses.actions.attending import mark_attendance
from courses.actions.releasing import correct
from courses.changes import Change
from courses.cpd import record_of
from courses.impact import plan_change
from courses.models import Certificate, CoursePage, Enrolment, LessonPage
from portal.actions.learning import start_course
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.courses.cohorts import CohortFactory
from tests.courses.cohorts import meeting as part_of_cohort
from tests.courses.factories import course, lesson
from tests.courses.quizzes import give_out_again
from tests.courses.sessions import SessionFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
A_WEEK = timedelta(days=7)


@pytest.fixture
def page():
    """A lesson to read, and one that asks people to meet."""
    page = course(lessons=1)
    lesson(page, title="Meet round a case", is_met_by_session=True, is_released=False)
    give_out_again(page.lessons[0])
    return CoursePage.objects.get(pk=page.pk)


@pytest.fixture
def meeting(page):
    return page.lessons[1]


@pytest.fixture
def trainer():
    return user_with_role("trainer").person


@pytest.fixture
def session(meeting, trainer):
    begins = NOW - timedelta(minutes=30)
    return SessionFactory(starts_at=begins, facilitators=[trainer], lesson=meeting)


def marked(session, *people, here, by):
    keys = {person.pk for person in here}
    mark_attendance(session=session, listed=people, here=keys, by=by, at=timezone.now())


def learner(page):
    person = UserFactory().person
    enrol_learner(person=person, course=page, at=NOW - A_WEEK)
    return person


def read_first(client, person, page):
    client.force_login(person.user)
    client.post(reverse("finish_lesson", args=[page.lessons[0].pk]))


def left(person):
    enrolment = Enrolment.objects.get(person=person)
    found = enrolment.release.standing(enrolment.progress.all(), since=enrolment.enrolled_at)
    return [step.lesson.title for step in found.left]


def test_nobody_finishes_it_alone(client, page, meeting):
    person = learner(page)
    read_first(client, person, page)
    answer = client.post(reverse("finish_lesson", args=[meeting.pk]), follow=True)
    assert "This lesson is finished by coming to a session." in answer.text
    assert "I have finished this lesson" not in answer.text
    assert left(person) == ["Meet round a case"]
    assert "with others, in a session" in client.get(page.url).text


def test_the_lesson_lists_the_sessions_to_come(client, page, meeting):
    client.force_login(learner(page).user)
    assert "None is open for booking yet" in client.get(f"{meeting.url}?part=99").text
    SessionFactory(title="On Tuesday", starts_at=timezone.now() + A_WEEK, lesson=meeting)
    SessionFactory(title="Long ago", starts_at=timezone.now() - A_WEEK, lesson=meeting)
    SessionFactory(title="Not yet open", starts_at=timezone.now() + A_WEEK, planned=True)
    html = client.get(f"{meeting.url}?part=99").text
    assert "On Tuesday" in html
    assert "Long ago" not in html
    assert "Not yet open" not in html


def test_the_lesson_also_lists_the_part_that_somebody_missed_with_another_cohort(
    client, page, meeting
):
    away, there, stranger = (learner(page) for _ in range(3))
    own = CohortFactory(people=[away, there])
    part_of_cohort(own, 2, at=NOW - A_WEEK, there=[there], missed=[away], lesson=meeting)
    other = CohortFactory(series=own.series)
    part_of_cohort(other, 2, at=NOW + A_WEEK, title="With the others", lesson=meeting)
    for person, is_listed in ((away, True), (there, False), (stranger, False)):
        client.force_login(person.user)
        html = client.get(f"{meeting.url}?part=99").text
        assert ("With the others" in html) == is_listed


def test_the_lesson_lists_no_wellbeing_session(client, page, meeting):
    soon = timezone.now() + A_WEEK
    SessionFactory(title="Among ourselves", kind="wellbeing", starts_at=soon, lesson=meeting)
    client.force_login(learner(page).user)
    assert "Among ourselves" not in client.get(f"{meeting.url}?part=99").text


def test_whoever_is_marked_there_has_finished_it(client, page, session, trainer):
    here, away = learner(page), learner(page)
    read_first(client, here, page)
    marked(session, here, away, here=[here], by=trainer)
    assert left(here) == []
    assert Certificate.objects.get().person == here
    assert left(away) == ["Lesson 1", "Meet round a case"]
    client.force_login(here.user)
    assert "wrote down that you were there" in client.get(f"{page.lessons[1].url}?part=99").text


def test_marking_anew_takes_back_what_it_gave_and_nothing_else(client, page, session, trainer):
    person = learner(page)
    read_first(client, person, page)
    marked(session, person, here=[person], by=trainer)
    marked(session, person, here=[], by=trainer)
    assert left(person) == ["Meet round a case"]
    assert Certificate.objects.get().withdrawn_at
    marked(session, person, here=[person], by=trainer)
    assert left(person) == []
    assert Certificate.objects.filter(withdrawn_at=None).count() == 1


def test_what_was_finished_by_their_own_work_stays(client, page, session, trainer):
    person = learner(page)
    marked(session, person, here=[person], by=trainer)
    read_first(client, person, page)
    assert Enrolment.objects.get(person=person).completed_at
    marked(session, person, here=[], by=trainer)
    assert Enrolment.objects.get(person=person).completed_at


def test_coming_before_enrolling_counts(client, page, session, trainer):
    person = UserFactory().person
    marked(session, person, here=[person], by=trainer)
    start_course(person=person, course=page, at=timezone.now())
    assert left(person) == ["Lesson 1"]


def test_a_wellbeing_session_finishes_nothing(page, session, trainer):
    person = learner(page)
    session.kind = "wellbeing"
    session.save()
    marked(session, person, here=[person], by=trainer)
    assert left(person) == ["Lesson 1", "Meet round a case"]


def test_hours_are_counted_once(client, page, session, trainer):
    person = learner(page)
    marked(session, person, here=[person], by=trainer)
    days = {"since": NOW.date() - A_WEEK, "until": NOW.date() + A_WEEK}
    assert [group.kind for group in record_of(person, **days).groups] == ["attended"]
    read_first(client, person, page)
    assert [group.kind for group in record_of(person, **days).groups] == ["verified"]


def test_two_records_of_one_person_put_what_each_did_together(client, page, session, trainer):
    enrolled, came = learner(page), PersonFactory()
    read_first(client, enrolled, page)
    marked(session, came, here=[came], by=trainer)
    portal.privacy.merge(keep=enrolled, into_keep=came)
    assert left(enrolled) == []


def test_how_a_lesson_is_finished_changes_with_a_replacement_alone(page):
    first = LessonPage.objects.get(pk=page.lessons[0].pk)
    first.is_met_by_session = True
    first.save_revision().publish()
    assert plan_change(page).proposed is Change.REPLACEMENT
    correct(course=page, by=None, at=timezone.now())
    assert not page.current_release.lessons.get(lesson=first).is_met_by_session


def test_a_session_is_planned_for_a_lesson_and_so_for_its_course(client, page, meeting, trainer):
    client.force_login(trainer.user)
    form = client.get(reverse("courses:plan_session")).context["form"]
    assert [one.pk for one in form.fields["lesson"].queryset] == [meeting.pk]
    day = timezone.localdate() + A_WEEK
    said = {name: form[name].value() or "" for name in form.fields if name != "facilitators"}
    said |= {"title": "Round a case", "day": day, "hour": "10:00", "lesson": meeting.pk}
    client.post(reverse("courses:plan_session"), {**said, "facilitators": [trainer.pk]})
    session = meeting.sessions.get()
    assert (session.title, session.course_id) == ("Round a case", page.pk)
