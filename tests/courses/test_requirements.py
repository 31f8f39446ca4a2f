"""What is asked of people: kept by trainers, shown to its owner."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.vocabularies import load_vocabularies
from accounts.models import Level
from courses.actions import complete_lesson, enrol_learner
from courses.models import Recognition, Requirement
from tests.accounts.factories import (
    EmploymentFactory,
    PersonFactory,
    ProfessionFactory,
    SectorFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.factories import course
from tests.courses.outside import asked
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
PATHWAY = reverse("courses:pathway")
ADD = reverse("wagtailsnippets_courses_requirement:add")


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user.person


def nurse():
    health = SectorFactory(slug="health", label="Health")
    return ProfessionFactory(slug="nurse", label="Nurse", sector=health)


def shown(client):
    return client.get(PATHWAY).context["pathway"]


def titles(steps):
    return [step.course.title for step in steps]


def finish(person, page):
    for each in page.lessons:
        complete_lesson(person=person, lesson=each, at=timezone.now())


def test_two_jobs_give_one_list_that_says_why(client, person):
    EmploymentFactory(person=person)
    EmploymentFactory(person=person, profession=nurse())
    page = course(lessons=1)
    Requirement.objects.create(course=page, suggested_within_days=10)
    Requirement.objects.create(course=page, profession=nurse(), suggested_within_days=5)
    (step,) = shown(client).left
    assert step.asked.suggested_by == timezone.localdate() + timedelta(days=5)
    html = client.get(PATHWAY).text
    assert html.count("Because you work as") == 2
    assert "Suggested by" in html
    assert page.url in html


def test_what_is_finished_stays_when_the_job_has_gone(client, person):
    job = EmploymentFactory(person=person)
    page = course(lessons=1)
    Requirement.objects.create(course=page, profession=job.profession)
    finish(person, page)
    assert titles(shown(client).done) == [page.title]
    job.delete()
    html = client.get(PATHWAY).text
    assert "Not asked of you now" in html
    assert "Finished on" in html


def test_what_is_recognised_counts(client, person):
    EmploymentFactory(person=person)
    page = course(lessons=1)
    Requirement.objects.create(course=page)
    Recognition.objects.create(person=person, course=page, request=asked(person, course=page))
    assert titles(shown(client).left) == []
    assert "Recognised on" in client.get(PATHWAY).text


def test_begun_and_not_begun_are_told_apart(client, person):
    EmploymentFactory(person=person)
    page = course(lessons=2)
    Requirement.objects.create(course=page)
    enrol_learner(person=person, course=page)
    assert "Not begun" in client.get(PATHWAY).text
    complete_lesson(person=person, lesson=page.lessons[0], at=timezone.now())
    assert "Begun." in client.get(PATHWAY).text


def test_levels_are_read_from_the_vocabularies(client, person):
    load_vocabularies()
    EmploymentFactory(person=person, level_expected=Level.objects.get(slug="wales-skilled"))
    for slug in ("nes-informed", "nes-skilled", "nes-enhanced", "wales-aware"):
        Requirement.objects.create(
            course=course(title=slug, lessons=1), level=Level.objects.get(slug=slug)
        )
    assert titles(shown(client).left) == ["nes-informed", "nes-skilled"]
    assert "2 courses are left towards it, 0 finished." in client.get(PATHWAY).text


def test_nothing_is_asked_that_cannot_be_begun(client, person):
    EmploymentFactory(person=person)
    Requirement.objects.create(course=course(title="Not given out"))
    Requirement.objects.create(course=course(title="Offline", lessons=1, live=False))
    Requirement.objects.create(course=course(title="No more", lessons=1), is_active=False)
    assert titles(shown(client).left) == []
    assert "Nothing for now" in client.get(PATHWAY).text


def test_a_job_that_was_declined_or_is_over_asks_nothing(client, person):
    today = timezone.localdate()
    over = {"starts_on": today - timedelta(days=9), "ends_on": today - timedelta(days=1)}
    EmploymentFactory(person=person, **over)
    EmploymentFactory(person=person, unconfirmed=True, declined_at=timezone.now())
    Requirement.objects.create(course=course(lessons=1))
    assert titles(shown(client).left) == []


def test_nobody_sees_what_is_asked_of_somebody_else(client, person):
    EmploymentFactory(person=PersonFactory())
    Requirement.objects.create(course=course(lessons=1))
    assert shown(client).is_empty


def test_the_page_asks_as_much_for_many_courses_as_for_one(client, person):
    def more():
        EmploymentFactory(person=person)
        Requirement.objects.create(course=course(lessons=1))
        begun = course(lessons=1)
        Requirement.objects.create(course=begun)
        enrol_learner(person=person, course=begun)
        done = course(lessons=1)
        finish(person, done)

    more()
    one = queries_of(lambda: client.get(PATHWAY))
    for _time in range(3):
        more()
    assert queries_of(lambda: client.get(PATHWAY)) == one


def posted(page, **facts):
    return {
        "course": page.pk,
        "since": "2026-09-01",
        "suggested_within_days": "90",
        "is_active": "on",
        **facts,
    }


@pytest.mark.parametrize("role", ["trainer", "administrator"])
def test_trainers_and_administrators_keep_requirements(client, role):
    page = course(lessons=1)
    client.force_login(user_with_role(role))
    client.post(ADD, posted(page, profession=nurse().pk))
    assert Requirement.objects.get().of_whom == "Nurse"
    listed = client.get(reverse("wagtailsnippets_courses_requirement:list"))
    assert page.title in listed.text


def test_nobody_else_does(client):
    client.force_login(user_with_role("programme_lead"))
    assert client.get(ADD).status_code != 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"course": ""}, "course"),
        ({"since": "soon"}, "since"),
        ({"suggested_within_days": "-1"}, "suggested_within_days"),
        ({"suggested_within_days": "9999"}, "suggested_within_days"),
        ({"suggested_within_days": "many"}, "suggested_within_days"),
    ],
)
def test_what_is_wrong_is_said_beside_it(client, wrong, field):
    client.force_login(user_with_role("trainer"))
    answer = client.post(ADD, {**posted(course(lessons=1)), **wrong})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]


def test_a_role_of_another_sector_would_ask_nobody(client):
    client.force_login(user_with_role("trainer"))
    facts = posted(course(lessons=1), profession=nurse().pk, sector=SectorFactory().pk)
    assert list(client.post(ADD, facts).context["form"].errors) == ["sector"]
    assert not Requirement.objects.exists()
