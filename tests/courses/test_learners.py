"""Trainers see who takes a course, and no more of it than begun or finished."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions import enrol_learner
from tests.accounts.factories import (
    EmploymentFactory,
    PersonFactory,
    RoleGrantFactory,
    user_with_role,
)
from tests.courses.factories import course
from tests.courses.test_learning import NOW
from tests.courses.test_releasing import learner
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client):
    client.force_login(user_with_role("trainer"))
    return client


def url_of(page):
    return reverse("courses:learners", args=[page.pk])


def test_each_is_not_begun_begun_or_finished(trainer):
    page = course(lessons=1)
    for said in ({"begins": False}, {}, {"finishes": 1}):
        learner(page, **said)
    words = trainer.get(url_of(page)).text
    assert [words.count(said) for said in ("Not begun yet", ">Begun<", "Finished on")] == [1, 1, 1]


def test_the_list_goes_on_where_it_stopped_and_asks_the_same(trainer):
    page = course(lessons=1)
    names = [f"Learner {number:02}" for number in range(60)]
    enrol_learner(person=PersonFactory(display_name=names[0]), course=page, at=NOW)
    one = queries_of(lambda: trainer.get(url_of(page)))
    for name in names[1:]:
        enrol_learner(person=PersonFactory(display_name=name), course=page, at=NOW)
    assert queries_of(lambda: trainer.get(url_of(page))) == one
    first = trainer.get(url_of(page))
    assert names[59] in first.text
    assert names[9] not in first.text
    rest = trainer.get(f"{url_of(page)}?before={first.context['before']}")
    assert names[9] in rest.text
    assert names[10] not in rest.text
    assert rest.context["before"] is None


def test_somebody_is_found_by_a_part_of_their_name(trainer):
    page = course(lessons=1)
    for name in ("Mererid Hale", "Robin Vale"):
        enrol_learner(person=PersonFactory(display_name=name), course=page, at=NOW)
    words = trainer.get(f"{url_of(page)}?named=mere").text
    assert "Mererid Hale" in words
    assert "Robin Vale" not in words
    assert "Nobody with this name" in trainer.get(f"{url_of(page)}?named=xyz").text


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=" + "9" * 30, "named=%00"])
def test_a_nonsense_address_shows_the_first_page(trainer, query):
    assert trainer.get(f"{url_of(course(lessons=1))}?{query}").status_code == 200


def test_people_they_manage_are_not_listed_and_whom_they_managed_once_are(client):
    trainer = user_with_role("trainer")
    page, today = course(lessons=1), timezone.localdate()
    for name, ended in (("Robin Vale", None), ("Mererid Hale", today - timedelta(days=1))):
        since = today - timedelta(days=9)
        job = EmploymentFactory(
            person__display_name=name,
            line_manager=trainer.person,
            starts_on=since,
            ends_on=ended,
        )
        enrol_learner(person=job.person, course=page, at=NOW)
    client.force_login(trainer)
    words = client.get(url_of(page)).text
    assert "Mererid Hale" in words
    assert "Robin Vale" not in words
    assert "Robin Vale" not in client.get(f"{url_of(page)}?named=robin").text


def test_people_they_look_after_as_a_lead_are_not_listed(client):
    trainer = user_with_role("trainer")
    page = course(lessons=1)
    here, elsewhere = (
        EmploymentFactory(person=PersonFactory(display_name=name))
        for name in ("Ann Roe", "Bea Lund")
    )
    RoleGrantFactory(
        person=trainer.person, role="organisation_lead", organisation=here.organisation
    )
    for job in (here, elsewhere):
        enrol_learner(person=job.person, course=page, at=NOW)
    client.force_login(trainer)
    words = client.get(url_of(page)).text
    assert "Bea Lund" in words
    assert "Ann Roe" not in words
