"""A trainer starts a course from a template, and it reaches learners as a whole."""

import json
import re
from dataclasses import replace
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from courses.actions.questions import change_question
from courses.actions.reviewing import StillToWriteError, approve_course, send_course_for_review
from courses.actions.starting import copy_course, start_course
from courses.models import BankQuestion, CoursePage, LessonPage, ModulePage, QuestionCategory
from courses.outlines import BY_CODE, OUTLINES
from courses.whole import whole_of
from evaluation.starter import load_starter_instruments, starter_plan
from resources.actions.review import install_review
from resources.models import BasePage
from tests.accounts.factories import UserFactory, user_with_role
from tests.courses.factories import course, lesson, programme
from tests.courses.test_learning import NOW
from tests.queries import queries_of
from tests.resources.posting import form_of

STAGES = [{"heading": "Monday", "text": "<p>He is late.</p>", "questions": []}]
pytestmark = pytest.mark.django_db
PROMPT = re.compile(r"\[(?:Write here|what it is)[^\[\]]*\]")
MODULE = BY_CODE["module"]


@pytest.fixture
def learn():
    page = programme()
    install_review(root=page.get_root())
    return page


@pytest.fixture
def trainer(learn):
    return user_with_role("trainer")


def start(learn, trainer, outline=MODULE, title="Calm mornings"):
    return start_course(programme=learn, outline=outline, title=title, by=trainer, at=NOW)


def write(page):
    """Words of the trainer's own in place of every prompt."""
    for found in page.get_descendants(inclusive=True).specific():
        raw = PROMPT.sub("Own words", json.dumps(found.get_latest_revision().content))
        found.with_content_json(json.loads(raw)).save_revision(user=found.owner)
    for asked in whole_of(page).unwritten:
        item = asked.question.current.item()
        written = item.with_texts(lambda text: replace(text, words=PROMPT.sub("Own", text.words)))
        change_question(question=asked.question, item=written, by=page.owner.person, at=NOW)


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda one: one.code)
def test_every_outline_makes_drafts_that_can_be_written_and_published(learn, trainer, outline):
    made = start(learn, trainer, outline)
    lessons = LessonPage.objects.descendant_of(made)
    assert not BasePage.objects.descendant_of(learn).live().exists()
    assert {page.owner for page in made.get_descendants(inclusive=True)} == {trainer}
    assert all(lesson.support == BasePage.Support.USUAL for lesson in lessons)
    kinds = [block.block_type for lesson in lessons for block in lesson.body]
    assert {"quiz", "support"} <= set(kinds)
    assert whole_of(made).to_write > 1
    write(made)
    for page in made.get_descendants(inclusive=True).specific():
        page.get_latest_revision_as_object().full_clean()
    assert whole_of(made).to_write == 0
    assert sum(lesson.minutes for lesson in lessons) == made.self_directed_minutes


def test_a_course_reaches_learners_in_three_presses_once_it_is_written(learn, trainer, client):
    made, reader = start(learn, trainer), user_with_role("trainer")
    write(made)
    client.force_login(trainer)
    page = reverse("whole_course", args=[made.pk])
    assert "Send all of it for review" in client.get(page).text
    client.post(reverse("send_whole_course", args=[made.pk]))
    assert "publish it" not in client.get(page).text
    client.force_login(reader)
    assert "I have read it all: publish it" in client.get(page).text
    answer = client.post(reverse("approve_whole_course", args=[made.pk]))
    assert answer.url == reverse("give_out", args=[made.pk])
    client.post(answer.url, follow=True)
    release = CoursePage.objects.get(pk=made.pk).current_release
    assert release.lessons.count() == 2
    assert release.lessons.last().quizzes.get().questions.count() == 1


def test_the_whole_course_says_in_its_tab_what_it_is_and_counts_each_prompt(learn, trainer, client):
    made = start(learn, trainer)
    client.force_login(trainer)
    page = " ".join(client.get(reverse("whole_course", args=[made.pk])).text.split())
    assert re.search(r"<title>\s*The whole course: Calm mornings", page)
    assert "[what it is about] and 4 more" in page


