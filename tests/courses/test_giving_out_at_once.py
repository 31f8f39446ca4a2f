"""Two who give a course out, and somebody who begins it, all at one moment."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.urls import reverse

from courses.actions import enrol_learner
from courses.actions.releasing import (
    GivenOutMeanwhileError,
    add,
    correct,
    end_sunsets,
    make_release,
    replace,
)
from courses.models import Enrolment, Release
from tests.accounts.factories import PersonFactory, user_with_role
from tests.courses.factories import course, lesson
from tests.courses.test_releasing import LATER, fresh, learner, publish, standing
from tests.together import run_together

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 12, 1)
MEANWHILE = "nothing more was done"


def numbers():
    return dict(Enrolment.objects.values_list("pk", "release__number"))


@pytest.mark.parametrize("last_day", [None, LAST_DAY])
def test_a_page_that_remembers_an_older_release_leaves_nobody_behind(last_day):
    page = course(lessons=2)
    begun, waiting = learner(page), learner(page, begins=False)
    stale = [fresh(page), fresh(page)]
    assert {one.current_release.number for one in stale} == {1}
    for one in stale:
        replace(course=one, by=None, at=LATER, words="Newer.", sunset_on=last_day)
    assert numbers() == {begun.pk: 1 if last_day else 3, waiting.pk: 3}
    end_sunsets(on=LAST_DAY + timedelta(days=1), at=LATER)
    assert numbers() == {begun.pk: 3, waiting.pk: 3}


def test_whoever_was_left_behind_goes_on_with_the_next_replacement_and_keeps_what_they_did():
    page = course(lessons=2)
    half, old = learner(page, finishes=1), page.lessons[0]
    for title in ("Instead", "Instead of that"):
        Enrolment.objects.update(release=page.releases.get(number=1))
        new = lesson(page, title=title, is_released=False)
        old.unpublish()
        impact = replace(
            course=fresh(page), by=None, at=LATER, words="Newer.", instead={new.pk: old.pk}
        )
        assert impact.move == 1
        old = new
    assert numbers() == {half.pk: 3}
    assert standing(half).step_of(new.pk).is_done


@pytest.mark.parametrize("give_out", [correct, add, replace])
def test_what_somebody_read_of_a_change_has_to_hold(give_out):
    page = course(lessons=1)
    publish(page.lessons[0], "Something new")
    facts = {"by": None, "at": LATER, **({"words": "x"} if give_out is replace else {})}
    with pytest.raises(GivenOutMeanwhileError):
        give_out(course=fresh(page), seen=2, **facts)
    give_out(course=fresh(page), seen=1, **facts)
    number = fresh(page).current_release.number
    with pytest.raises(GivenOutMeanwhileError):
        give_out(course=fresh(page), seen=number, **facts)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["first", "add", "replace"])
def test_two_presses_at_once_give_it_out_once(kind):
    for _ in range(3):
        page = course(lessons=0 if kind == "first" else 1, title="At once")
        lesson(page, title="New", is_released=False)
        action = {"first": make_release, "add": add, "replace": replace}[kind]
        facts = {"by": None, "at": LATER, "seen": 0 if kind == "first" else 1}
        facts |= {"words": "x", "sunset_on": LAST_DAY} if kind == "replace" else {}
        outcomes = run_together([partial(action, course=fresh(page), **facts) for _ in range(2)])
        refused = [one for one in outcomes if isinstance(one, Exception)]
        assert [type(one) for one in refused] == [GivenOutMeanwhileError], outcomes
        assert page.releases.count() == (2 if kind == "replace" else 1)
        assert fresh(page).current_release.additions.count() == (kind == "add")


@pytest.mark.django_db(transaction=True)
def test_nobody_comes_into_a_release_at_the_moment_at_which_it_is_replaced():
    for _ in range(5):
        page = course(lessons=1, title="At once")
        people = PersonFactory.create_batch(3)
        calls = [partial(enrol_learner, person=by, course=fresh(page), at=LATER) for by in people]
        calls.append(partial(replace, course=fresh(page), by=None, at=LATER, words="Newer."))
        outcomes = run_together(calls)
        assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
        assert set(page.enrolments.values_list("release__number", flat=True)) == {2}


@pytest.fixture
def editor(client):
    client.force_login(user_with_role("administrator"))
    return client


def test_a_page_shown_before_somebody_else_gave_it_out_is_refused_and_keeps_its_words(editor):
    page = course(lessons=1)
    url = reverse("give_out", args=[page.pk])
    publish(page.lessons[0], "Something new")
    assert 'name="seen" value="1"' in editor.get(url).text
    replace(course=fresh(page), by=None, at=LATER, words="Newer.")
    publish(page.lessons[0], "Something else that is new")
    said = {"kind": "addition", "words": "What is new here.", "seen": "1"}
    answer = editor.post(url, said)
    assert MEANWHILE in answer.text
    assert "What is new here." in answer.text
    assert 'name="seen" value="2"' in answer.text
    assert not fresh(page).current_release.additions.exists()
    assert "nobody lost anything" in editor.post(url, {**said, "seen": "2"}, follow=True).text
    assert fresh(page).current_release.additions.count() == 1


def test_the_first_time_too(editor):
    page = course()
    lesson(page, is_released=False)
    url = reverse("give_out", args=[page.pk])
    assert 'name="seen" value="0"' in editor.get(url).text
    make_release(course=fresh(page), by=None, at=LATER)
    publish(page.lessons[0], "Something new")
    assert editor.post(url, {"seen": "0"}).status_code == 200
    assert Release.objects.count() == 1
