"""What the list of a course says of its lessons, and what each lesson lets people choose."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Sector
from courses.actions import complete_lesson, enrol_learner
from courses.actions.releasing import add, correct, make_release
from courses.actions.withdrawing import withdraw_lesson
from courses.blocks import CaseStudyBlock, InYourSettingBlock
from courses.models import LessonPage
from tests.accounts.factories import EmploymentFactory, UserFactory
from tests.courses.factories import course, lesson
from tests.courses.quizzes import give_out_again, lesson_with_quiz
from tests.courses.test_learning import NOW
from tests.courses.test_releasing import publish
from tests.queries import queries_of
from tests.resources.factories import ContentNoteTopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def noted():
    """A lesson that mentions something, and the one that counts the same; published only."""
    page = course(lessons=1)
    first = LessonPage.objects.get(pk=page.lessons[0].pk)
    other = lesson(page, title="In words", is_released=False)
    first.note_topics.add(ContentNoteTopicFactory(label="Neglect"))
    first.alternative_page = other
    first.save_revision().publish()
    return first, other


def link_to(page):
    return f'<a href="{page.url}">Take another way</a>'


def test_the_list_says_what_a_lesson_mentions_and_how_else_to_take_it(client, user, noted):
    first, other = noted
    give_out_again(first)
    for url in (first.course.url, first.url):
        html = words(client.get(url))
        assert "mentions neglect" in html
        assert link_to(other) in html


def test_what_is_only_published_stands_in_no_list(client, user, noted):
    html = words(client.get(noted[0].course.url))
    assert "mentions neglect" not in html
    assert "Take another way" not in html


def test_a_way_of_a_newer_release_is_no_way_to_finish_this_one(client, user):
    page = course(lessons=1)
    enrol_learner(person=user.person, course=page, at=NOW)
    first = LessonPage.objects.get(pk=page.lessons[0].pk)
    make_release(course=page, by=None, at=NOW)
    other = lesson(page, title="In words", is_released=False)
    first.note_topics.add(ContentNoteTopicFactory(label="Neglect"))
    first.alternative_page = other
    first.save_revision().publish()
    correct(course=page, by=None, at=NOW)
    for url in (page.url, first.url):
        html = words(client.get(url))
        assert "mentions neglect" in html
        assert "Take another way" not in html
    client.force_login(UserFactory())
    assert link_to(other) in words(client.get(page.url))


def test_a_way_that_is_withdrawn_is_not_offered(client, user, noted):
    first, other = noted
    give_out_again(first)
    withdraw_lesson(by=None, lesson=other, words="A wrong number.", at=NOW)
    for url in (first.course.url, first.url):
        assert "Take another way" not in words(client.get(url))


def test_a_course_with_many_notes_asks_as_much_as_one_with_a_few(client, user, noted):
    first, _other = noted
    give_out_again(first)
    few = queries_of(lambda: client.get(first.course.url))
    for number in range(3):
        more, way = (lesson(first.course, title=f"{word} {number}") for word in ("More", "Way"))
        more.note_topics.add(ContentNoteTopicFactory(label=f"Topic {number}"))
        more.alternative_page = way
        more.save_revision().publish()
    give_out_again(first)
    assert queries_of(lambda: client.get(first.course.url)) == few


def test_the_list_says_where_a_check_is_to_be_passed(client, user):
    page = course(lessons=1)
    assert "knowledge check" not in words(client.get(page.url))
    lesson_with_quiz(page)
    assert "with a knowledge check to pass" in words(client.get(page.url))


def test_what_was_added_to_a_lesson_is_marked_for_those_in_progress(client, user):
    page = course(lessons=2)
    enrol_learner(person=user.person, course=page, at=NOW)
    complete_lesson(person=user.person, lesson=page.lessons[0], at=NOW)
    assert "Something was added" not in words(client.get(page.url))
    for each in page.lessons:
        publish(each, "A new part")
    add(course=page, by=None, at=NOW + timedelta(days=1))
    assert words(client.get(page.url)).count("Something was added to it since you began.") == 2


def test_a_lesson_can_be_skipped_for_now(client, user):
    page = course(lessons=2)
    enrol_learner(person=user.person, course=page)
    first, second = page.lessons
    assert f'<a href="{second.url}">Skip for now</a>' in words(client.get(first.url))
    client.post(reverse("finish_lesson", args=[first.pk]))
    assert "Skip for now" not in words(client.get(first.url))


@pytest.mark.parametrize("which", ["course", "lesson"])
def test_a_page_where_being_seen_is_a_risk_can_be_left_quickly(client, user, which):
    page = course(lessons=1)
    shown = {"course": page, "lesson": page.lessons[0]}[which]
    shown.shows_exit = True
    shown.save()
    html = words(client.get(shown.url))
    assert "govuk-exit-this-page" in html
    assert "<title>Information</title>" in html


@pytest.mark.parametrize("which", ["course", "lesson"])
def test_an_author_sees_a_draft_as_a_learner_will(which):
    page = course(lessons=1)
    shown = {"course": page, "lesson": page.lessons[0]}[which]
    shown.title = "Not yet published"
    answer = shown.make_preview_request()
    assert answer.status_code == 200
    assert "Not yet published" in answer.content.decode()


@pytest.mark.parametrize("child", ["", "<p></p>", "<p> </p>"])
def test_a_case_study_is_not_saved_without_the_child(child):
    block = CaseStudyBlock()
    told = {"heading": "Sam", "origin": "Made up.", "child": child}
    stage = {"heading": "Monday", "text": "<p>Sam hides.</p>", "questions": []}
    with pytest.raises(ValidationError) as refusal:
        block.clean(block.to_python({**told, "stages": [stage]}))
    assert set(refusal.value.block_errors) == {"child"}


def test_each_setting_is_told_once():
    block = InYourSettingBlock()
    sector = EmploymentFactory().profession.sector
    one = {"sector": sector.slug, "text": "<p>At the gate.</p>"}
    with pytest.raises(ValidationError) as refusal:
        block.clean(block.to_python({"heading": "Where you work", "settings": [one, one]}))
    assert "settings" in refusal.value.block_errors


def test_ones_own_setting_comes_first_and_all_can_be_opened(client, user):
    own = EmploymentFactory(person=user.person).profession.sector
    other = Sector.objects.create(slug="aaa", label="Another sector")
    told = [(other.slug, "Elsewhere it is so."), (own.slug, "Here it is so.")]
    settings = [{"sector": slug, "text": f"<p>{said}</p>"} for slug, said in told]
    page = lesson(course(), is_released=False)
    value = {"heading": "Where you work", "settings": settings}
    page.body = [{"type": "in_your_setting", "value": value}]
    page.save_revision().publish()
    give_out_again(page)
    html = words(client.get(page.url))
    assert html.index("Here it is so.") < html.index("Elsewhere it is so.")
