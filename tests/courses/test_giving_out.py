"""How a trainer gives a course out, in the editor."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from courses.actions import courses_to_give_out
from courses.models import CoursePage, Enrolment, LessonPage
from tests.accounts.factories import user_with_role
from tests.courses.factories import course, lesson, module
from tests.courses.quizzes import lesson_with_quiz
from tests.courses.test_releasing import learner, publish
from tests.resources.posting import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(user_with_role("administrator"))
    return client


def page_for(page):
    return reverse("give_out", args=[page.pk])


def test_a_new_course_is_given_out_with_one_button(editor):
    page = course()
    lesson(page, is_released=False)
    assert "Nobody learns from this course yet" in editor.get(page_for(page)).text
    answer = editor.post(page_for(page), follow=True)
    assert "People can begin it" in answer.text
    assert CoursePage.objects.get(pk=page.pk).current_release.lessons.count() == 1
    assert AuditEntry.objects.filter(verb="course.released").exists()


def test_an_empty_course_has_nothing_to_give_out(editor):
    page = course()
    assert "Nothing that is published differs" in editor.get(page_for(page)).text
    editor.post(page_for(page))
    assert page.current_release is None


def test_the_page_says_what_is_different_and_whom_it_touches_and_proposes(editor):
    page = course(lessons=1)
    learner(page)
    learner(page, finishes=1)
    publish(page.lessons[0], "Something new")
    answer = editor.get(page_for(page))
    assert "has something added" in answer.text
    assert "1 in progress, 0 not yet begun, 1 finished, 1 certificates" in answer.text
    assert answer.context["form"]["kind"].value() == "addition"


def test_a_replacement_maps_what_goes_to_what_comes(editor):
    page = course(lessons=1)
    old, enrolment = page.lessons[0], learner(page)
    new = lesson(page, title="Instead", is_released=False)
    old.unpublish()
    answer = editor.get(page_for(page))
    assert f"instead-{new.pk}" in answer.context["form"].fields
    said = {"kind": "replacement", "words": "Shorter.", f"instead-{new.pk}": str(old.pk)}
    said["foreseen"] = "1-0"
    assert "1 went on with the new release" in editor.post(page_for(page), said, follow=True).text
    assert Enrolment.objects.get(pk=enrolment.pk).release.number == 2


def test_a_replacement_is_made_only_once_it_was_said_whom_it_moves_and_who_finishes(editor):
    page = course(lessons=2)
    learner(page, finishes=1)
    page.lessons[1].unpublish()
    said = {"kind": "replacement", "words": "Shorter."}
    answer = editor.post(page_for(page), said)
    assert (
        "moves to the new release now: 1. Who has nothing left there, and finishes by it: 1."
        in answer.text
    )
    assert page.releases.count() == 1
    said["foreseen"] = answer.context["coming"].mark
    learner(page)
    answer = editor.post(page_for(page), said)
    assert (
        "moves to the new release now: 2. Who has nothing left there, and finishes by it: 1."
        in answer.text
    )
    said["foreseen"] = answer.context["coming"].mark
    editor.post(page_for(page), said)
    assert page.releases.count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "nonsense"}, "kind"),
        ({"kind": "replacement", "words": ""}, "words"),
        ({"kind": "replacement", "words": "x", "sunset_on": "2020-01-01"}, "sunset_on"),
        ({"kind": "replacement", "words": "x", "sunset_on": "soon"}, "sunset_on"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_given_out(editor, said, field):
    page = course(lessons=1)
    publish(page.lessons[0], "Something new")
    answer = editor.post(page_for(page), said)
    assert field in answer.context["form"].errors
    assert page.releases.count() == 1


def test_publishing_a_lesson_leads_to_giving_it_out(editor):
    page = course(lessons=1)
    edit = reverse("wagtailadmin_pages:edit", args=[page.lessons[0].pk])
    said = {**form_of(editor, edit), "title": "New words", "action-publish": "1"}
    answer = editor.post(edit, said)
    assert answer.status_code == 302
    assert answer.url == page_for(page)


def test_publishing_a_module_leads_there_where_something_is_different(editor):
    page = course()
    choice = module(page, title="Choose")
    lesson(choice)
    edit = reverse("wagtailadmin_pages:edit", args=[choice.pk])
    for title, leads in (("Choose", False), ("Choose one", True)):
        said = {**form_of(editor, edit), "title": title, "action-publish": "1"}
        assert (editor.post(edit, said).url == page_for(page)) is leads


def test_a_lesson_is_withdrawn_and_brought_back(editor):
    page = course(lessons=1)
    first = page.lessons[0]
    url = reverse("withdraw_lesson", args=[first.pk])
    assert "words" in editor.post(url, {"words": ""}).context["form"].errors
    editor.post(url, {"words": "We check a number in it."})
    assert first.withdrawals.open().get().words == "We check a number in it."
    assert "We check a number in it." in editor.get(url).text
    editor.post(reverse("bring_back_lesson", args=[first.pk]))
    assert not first.withdrawals.open().exists()


@pytest.mark.parametrize("role", ["practitioner", "programme_lead", "champion"])
def test_nobody_else_gives_out_or_withdraws(client, role):
    page = course(lessons=1)
    client.force_login(user_with_role(role))
    first = page.lessons[0]
    for url in (page_for(page), reverse("withdraw_lesson", args=[first.pk])):
        assert client.post(url, {"words": "x", "kind": "correction"}).status_code in {302, 403}
    assert not LessonPage.objects.get(pk=first.pk).withdrawals.exists()
    assert timezone.now() - page.current_release.made_at < timedelta(minutes=5)


def test_the_editor_refuses_courses_that_wait_for_each_other(editor):
    first, second = course(title="First"), course(title="Second")
    second.prerequisites.add(first)
    second.save()
    form = CoursePage.get_edit_handler().get_form_class()
    said = {"prerequisites": [second.pk], "title": "First", "outcomes-count": "0"}
    wrong = form(said, instance=CoursePage.objects.get(pk=first.pk), for_user=None).errors
    assert "Nobody could begin" in str(wrong["prerequisites"])


def test_courses_that_wait_to_be_given_out_are_found():
    page, untouched = course(lessons=1), course(lessons=1, title="Untouched")
    draft = course(title="Not yet")
    lesson(draft, is_released=False)
    publish(page.lessons[0], "Something new")
    assert courses_to_give_out() == [draft, page]
    assert untouched.current_release


def test_what_a_course_says_of_itself_waits_to_be_given_out_too(editor):
    page = course(lessons=1)
    earlier = learner(page, finishes=1)
    page = CoursePage.objects.get(pk=page.pk)
    page.title, page.self_directed_minutes = "Another title", 600
    page.save_revision().publish()
    assert courses_to_give_out() == [page]
    answer = editor.get(page_for(page))
    assert "its title, level, outcomes or hours" in answer.text
    assert answer.context["form"]["kind"].value() == "correction"
    editor.post(page_for(page), {"kind": "correction"})
    assert courses_to_give_out() == []
    later = learner(CoursePage.objects.get(pk=page.pk), finishes=1)
    for enrolment, title, minutes in (
        (earlier, "Understanding adversity", 30),
        (later, "Another title", 600),
    ):
        enrolment = Enrolment.objects.get(pk=enrolment.pk)
        for facts in (enrolment.facts_then, enrolment.certificate.facts_then):
            assert (facts.title, facts.self_directed_minutes) == (title, minutes)


def test_a_course_without_support_is_not_given_out(editor):
    page = course()
    bare = lesson(page, is_released=False, support="none")
    answer = editor.post(page_for(page))
    assert "Show support first" in answer.text
    assert reverse("wagtailadmin_pages:edit", args=[bare.pk]) in answer.text
    assert page.current_release is None


def test_support_goes_only_when_somebody_says_so(editor):
    page = course(lessons=2)
    first = page.lessons[0]
    first.support = "none"
    first.save_revision().publish()
    publish(first, "Something new")
    said = {"kind": "correction"}
    answer = editor.post(page_for(page), said)
    assert "takes_support_away" in answer.context["form"].errors
    assert first.title in answer.context["form"].fields["takes_support_away"].label
    answer = editor.post(page_for(page), {**said, "takes_support_away": "on"}, follow=True)
    assert "nobody lost anything" in answer.text
    assert "takes_support_away" not in editor.get(page_for(page)).text


@pytest.mark.parametrize(
    ("picture", "stops"),
    [
        ('<img src\\="https\\://example.org/a.png">', True),
        ('<img alt\\="" src\\="https\\://example.org/a.png">', True),
        ('<img alt\\="A closed door" src\\="https\\://example.org/a.png">', False),
        ('<img alt\\="" role\\="presentation" src\\="https\\://example.org/a.png">', False),
    ],
)
def test_a_question_with_a_picture_is_not_asked_before_it_is_in_words(editor, picture, stops):
    page = course()
    lesson_with_quiz(page, content=f"::One::[html]What is this? {picture}{{T#No.#Yes.}}".encode())
    publish(page.lessons[0], "Something new")
    answer = editor.get(page_for(page))
    assert ("without saying in words what is on it" in answer.text) is stops
    assert ("Give it out" in answer.text) is not stops


def test_courses_published_in_turn_that_wait_for_each_other_are_not_given_out(editor):
    first, second = course(title="First"), course(title="Second")
    lesson(first, is_released=False)
    for one, other in ((first, second), (second, first)):
        one.prerequisites.add(other)
        one.save()
    answer = editor.post(page_for(first))
    assert "Nobody could begin" in answer.text
    assert first.current_release is None
