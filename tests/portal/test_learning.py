import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Enrolment
from evaluation.models import Invitation, Occasion, Wave
from evaluation.starter import load_starter_instruments
from portal.actions.learning import finish_lesson, start_course
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.factories import course

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def questions():
    load_starter_instruments()


def asked(person):
    return [asking.wave for asking in Invitation.objects.unanswered_by(person, at=NOW)]


def test_starting_a_course_asks_before_the_first_lesson(questions):
    person, page = PersonFactory(), course(lessons=1)
    invitation = start_course(person=person, course=page, at=NOW)
    assert (invitation.wave, invitation.occasion.label) == (Wave.PRE, page.title)
    assert asked(person) == [Wave.PRE]


def test_starting_twice_asks_once(questions):
    person, page = PersonFactory(), course(lessons=1)
    start_course(person=person, course=page, at=NOW)
    start_course(person=person, course=page, at=NOW)
    assert Invitation.objects.count() == Occasion.objects.count() == 1


def test_once_a_lesson_is_finished_it_is_too_late_to_ask_how_it_was_before(questions):
    person, page = PersonFactory(), course(lessons=2)
    start_course(person=person, course=page, at=NOW)
    finish_lesson(person=person, lesson=page.lessons[0], at=NOW)
    assert asked(person) == []
    assert start_course(person=person, course=page, at=NOW) is None


def test_finishing_the_course_asks_again(questions):
    person, page = PersonFactory(), course(lessons=1)
    start_course(person=person, course=page, at=NOW)
    finish = finish_lesson(person=person, lesson=page.lessons[0], at=NOW)
    assert finish.invitation.wave == Wave.POST
    assert asked(person) == [Wave.POST]
    assert finish_lesson(person=person, lesson=page.lessons[0], at=NOW).invitation is None


def test_a_course_works_where_no_question_is_loaded():
    person, page = PersonFactory(), course(lessons=1)
    assert start_course(person=person, course=page, at=NOW) is None
    assert finish_lesson(person=person, lesson=page.lessons[0], at=NOW).invitation is None


def test_the_way_leads_through_the_questions_to_the_lesson_and_back_to_the_course(
    client, questions
):
    page = course(lessons=1)
    [lesson] = page.lessons
    client.force_login(UserFactory())
    survey = client.post(reverse("start_course", args=[page.pk]))["location"]
    assert client.post(survey, {})["location"] == lesson.url
    survey = client.post(reverse("finish_lesson", args=[lesson.pk]))["location"]
    assert client.post(survey, {})["location"] == page.url
    assert Enrolment.objects.get().completed_at


def test_opening_the_addresses_of_buttons_does_nothing(client):
    page = course(lessons=1)
    client.force_login(UserFactory())
    assert client.get(reverse("start_course", args=[page.pk])).status_code == 405
    assert client.get(reverse("finish_lesson", args=[page.lessons[0].pk])).status_code == 405
    assert not Enrolment.objects.exists()
