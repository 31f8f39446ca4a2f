from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Certificate, CoursePage, Enrolment
from evaluation.actions import add_measure, record_answers
from evaluation.models import Instrument, Invitation, Occasion, Wave
from evaluation.starter import load_starter_instruments, starter_plan
from evaluation.tasks import look_after_questions
from portal.actions.learning import finish_lesson, start_course
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.factories import course
from tests.evaluation.factories import PlanFactory
from tests.evaluation.readers import Reader

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def questions():
    load_starter_instruments()


def with_plan(lessons):
    return course(lessons=lessons, evaluation_plan=starter_plan())


def asked(person):
    return [asking.wave for asking in Invitation.objects.unanswered_by(person, at=NOW)]


def test_starting_a_course_asks_before_the_first_lesson(questions):
    person, page = PersonFactory(), with_plan(1)
    invitation = start_course(person=person, course=page, at=NOW)
    assert (invitation.wave, invitation.occasion.label) == (Wave.PRE, page.title)
    assert asked(person) == [Wave.PRE]


def test_starting_twice_asks_once(questions):
    person, page = PersonFactory(), with_plan(1)
    start_course(person=person, course=page, at=NOW)
    start_course(person=person, course=page, at=NOW)
    assert Invitation.objects.count() == Occasion.objects.count() == 1


def test_whoever_starts_long_after_enrolling_is_still_asked_how_it_is_before(questions):
    person, page = PersonFactory(), with_plan(1)
    start_course(person=person, course=page, at=NOW - timedelta(days=35))
    look_after_questions()
    assert start_course(person=person, course=page, at=NOW).is_open(at=NOW)
    assert asked(person) == [Wave.PRE]
    finish_lesson(person=person, lesson=page.lessons[0], at=NOW)
    assert Wave.PRE not in asked(person)


def test_once_a_lesson_is_finished_it_is_too_late_to_ask_how_it_was_before(questions):
    person, page = PersonFactory(), with_plan(2)
    start_course(person=person, course=page, at=NOW)
    finish_lesson(person=person, lesson=page.lessons[0], at=NOW)
    assert asked(person) == []
    assert start_course(person=person, course=page, at=NOW) is None


def test_finishing_the_course_asks_again(questions):
    person, page = PersonFactory(), with_plan(1)
    start_course(person=person, course=page, at=NOW)
    finish = finish_lesson(person=person, lesson=page.lessons[0], at=NOW)
    assert finish.invitation.wave == Wave.POST
    assert asked(person) == [Wave.POST]
    assert finish_lesson(person=person, lesson=page.lessons[0], at=NOW).invitation is None


def test_a_course_works_where_no_question_is_loaded():
    person, page = PersonFactory(), course(lessons=1)
    assert start_course(person=person, course=page, at=NOW) is None
    assert finish_lesson(person=person, lesson=page.lessons[0], at=NOW).invitation is None


def test_a_course_without_a_plan_asks_nothing(questions):
    person, page = PersonFactory(), course(lessons=1)
    assert start_course(person=person, course=page, at=NOW) is None
    assert finish_lesson(person=person, lesson=page.lessons[0], at=NOW).invitation is None
    assert not Invitation.objects.exists()


def test_finishing_invites_again_after_two_months_and_after_six(questions):
    page = with_plan(1)
    version = Instrument.objects.get(slug="two-months").current
    for wave, days in ((Wave.FOLLOW_UP, 60), (Wave.LATER, 180)):
        add_measure(plan=page.evaluation_plan, wave=wave, version=version, opens_after=days)
    person = PersonFactory()
    start_course(person=person, course=page, at=NOW)
    finish_lesson(person=person, lesson=page.lessons[0], at=NOW)
    opens = dict(Invitation.objects.values_list("wave", "opens_at"))
    assert opens[Wave.FOLLOW_UP] == NOW + timedelta(days=60)
    assert opens[Wave.LATER] == NOW + timedelta(days=180)