def test_no_prompt_is_sent_approved_or_given_out(learn, trainer, client):
    made, reader = start(learn, trainer), user_with_role("trainer")
    with pytest.raises(StillToWriteError):
        send_course_for_review(course=made, by=trainer)
    lesson = LessonPage.objects.descendant_of(made).first()
    lesson.get_workflow().start(lesson, trainer)
    state = lesson.current_workflow_task_state
    with pytest.raises(PermissionDenied, match="words of your own"):
        state.task.specific.on_action(state, reader, "approve")
    assert approve_course(course=made, by=reader) == 0
    LessonPage.objects.filter(pk=lesson.pk).update(live=True)
    for other in LessonPage.objects.descendant_of(made):
        other.save_revision().publish()
    client.force_login(reader)
    give_out = reverse("give_out", args=[made.pk])
    assert "Write these questions first" in client.post(give_out, follow=True).text
    assert CoursePage.objects.get(pk=made.pk).current_release is None


def test_a_case_study_without_the_child_is_neither_sent_nor_approved(learn, trainer, client):
    made, reader = start(learn, trainer), user_with_role("trainer")
    write(made)
    lesson = LessonPage.objects.descendant_of(made).first().get_latest_revision_as_object()
    lesson.body = [("case_study", {"heading": "Sam", "stages": STAGES, "child": ""})]
    lesson.save_revision(user=trainer, clean=False)
    with pytest.raises(StillToWriteError):
        send_course_for_review(course=made, by=trainer)
    client.force_login(trainer)
    shown = client.get(reverse("whole_course", args=[made.pk])).text
    assert "“Case study in stages”: “What would the child say?”: This field is required." in shown
    lesson.get_workflow().start(lesson, trainer)
    state = lesson.current_workflow_task_state
    with pytest.raises(PermissionDenied, match="What would the child say"):
        state.task.specific.on_action(state, reader, "approve")
    assert approve_course(course=made, by=reader) == 0
    assert not LessonPage.objects.get(pk=lesson.pk).live


def test_not_even_an_administrator_publishes_a_prompt_for_the_first_time(learn, client):
    administrator = user_with_role("administrator")
    made = start(learn, administrator)
    client.force_login(administrator)
    edit = reverse("wagtailadmin_pages:edit", args=[made.pk])
    answer = client.post(edit, {**form_of(client, edit), "action-publish": "1"}, follow=True)
    assert "still waits for words of your own" in answer.text
    assert not CoursePage.objects.get(pk=made.pk).live


def test_a_course_for_people_on_site_may_be_talked_through_in_a_hall(learn, trainer):
    made = start(learn, trainer, BY_CODE["on-site"])
    assert made.together == CoursePage.Together.ALL
    assert start(learn, trainer, title="Alone").together == CoursePage.Together.LESSONS


def test_an_author_approves_nothing_of_their_own(learn, trainer):
    made = start(learn, trainer)
    write(made)
    assert send_course_for_review(course=made, by=trainer) == 4
    assert approve_course(course=made, by=trainer) == 0
    assert send_course_for_review(course=made, by=trainer) == 0


def test_pressed_twice_it_is_one_course(learn, trainer):
    first = start(learn, trainer)
    assert start(learn, trainer) == first
    assert CoursePage.objects.count() == 1
    assert BankQuestion.objects.count() == 1


def test_a_course_from_a_template_asks_before_and_after_where_the_portal_has_questions(
    learn, trainer
):
    assert start(learn, trainer).evaluation_plan is None
    load_starter_instruments()
    assert start(learn, trainer, title="With questions").evaluation_plan == starter_plan()


def test_two_courses_of_one_title_ask_questions_of_their_own(learn, trainer):
    start(learn, trainer)
    start(learn, user_with_role("trainer"))
    paths = QuestionCategory.objects.values_list("path", flat=True)
    assert sorted(paths) == ["Calm mornings", "Calm mornings 2"]


