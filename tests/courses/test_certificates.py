"""What somebody finished, on paper, and checked by whoever is given its code."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from courses import privacy
from courses.actions import complete_lesson, enrol_learner
from courses.actions.releasing import replace
from courses.models import Certificate, CoursePage
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.factories import course
from tests.courses.test_learning import NOW
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
CHECK = reverse("courses:check")


@pytest.fixture(autouse=True)
def _own_limits():
    cache.clear()


def finished(person, page=None, *, at=NOW, **facts):
    page = page or course(lessons=1, **facts)
    enrol_learner(person=person, course=page, at=at)
    complete_lesson(person=person, lesson=page.lessons[0], at=at)
    return Certificate.objects.get(enrolment__course=page, person=person)


@pytest.fixture
def owner(client):
    user = UserFactory(person=PersonFactory(display_name="Mererid Hale"))
    client.force_login(user)
    return user.person


def test_a_finished_course_gives_one_certificate_that_names_its_release(owner):
    given = finished(owner, certificate_months=12)
    complete_lesson(person=owner, lesson=given.release.course.lessons[0], at=NOW)
    assert Certificate.objects.count() == 1
    assert (given.release.number, given.finished_on) == (1, NOW.date())
    assert given.valid_until == NOW.date().replace(year=2027)


@pytest.mark.parametrize(("months", "until"), [(1, (2027, 2, 28)), (13, (2028, 2, 29))])
def test_validity_ends_within_the_month_it_means(owner, months, until):
    at = NOW.replace(year=2027, month=1, day=31)
    given = finished(owner, at=at, certificate_months=months)
    assert (given.valid_until.year, given.valid_until.month, given.valid_until.day) == until


def test_a_course_may_give_none(owner):
    page = course(lessons=1, gives_certificate=False)
    complete_lesson(person=owner, lesson=page.lessons[0], at=NOW)
    assert not Certificate.objects.exists()


def test_whoever_finishes_by_a_change_gets_one_too(owner):
    page = course(lessons=2)
    complete_lesson(person=owner, lesson=page.lessons[0], at=NOW)
    page.lessons[1].unpublish()
    replace(course=CoursePage.objects.get(pk=page.pk), by=None, at=NOW, words="Shorter.")
    assert Certificate.objects.get().person == owner


def test_codes_cannot_be_guessed_and_are_never_given_twice(owner):
    given = finished(owner)
    assert 32 ** len(given.code) >= 2**128
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(
            code=given.code.lower(), release=given.release, finished_on=given.finished_on
        )


def test_anybody_with_the_code_checks_it_and_sees_no_name_unless_its_owner_agreed(client, owner):
    given = finished(owner)
    typed = given.code_in_groups.lower().replace("0", "o").replace("1", "l")
    client.logout()
    page = client.post(CHECK, {"code": typed}).text
    assert given.release.title in page
    assert "Valid" in page
    assert "Mererid Hale" not in page
    client.force_login(owner.user)
    client.post(reverse("courses:show_my_name", args=[given.code]), {"shows": "1"})
    client.logout()
    assert "Mererid Hale" in client.post(CHECK, {"code": given.code}).text


@pytest.mark.parametrize("typed", ["", "abc", "0" * 30, "x" * 200, "é" * 30])
def test_a_wrong_code_is_told_kindly(client, typed):
    page = client.post(CHECK, {"code": typed})
    assert page.status_code == 200
    assert page.context["certificate"] is None
    assert page.context["form"].errors


def test_codes_are_not_tried_without_end(client):
    answers = {client.post(CHECK, {"code": "0" * 30}).status_code for _ in range(61)}
    assert answers == {200, 429}


def test_one_that_was_refreshed_ran_out_or_was_withdrawn_says_so(client, owner):
    given = finished(owner)
    today = timezone.localdate()

    def status():
        return client.post(CHECK, {"code": given.code}).context["certificate"].status

    assert status() == "valid"
    Certificate.objects.update(valid_until=today - timedelta(days=1))
    assert status() == "run_out"
    Certificate.objects.create(person=owner, release=given.release, finished_on=today)
    assert status() == "refreshed"
    Certificate.objects.update(withdrawn_at=timezone.now())
    assert status() == "withdrawn"


def test_nobody_opens_or_names_anothers(client, owner):
    theirs = finished(PersonFactory())
    page = reverse("courses:certificate", args=[theirs.code])
    assert client.get(page).status_code == 404
    name = reverse("courses:show_my_name", args=[theirs.code])
    assert client.post(name, {"shows": "1"}).status_code == 404
    assert not Certificate.objects.get().shows_name


def test_its_owner_reads_it_with_their_name(client, owner):
    given = finished(owner)
    page = client.get(reverse("courses:certificate", args=[given.code])).text
    assert "Mererid Hale" in page
    assert given.code_in_groups in page
    assert given.release.title in client.get(reverse("courses:certificates")).text
    assert "Your certificate" in client.get(given.release.course.url).text


def test_time_with_others_is_named_where_there_was_some(client, owner):
    alone = finished(owner, self_directed_minutes=25)
    both = finished(owner, title="Together", participatory_minutes=60)
    page = client.get(reverse("courses:certificate", args=[alone.code])).text
    assert "25 minutes self-directed<" in page
    page = client.get(reverse("courses:certificate", args=[both.code])).text
    assert "minutes self-directed, 60 minutes with others<" in page


def test_the_list_asks_the_same_for_many_as_for_one(client, owner):
    finished(owner)
    one = queries_of(lambda: client.get(reverse("courses:certificates")))
    for number in range(4):
        finished(owner, title=f"Course {number}")
    assert queries_of(lambda: client.get(reverse("courses:certificates"))) == one


def test_it_outlives_the_record_of_its_owner_without_a_name(client, owner):
    given = finished(owner)
    client.post(reverse("courses:show_my_name", args=[given.code]), {"shows": "1"})
    privacy.erase(owner)
    client.logout()
    page = client.post(CHECK, {"code": given.code}).text
    assert given.release.title in page
    assert "Mererid Hale" not in page