def test_whoever_began_under_one_plan_is_asked_to_the_end_under_it(questions):
    person, page = PersonFactory(), with_plan(1)
    start_course(person=person, course=page, at=NOW)
    page.evaluation_plan = PlanFactory()
    page.save()
    page = CoursePage.objects.get(pk=page.pk)
    finish = finish_lesson(person=person, lesson=page.lessons[0], at=NOW)
    assert finish.invitation.occasion.plan == starter_plan()
    other = start_course(person=PersonFactory(), course=page, at=NOW)
    assert other.occasion.plan == page.evaluation_plan


def test_skipping_the_questions_holds_nobody_up(questions):
    person, page = PersonFactory(), with_plan(1)
    start_course(person=person, course=page, at=NOW)
    finish = finish_lesson(person=person, lesson=page.lessons[0], at=NOW)
    assert finish.completion.finishes_course
    assert Enrolment.objects.get().completed_at == NOW


def test_nothing_kept_of_a_course_tells_who_answered_its_questions(questions):
    page = with_plan(1)
    [lesson] = page.lessons
    silent, answering = PersonFactory(), PersonFactory()
    for person in (silent, answering):
        invitation = start_course(person=person, course=page, at=NOW)
        if person == answering:
            record_answers(invitation=invitation, answers={}, on=NOW.date())
        finish = finish_lesson(person=person, lesson=lesson, at=NOW)
        if person == answering:
            record_answers(invitation=finish.invitation, answers={}, on=NOW.date())
    kept = [
        {model: rows_about(person, model) for model in (Enrolment, Certificate, Invitation)}
        for person in (silent, answering)
    ]
    assert kept[0] == kept[1]
    assert all(kept[0].values())


def rows_about(person, model):
    """Without what tells any two rows apart."""
    own = {"id", "uuid", "code", "number", "person_id", "enrolment_id", "name"}
    rows = model.objects.filter(person=person).values()
    return [{name: value for name, value in row.items() if name not in own} for row in rows]


def test_the_way_leads_through_the_questions_to_the_lesson_and_back_to_the_course(questions):
    client = Reader()
    page = with_plan(1)
    [lesson] = page.lessons
    client.force_login(UserFactory())
    survey = client.post(reverse("start_course", args=[page.pk]))["location"]
    assert client.post(survey, {})["location"] == lesson.url
    survey = client.post(reverse("finish_lesson", args=[lesson.pk]))["location"]
    assert client.post(survey, {})["location"] == page.url
    assert Enrolment.objects.get().completed_at


def test_whoever_opens_a_lesson_by_its_address_is_offered_the_questions_in_one_step(questions):
    client, page, user = Reader(), with_plan(2), UserFactory()
    later = page.lessons[1]
    client.force_login(user)
    html = client.get(later.url).content.decode()
    assert "Start with the questions" in html
    assert not Invitation.objects.exists()
    start = reverse("start_course", args=[page.pk])
    survey = client.post(start, {"lesson": later.pk})["location"]
    assert Invitation.objects.get(person=user.person).wave == Wave.PRE
    assert client.post(survey, {})["location"] == later.url
    assert "Start with the questions" not in client.get(later.url).content.decode()


def test_questions_that_were_offered_hold_up_no_lesson_and_are_not_offered_after_it(questions):
    client, page, user = Reader(), with_plan(2), UserFactory()
    first, second = page.lessons
    client.force_login(user)
    client.get(first.url)
    client.post(reverse("finish_lesson", args=[first.pk]))
    assert user.person.enrolments.get().progress.exclude(completed_at=None).exists()
    assert "Start with the questions" not in client.get(second.url).content.decode()


@pytest.mark.parametrize("wrong", ["", "x", "999999999999999999999"])
def test_a_lesson_that_is_not_of_the_course_leads_to_the_first_one(questions, wrong):
    client, page = Reader(), with_plan(1)
    client.force_login(UserFactory())
    survey = client.post(reverse("start_course", args=[page.pk]), {"lesson": wrong})["location"]
    assert client.post(survey, {})["location"] == page.lessons[0].url


def test_opening_the_addresses_of_buttons_does_nothing(client):
    page = course(lessons=1)
    client.force_login(UserFactory())
    assert client.get(reverse("start_course", args=[page.pk])).status_code == 405
    assert client.get(reverse("finish_lesson", args=[page.lessons[0].pk])).status_code == 405
    assert not Enrolment.objects.exists()