@pytest.mark.parametrize("title", ["One/Two", "???", "x" * 255, "Ä/Ö//ü"])
def test_any_title_will_do(learn, trainer, title):
    assert start(learn, trainer, title=title).slug


def test_a_course_that_is_here_serves_as_a_template(learn, trainer):
    like = course(lessons=2, title="Old", co_production_note="With the young people's panel")
    first, second = like.lessons
    first.alternative_page = second
    first.save()
    made = copy_course(programme=learn, like=like, title="New", by=trainer, at=NOW)
    copies = LessonPage.objects.descendant_of(made).order_by("path")
    assert copies[0].alternative_page.specific == copies[1]
    assert (made.live, made.owner, made.co_production_note) == (False, trainer, "")
    assert copy_course(programme=learn, like=like, title="New", by=trainer, at=NOW) == made
    assert not made.releases.exists()
    copies[0].full_clean()


def test_the_page_asks_what_to_start_from_and_leads_on_to_the_whole(learn, trainer, client):
    client.force_login(trainer)
    url = reverse("start_new_course")
    assert "A short module" in client.get(url).text
    assert "title" in client.post(url, {"outline": "module"}).context["form"].errors
    said = {"outline": "module", "title": "Calm mornings", "programme": learn.pk}
    answer = client.post(url, said, follow=True)
    assert "Lesson 1: [what it is about]" in answer.text
    like = {**said, "title": "Once more", "like": CoursePage.objects.get().pk}
    assert "Once more" in client.post(url, like, follow=True).text


def test_a_draft_of_somebody_else_is_no_template(learn, trainer, client):
    hidden = start(learn, user_with_role("trainer"))
    client.force_login(trainer)
    form = client.get(reverse("start_new_course")).context["form"]
    assert hidden not in form.fields["like"].queryset


@pytest.mark.parametrize("role", ["programme_lead", "privacy_officer"])
def test_nobody_else_starts_sends_or_approves(learn, client, role):
    made = course(lessons=1)
    client.force_login(user_with_role(role))
    assert client.get(reverse("start_new_course")).status_code in {302, 403}
    assert client.get(reverse("whole_course", args=[made.pk])).status_code in {302, 403}
    for name in ("send_whole_course", "approve_whole_course"):
        assert client.post(reverse(name, args=[made.pk])).status_code in {302, 403}
    with pytest.raises(PermissionDenied):
        start(learn, UserFactory())


def test_the_buttons_lead_there(learn, trainer, client):
    made = start(learn, trainer)
    client.force_login(trainer)
    below = client.get(reverse("wagtailadmin_explore", args=[learn.pk])).text
    assert f"{reverse('start_new_course')}?below={learn.pk}" in below
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).text
    assert reverse("whole_course", args=[made.pk]) in edit
    assert reverse("start_new_course") in client.get("/").text


def test_what_was_sent_back_goes_to_its_reader_again(learn, trainer):
    made, reader = start(learn, trainer), user_with_role("trainer")
    write(made)
    send_course_for_review(course=made, by=trainer)
    lesson = LessonPage.objects.descendant_of(made).first()
    state = lesson.current_workflow_task_state
    state.task.specific.on_action(state, reader, "reject")
    assert send_course_for_review(course=made, by=trainer) == 1
    assert approve_course(course=made, by=reader) == 4


def test_the_page_of_the_whole_asks_as_often_for_many_lessons_as_for_few(learn, trainer, client):
    client.force_login(trainer)
    few, many = start(learn, trainer), start(learn, trainer, title="Many")
    module = ModulePage.objects.child_of(many).get()
    for number in range(6):
        lesson(module, title=f"More {number}", is_released=False, live=False, owner=trainer)
    pages = [reverse("whole_course", args=[made.pk]) for made in (few, many)]
    one, another = (queries_of(partial(client.get, page)) for page in pages)
    assert one == another
