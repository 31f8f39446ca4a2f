"""What a look at a lesson leaves, where it counts for nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from courses.actions import enrol_learner, keep_place
from courses.actions.releasing import end_sunsets, make_release, move_enrolments, replace
from courses.actions.withdrawing import bring_back_lesson, withdraw_lesson
from courses.messages.reminders import NOT_STARTED
from courses.models import Enrolment
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.courses.factories import course, lesson
from tests.courses.test_learning import NOW
from tests.courses.test_other_ways import with_other_way
from tests.courses.test_releasing import LATER, fresh, learner, read, standing

pytestmark = pytest.mark.django_db
NOTHING = "There is nothing to do here for now"


def place_of(client, page):
    said = {"part": "1", "block": "11111111-1111-1111-1111-111111111111"}
    return client.post(reverse("courses:place", args=[page.pk]), said)


def test_a_look_at_a_newer_lesson_begins_nothing(client):
    page = course(lessons=1)
    waiting = learner(page, begins=False)
    new = lesson(page, title="Newer", is_released=False)
    make_release(course=fresh(page), by=None, at=LATER)
    shown = read(client, waiting, new)
    assert shown.status_code == 200
    assert "place saved" not in shown.text
    assert place_of(client, new).status_code == 409
    assert Enrolment.objects.not_begun().filter(pk=waiting.pk).exists()
    assert Message.objects.waiting().filter(kind=NOT_STARTED.code).exists()


def test_nor_does_it_cost_what_stands_for_what_was_done(client):
    page = course(lessons=2)
    first, half = page.lessons[0], learner(page, finishes=1)
    new = lesson(page, title="Instead", is_released=False)
    first.unpublish()
    last_day = (LATER + timedelta(days=5)).date()
    told = {"words": "Newer.", "sunset_on": last_day, "instead": {new.pk: first.pk}}
    replace(course=fresh(page), by=None, at=LATER, **told)
    assert read(client, half, new).status_code == 200
    end_sunsets(on=last_day + timedelta(days=1), at=LATER + timedelta(days=6))
    assert standing(half).step_of(new.pk).is_done


def test_whoever_has_begun_what_stands_for_what_they_did_has_it_done():
    page = course(lessons=2)
    first, half = page.lessons[0], learner(page, finishes=1)
    new = lesson(page, title="Instead", is_released=False)
    keep_place(enrolment=half, lesson=new, part=2, at=LATER)
    newest = make_release(course=fresh(page), by=None, at=LATER)
    moving = Enrolment.objects.filter(pk=half.pk)
    move_enrolments(moving, to=newest, at=LATER, instead={new.pk: first.pk})
    row = half.progress.get(lesson=new)
    assert (row.completed_at, row.part) == (NOW, 2)


def test_a_look_at_a_withdrawn_lesson_begins_nothing(client):
    page, other = with_other_way(lesson(course()))
    waiting = learner(page.course, begins=False)
    withdraw_lesson(by=None, lesson=page, words="Checking.", at=LATER)
    for looked_at in (page, other):
        assert read(client, waiting, looked_at).status_code == 200
        assert place_of(client, looked_at).status_code == 409
    assert standing(waiting).left == []
    assert not standing(waiting).is_complete
    assert not Enrolment.objects.get(pk=waiting.pk).completed_at


def test_the_course_says_so_where_nothing_can_be_done_now(client):
    page = course(lessons=1)
    [only] = page.lessons
    waiting, done = learner(page, begins=False), learner(page, finishes=1)
    withdraw_lesson(by=None, lesson=only, words="Checking.", at=LATER)
    client.force_login(UserFactory())
    assert NOTHING in client.get(page.url).text
    assert NOTHING in read(client, waiting, page).text
    assert NOTHING not in read(client, done, page).text


def test_what_comes_back_is_finished_by_one_lesson_of_it(client):
    page = course(lessons=2)
    waiting = learner(page, begins=False)
    for change in (withdraw_lesson, bring_back_lesson):
        for one in page.lessons:
            words = {"words": "Checking."} if change is withdraw_lesson else {}
            change(by=None, lesson=one, at=LATER, **words)
    assert "Finish one of the lessons below" in read(client, waiting, page).text
    client.post(reverse("finish_lesson", args=[page.lessons[0].pk]))
    assert Enrolment.objects.get(pk=waiting.pk).completed_at
    later = enrol_learner(person=UserFactory().person, course=page, at=LATER + timedelta(days=1))
    assert len(standing(later).left) == 2
