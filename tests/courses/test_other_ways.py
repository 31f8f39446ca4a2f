"""Another way through a lesson is a peer of the first: it counts the same, nobody sees which."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

import portal.privacy
from courses.actions import complete_lesson, enrol_learner, keep_place
from courses.actions.releasing import add, correct
from courses.actions.withdrawing import withdraw_lesson
from courses.impact import foresee
from courses.messages.changes import tell_of_changes
from courses.models import BankQuestion, CoursePage, LessonPage, LessonProgress, Requirement
from courses.results import results_of
from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from tests.accounts.factories import EmploymentFactory, UserFactory, user_with_role
from tests.courses.factories import course, lesson, module
from tests.courses.quizzes import (
    BLOCK,
    attempt_of,
    give_out_again,
    lesson_with_quiz,
    right_answers,
    tried,
)
from tests.courses.test_learning import NOW
from tests.resources.factories import ContentNoteTopicFactory

pytestmark = pytest.mark.django_db
SHEET = reverse_lazy("messages:sheet")


def with_other_way(page):
    """The lesson, and the one that counts the same."""
    other = lesson(page.course, title="In words only", parts=("Another part",), is_released=False)
    other.save_revision().publish()
    page = LessonPage.objects.get(pk=page.pk)
    page.alternative_page = other
    page.save_revision().publish()
    give_out_again(page)
    return page, other


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user.person


def test_it_stands_in_no_list_and_in_no_rule():
    page, other = with_other_way(lesson(course()))
    release = CoursePage.objects.get(pk=page.course.pk).current_release
    assert [step.lesson.lesson_id for step in release.standing().steps] == [page.pk]
    assert list(page.course.lessons) == [page]
    assert list(page.course.other_ways) == [other]


def test_finishing_it_finishes_the_lesson(client, learner):
    page, other = with_other_way(lesson(course()))
    enrol_learner(person=learner, course=page.course, at=NOW)
    client.post(reverse("finish_lesson", args=[other.pk]))
    progress = LessonProgress.objects.get()
    assert progress.lesson == page
    assert progress.enrolment.completed_at


def test_the_place_leads_back_to_the_way_that_was_taken(client, learner):
    page, other = with_other_way(lesson(course()))
    enrol_learner(person=learner, course=page.course, at=NOW)
    client.get(f"{other.url}?part=2")
    client.post(reverse("courses:place", args=[other.pk]), {"part": "2", "block": BLOCK})
    assert f'href="{other.url}?part=2#b{BLOCK}"' in client.get(page.course.url).text
    assert f'href="{other.url}?part=2#b{BLOCK}"' in client.get("/").text


def test_each_way_names_the_other_and_who_sees_it(client, learner):
    page, other = with_other_way(lesson(course()))
    enrol_learner(person=learner, course=page.course, at=NOW)
    words = client.get(other.url).text
    assert "Nobody else sees which way you take" in words
    assert page.url in words


def test_whoever_takes_it_is_asked_the_check_of_the_lesson(client, learner):
    page, other = with_other_way(lesson_with_quiz())
    attempt = attempt_of(page, learner)
    assert "Check what you know" in client.get(f"{other.url}?part=99").text
    client.post(reverse("finish_lesson", args=[other.pk]))
    assert not LessonProgress.objects.exclude(completed_at=None).exists()
    url = reverse("courses:attempt", args=[attempt.pk])
    client.post(url, {**right_answers(attempt), "check": "1"})
    client.post(reverse("finish_lesson", args=[other.pk]))
    assert LessonProgress.objects.get(lesson=page).completed_at


def test_a_new_way_is_given_out_as_an_addition_or_a_correction():
    for change in (add, correct):
        page = lesson(course(title=change.__name__))
        other = lesson(page.course, title="In words only", is_released=False)
        page.alternative_page = other
        page.save_revision().publish()
        change(course=page.course, by=None, at=NOW)
        released = page.course.current_release.lessons.get(lesson=other)
        assert released.counts_as.lesson == page
        assert released.revision == LessonPage.objects.get(pk=other.pk).live_revision


@pytest.mark.parametrize("wrong", ["another course", "itself", "with a way", "with a check"])
def test_what_cannot_count_the_same_is_refused_in_words(wrong):
    page = lesson(course())
    match wrong:
        case "another course":
            page.alternative_page = lesson(course(title="Another"))
        case "itself":
            page.alternative_page = page
        case "with a way":
            page.alternative_page = with_other_way(lesson(page.course, title="Has one"))[0]
        case "with a check":
            page.alternative_page = lesson_with_quiz(page.course)
    with pytest.raises(ValidationError) as refusal:
        page.full_clean()
    assert "alternative_page" in refusal.value.message_dict


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def made_in_editor(client, parent, **said):
    """The form of a new lesson as its editor shows it, filled in and sent."""
    url = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", parent.pk])
    form = client.get(url).context["form"]
    shown = {form.add_prefix(name): form[name].value() for name in form.fields}
    shown |= {"body-count": "0", "note_topics": [ContentNoteTopicFactory(label="Neglect").pk]}
    for formset in form.formsets.values():
        shown |= {field.html_name: field.value() for field in formset.management_form}
    sent = {name: value for name, value in shown.items() if value not in (None, False)}
    return client.post(url, {**sent, "title": "A new one", "slug": "a-new-one", **said})


@pytest.mark.parametrize("within", [course, lambda **_: module(course())])
def test_a_new_lesson_names_another_way_before_it_was_ever_saved(editor, within):
    parent = within()
    other = lesson(CoursePage.objects.get(), title="In words only", is_released=False)
    assert made_in_editor(editor, parent, alternative_page=other.pk).status_code == 302
    made = LessonPage.objects.get(slug="a-new-one").get_latest_revision_as_object()
    assert (made.alternative_page_id, made.course) == (other.pk, CoursePage.objects.get())
    assert made.content_note


def test_a_new_lesson_names_no_lesson_of_another_course(editor):
    elsewhere = lesson(course(title="Another"), is_released=False)
    answer = made_in_editor(editor, course(), alternative_page=elsewhere.pk)
    assert "Choose another lesson of this course" in answer.text
    assert not LessonPage.objects.filter(slug="a-new-one").exists()


def test_a_lesson_that_stands_nowhere_yet_can_be_checked():
    other = lesson(course(), is_released=False)
    LessonPage(title="A new one", slug="new", alternative_page=other).clean()


STEPS = st.lists(st.sampled_from(["open", "place", "try", "finish"]), max_size=5)


class TestWhichWay(TestCase):
    @given(STEPS)
    @example(["open", "place"])
    @example(["open", "try", "finish"])
    def test_leaves_all_that_others_see_byte_for_byte_the_same(self, steps):
        """Somebody goes one way; all of it is undone, and they go the other."""
        page, other = with_other_way(lesson_with_quiz())
        Requirement.objects.create(course=page.course)
        reader = UserFactory(person__display_name="Robin Vale", person__email="")
        job = EmploymentFactory(person=reader.person)
        watchers = watchers_of(job, page.course)
        seen = []
        for way in (page, other):
            job.person.certificates.all().delete()
            job.person.enrolments.all().delete()
            job.person.messages.all().delete()
            enrolment = enrol_learner(person=job.person, course=page.course, at=NOW)
            for step in steps:
                do(step, enrolment, page, way)
            remind()
            seen.append(seen_by(watchers, job.person, page))
        assert seen[0] == seen[1]


def do(step, enrolment, page, way):
    taken = None if way == page else way
    match step:
        case "open":
            keep_place(enrolment=enrolment, lesson=page, part=1, at=NOW, way=taken)
        case "place":
            keep_place(enrolment=enrolment, lesson=page, part=2, at=NOW, block=BLOCK, way=taken)
        case "try":
            tried(page, enrolment.person)
        case "finish" if enrolment.attempts.exclude(passed_at=None).exists():
            complete_lesson(person=enrolment.person, lesson=way, at=NOW)


def remind():
    """Of what waits, in the portal alone: so that it stands on the sheet of their lead."""
    sweep_messages(at=NOW + timedelta(days=15))
    Message.objects.sent().update(ended_at=timezone.now())


@pytest.mark.parametrize("way", [0, 1])
def test_what_waits_stands_on_the_sheet_of_their_lead_whichever_way_they_take(way):
    page, other = with_other_way(lesson_with_quiz())
    job = EmploymentFactory(person=UserFactory(person__email="").person)
    enrolment = enrol_learner(person=job.person, course=page.course, at=NOW)
    do("open", enrolment, page, (page, other)[way])
    remind()
    client, url = next(one for one in watchers_of(job, page.course) if one[1] == SHEET)
    (slip,) = client.get(url).context["slips"]
    assert slip.person == job.person
    assert [str(other.title) in message.title for message in slip.messages] == [False]


def watchers_of(job, course):
    """Whoever sees something of the person or of all together, and where."""
    return [
        (watcher("organisation_lead", organisation=job.organisation), reverse("people:index")),
        (watcher("organisation_lead", organisation=job.organisation), reverse("courses:required")),
        (watcher("organisation_lead", organisation=job.organisation), SHEET),
        (watcher("programme_lead"), reverse("reach")),
        (watcher("programme_lead"), reverse("courses:required_csv")),
        (watcher("administrator"), reverse("people:person", args=[job.person.uuid])),
        (watcher("trainer"), reverse("courses:learners", args=[course.pk])),
    ]


def watcher(role, **place):
    client = Client()
    client.force_login(user_with_role(role, **place))
    return client


def seen_by(watchers, person, page):
    """Their pages, what trainers are told, and the copy of somebody's data that staff make."""
    pages = [client.get(url) for client, url in watchers]
    assert {page.status_code for page in pages} == {200}
    copy = portal.privacy.export_for(person)
    given = [one["title"] for one in copy["courses"].pop("certificates")]
    told = results_of(BankQuestion.objects.all()), foresee(page.course)
    return [
        str((copy["courses"], copy["notifications"], given, told)),
        *(PASSING.sub(b"", page.getvalue()) for page in pages),
    ]


PASSING = re.compile(
    rb'name="(csrfmiddlewaretoken|message)" value="[^"]*"|nonce="[^"]*"'  # A number of a row.
)


def test_another_way_that_is_withdrawn_leads_to_the_lesson_and_is_told_to_nobody(client, learner):
    page, other = with_other_way(lesson(course()))
    enrolment = enrol_learner(person=learner, course=page.course, at=NOW)
    keep_place(enrolment=enrolment, lesson=page, way=other, part=1, at=NOW)
    other = LessonPage.objects.get(pk=other.pk)
    withdraw_lesson(by=None, lesson=other, words="A wrong number.", at=NOW)
    html = client.get(other.url).text
    assert "A wrong number." in html
    assert f'href="{page.url}"' in html
    assert "It counts as done" not in html
    assert tell_of_changes(at=NOW) == 0
