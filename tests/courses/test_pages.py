import pytest
from django.urls import reverse

from courses.actions import complete_lesson, enrol_learner
from courses.models import LessonProgress
from tests.accounts.factories import UserFactory
from tests.courses.factories import course, lesson, programme
from tests.courses.test_learning import NOW
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("which", ["programme", "course", "lesson"])
def test_teaching_pages_ask_for_a_sign_in(client, which):
    page = course(lessons=1)
    url = {"programme": programme(), "course": page, "lesson": page.lessons[0]}[which].url
    answer = client.get(url)
    assert answer.status_code == 302
    assert "login" in answer["location"]


def test_an_empty_programme_says_so(client, user):
    assert "No course is open yet" in words(client.get(programme().url))


def test_the_programme_says_how_far_the_reader_is(client, user):
    page = course(lessons=2)
    course(title="Another course")
    enrol_learner(person=user.person, course=page)
    complete_lesson(person=user.person, lesson=page.lessons[0], at=NOW)
    html = words(client.get(programme().url))
    assert "1 of 2 lessons finished, about 10 minutes left" in html
    assert "About 30 minutes, in any number of sittings" in html


def test_a_course_offers_to_start_and_then_to_carry_on_where_it_was_left(client, user):
    page = course(lessons=2)
    assert "Start the course" in words(client.get(page.url))
    enrol_learner(person=user.person, course=page)
    client.get(page.lessons[1].url + "?part=2")
    html = words(client.get(page.url))
    assert "Carry on with lesson 2" in html
    assert f"{page.lessons[1].url}?part=2" in html


def test_a_course_lists_what_is_left_and_what_is_finished(client, user):
    page = course(lessons=2)
    complete_lesson(person=user.person, lesson=page.lessons[0], at=NOW)
    html = words(client.get(page.url))
    assert "1 lesson, about 10 minutes" in html
    assert html.index("What is left") < html.index("Finished") < html.index("Lesson 1")


def test_a_lesson_shows_one_part_and_leads_to_the_next(client, user):
    page = lesson(course())
    html = words(client.get(page.url + "?part=2"))
    assert "About Patterns, not predictions." in html
    assert "Welcome." not in html
    assert "Back: To begin" in html
    assert "Next: Poverty and racism" in html
    assert "I have finished this lesson" not in html
    assert "I have finished this lesson" in words(client.get(page.url + "?part=3"))


@pytest.mark.parametrize("part", ["0", "99", "-1", "²", "x", "1" * 30])
def test_a_wrong_part_shows_the_nearest_one(client, user, part):
    assert client.get(lesson(course()).url, {"part": part}).status_code == 200


def test_pausing_leads_back_to_the_same_part_and_is_recorded_nowhere(client, user):
    page = lesson(course())
    url = reverse("courses:pause", args=[page.pk, 2])
    assert url in words(client.get(page.url + "?part=2"))
    answer = client.get(url)
    assert f'href="{page.url}?part=2"' in words(answer)
    assert not LessonProgress.objects.exists()


def test_a_draft_cannot_be_paused_finished_or_started(client, user):
    page = course(lessons=1)
    draft = page.lessons[0]
    draft.unpublish()
    page.unpublish()
    assert client.get(reverse("courses:pause", args=[draft.pk, 1])).status_code == 404
    assert client.post(reverse("finish_lesson", args=[draft.pk])).status_code == 404
    assert client.post(reverse("start_course", args=[page.pk])).status_code == 404


@pytest.mark.parametrize("which", ["programme", "course", "lesson"])
def test_pages_ask_as_much_for_many_lessons_as_for_one(client, user, which):
    page = course(lessons=1)
    enrol_learner(person=user.person, course=page)
    url = {"programme": programme(), "course": page, "lesson": page.lessons[0]}[which].url
    few = queries_of(lambda: client.get(url))
    for number in range(4):
        lesson(page, title=f"More {number}")
        enrol_learner(person=user.person, course=course(title=f"Course {number}", lessons=2))
    assert queries_of(lambda: client.get(url)) == few
