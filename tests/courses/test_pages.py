import pytest
from django.urls import reverse

from courses.actions import complete_lesson, enrol_learner
from courses.models import CoursePage, LessonProgress, ProgrammeIndexPage
from notifications.models import Message
from tests.accounts.factories import UserFactory
from tests.courses.factories import course, lesson, module, programme
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


def test_a_programme_shows_courses_of_others_and_the_programmes_below_it(client, user):
    page = course(lessons=1, title="For everybody")
    enrol_learner(person=user.person, course=page)
    complete_lesson(person=user.person, lesson=page.lessons[0], at=NOW)
    early = programme().add_child(
        instance=ProgrammeIndexPage(title="Early years", slug="early", lead="From birth to five.")
    )
    early.add_child(
        instance=CoursePage(title="Settling in", lead="Calm starts.", self_directed_minutes=20)
    )
    early.also_shows.add(page)
    early.save()
    html = words(client.get(early.url))
    assert html.index("Settling in") < html.index("For everybody")
    assert "Finished on" in html
    html = words(client.get(programme().url))
    assert early.url in html
    assert "From birth to five." in html
    assert "Settling in" not in html


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


def test_nothing_is_kept_for_somebody_who_only_looks(client, user):
    client.get(lesson(course()).url)
    assert not LessonProgress.objects.exists()
    assert not Message.objects.exists()


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


def test_a_course_lists_its_modules_and_what_may_be_chosen(client, user):
    page = course()
    choice = module(page, title="In your setting", needed=1)
    lesson(choice, title="In a school")
    lesson(choice, title="In a surgery")
    lesson(module(page, title="Looking after yourself"), title="Small things")
    html = words(client.get(page.url))
    assert "In your setting" in html
    assert "Choose 1 of these." in html
    assert html.index("In a surgery") < html.index("Looking after yourself")
    complete_lesson(person=user.person, lesson=page.lessons[1], at=NOW)
    assert "In a school" not in words(client.get(page.url))


def test_the_address_of_a_module_leads_to_its_place_in_the_course(client, user):
    page = module(course())
    assert client.get(page.url).url == f"{page.get_parent().url}#module-{page.pk}"


def test_what_has_to_be_finished_first_is_said_and_nothing_begins(client, user):
    first = course(lessons=1, title="The basics")
    page = course(lessons=1, title="The next step")
    page.prerequisites.add(first)
    page.save()
    html = words(client.get(page.url))
    assert "Before this one you finish:" in html
    assert "Start the course" not in html
    assert client.post(reverse("start_course", args=[page.pk])).url == page.url
    assert client.post(reverse("finish_lesson", args=[page.lessons[0].pk])).url == page.url
    assert not user.person.enrolments.exists()
    complete_lesson(person=user.person, lesson=first.lessons[0], at=NOW)
    assert "Start the course" in words(client.get(page.url))


def test_a_course_not_yet_given_out_cannot_be_begun(client, user):
    page = course()
    lesson(page, is_released=False)
    assert client.get(page.lessons[0].url).status_code == 404
    assert client.post(reverse("start_course", args=[page.pk])).url == page.url
    assert not user.person.enrolments.exists()


def test_agreed_time_is_kept_where_it_was_said(client, user):
    page, other = course(lessons=1), course(lessons=1, title="Another")
    client.post(reverse("start_course", args=[page.pk]), {"time_is_agreed": "on"})
    client.post(reverse("start_course", args=[other.pk]))
    agreed = dict(user.person.enrolments.values_list("course", "time_is_agreed"))
    assert agreed == {page.pk: True, other.pk: None}


def test_a_lesson_and_its_place_ask_few_questions(client, user, django_assert_max_num_queries):
    page = course(lessons=5)
    enrol_learner(person=user.person, course=page)
    first = page.lessons[0]
    client.get(first.url)
    with django_assert_max_num_queries(15):
        client.get(first.url)
    with django_assert_max_num_queries(8):
        client.post(reverse("courses:place", args=[first.pk]), {"part": "1", "block": ""})
