"""Knowledge checks: asked as given out, kept as answered, private, once passed always passed."""

import base64
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.actions import QuizLeftError, complete_lesson, enrol_learner
from courses.actions.questions import add_questions, change_question, correct_key, put_away
from courses.actions.quizzes import NotAskedError, begin_attempt, check_answers
from courses.actions.releasing import add, correct
from courses.actions.withdrawing import bring_back_lesson, withdraw_lesson
from courses.impact import courses_to_give_out, plan_change
from courses.models import BankQuestion, CoursePage, QuestionCategory, QuizAttempt
from courses.packages.gift.reader import read_gift
from courses.packages.questions import Kind
from courses.paper import Asked
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.factories import body, course, lesson
from tests.courses.quizzes import (
    BLOCK,
    TWO,
    attempt_of,
    lesson_with_quiz,
    quiz_block,
    right_answers,
    tried,
)
from tests.courses.test_learning import NOW
from tests.resources.test_picture_files import written

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def item(gift):
    return read_gift(gift.encode()).questions[0]


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user.person


def test_beginning_twice_is_one_try():
    page = lesson_with_quiz()
    first = attempt_of(page)
    assert attempt_of(page, first.enrolment.person) == first
    assert first.answers.count() == 6


def test_every_kind_is_passed_with_what_is_right():
    attempt = tried(lesson_with_quiz())
    assert attempt.passed_at == NOW
    assert attempt.earned == attempt.possible == 6


@pytest.mark.parametrize("position", range(1, 7))
def test_one_wrong_answer_of_six_still_passes_and_two_do_not(position):
    page = lesson_with_quiz()
    assert tried(page, wrong={position}).passed_at
    assert tried(page, wrong={position, position % 6 + 1}).passed_at is None


def test_checking_a_second_time_changes_nothing():
    attempt = tried(lesson_with_quiz())
    again = check_answers(attempt=attempt, given={}, at=LATER)
    assert (again.submitted_at, again.earned) == (NOW, attempt.earned)


def test_a_new_try_begins_with_what_was_not_yet_seen():
    page = lesson_with_quiz(asks=3)
    first = tried(page)
    second = attempt_of(page, first.enrolment.person)
    seen = set(first.answers.values_list("version", flat=True))
    assert len(seen) == 3
    assert seen.isdisjoint(second.answers.values_list("version", flat=True))


def test_a_lesson_is_finished_once_its_check_is_passed():
    page, person = lesson_with_quiz(), PersonFactory()
    tried(page, person, wrong={1, 2})
    with pytest.raises(QuizLeftError):
        complete_lesson(person=person, lesson=page, at=NOW)
    tried(page, person)
    assert complete_lesson(person=person, lesson=page, at=NOW).finishes_course


def test_a_check_that_is_not_needed_does_not_hold_anybody_up():
    page = lesson_with_quiz(is_needed=False)
    assert complete_lesson(person=PersonFactory(), lesson=page, at=NOW).finishes_course


def test_nobody_who_began_before_needs_a_check_that_was_added():
    page = lesson(course())
    before = enrol_learner(person=PersonFactory(), course=page.course, at=NOW)
    page.body = [*body(), quiz_block(lesson_with_quiz_category())]
    page.save_revision().publish()
    add(course=page.course, by=None, at=LATER)
    assert complete_lesson(person=before.person, lesson=page, at=LATER).finishes_course
    after, last = PersonFactory(), LATER + timedelta(days=1)
    with pytest.raises(QuizLeftError):
        complete_lesson(person=after, lesson=page, at=last)


def lesson_with_quiz_category():
    lesson_with_quiz(course(title="Another"), content=TWO)
    return QuestionCategory.objects.get()


def test_only_who_is_enrolled_is_asked():
    page = lesson_with_quiz()
    with pytest.raises(NotAskedError):
        begin_attempt(person=PersonFactory(), lesson=page, block=BLOCK, at=NOW)
    enrolled = enrol_learner(person=PersonFactory(), course=page.course, at=NOW)
    with pytest.raises(NotAskedError):
        begin_attempt(person=enrolled.person, lesson=page, block="other", at=NOW)


def test_a_question_changed_since_is_asked_only_once_it_is_given_out():
    page = lesson_with_quiz(content=TWO)
    question = BankQuestion.objects.first()
    change_question(question=question, item=item("::One::Really?{T}"), by=None, at=LATER)
    assert "Really?" not in questions_of(attempt_of(page))
    assert courses_to_give_out() == [page.course]
    assert plan_change(CoursePage.objects.get()).proposed.value == "correction"
    correct(course=page.course, by=None, at=LATER)
    assert "Really?" in questions_of(attempt_of(page))
    assert courses_to_give_out() == []


def test_a_question_put_away_leaves_with_the_next_giving_out():
    page = lesson_with_quiz(content=TWO)
    put_away(question=BankQuestion.objects.first(), at=LATER)
    assert attempt_of(page).answers.count() == 2
    correct(course=page.course, by=None, at=LATER)
    assert attempt_of(page).answers.count() == 1


def test_what_was_asked_or_given_out_cannot_be_deleted():
    tried(lesson_with_quiz(content=TWO))
    with pytest.raises(ProtectedError):
        BankQuestion.objects.first().delete()


def questions_of(attempt):
    return [answer.version.content.text.words for answer in attempt.answers.all()]


class TestAnAttempt(TestCase):
    @given(st.lists(st.sampled_from(["change", "correct", "put away", "add", "give out"])))
    def test_reads_the_same_for_ever(self, actions):
        page = lesson_with_quiz(content=TWO)
        attempt = tried(page, wrong={2})
        before, was_passed = rendered(attempt), attempt.passed_at
        question = BankQuestion.objects.first()
        for number, action in enumerate(actions):
            self.do(action, number, question, page)
        attempt = QuizAttempt.objects.get(pk=attempt.pk)
        assert rendered(attempt) == before
        assert not was_passed or attempt.passed_at

    def do(self, action, number, question, page):
        match action:
            case "change":
                new = item(f"::One::Version {number}?{{T#No.#Yes.}}")
                change_question(question=question, item=new, by=None, at=LATER)
            case "correct":
                question.refresh_from_db()
                correct_key(question=question, by=None, at=LATER)
            case "put away":
                put_away(question=question, at=LATER)
            case "add":
                new = item(f"::More::Extra {number}?{{T}}")
                add_questions(category=question.category, items=[new], by=None, at=LATER)
            case "give out":
                correct(course=page.course, by=None, at=LATER)


def rendered(attempt):
    asked = [Asked(answer) for answer in attempt.answers.select_related("version")]
    return [(one.html, [(each.label, each.is_chosen) for each in one.choices]) for one in asked]


def test_the_page_keeps_what_was_given_and_names_what_is_open(client, learner):
    page = lesson_with_quiz()
    attempt = attempt_of(page, learner)
    url = reverse("courses:attempt", args=[attempt.pk])
    given = {name: values for name, values in right_answers(attempt).items() if name != "q1"}
    answer = client.post(url, {**given, "check": "1"})
    assert "Question 1 has no answer yet" in answer.text
    assert answer.text.count("has no answer yet, or a part") == 1
    assert attempt.answers.get(position=3).answer is not None
    client.post(url, {**given, **right_answers(attempt), "check": "1"})
    assert "Passed: 6 of 6 right." in client.get(url).text


def test_a_script_is_told_when_answers_were_saved_and_a_reader_is_led_back(client, learner):
    page = lesson_with_quiz()
    attempt = attempt_of(page, learner)
    url = reverse("courses:attempt", args=[attempt.pk])
    given = right_answers(attempt)
    answer = client.post(url, given, headers={"Accept": "application/json"})
    assert set(answer.json()) == {"saved_at", "marks"}
    attempt.refresh_from_db()
    assert attempt.is_open
    assert attempt.saved_at
    assert client.post(url, given).url == page.url


def form_of(client, url):
    """What a browser would send back of the page as it is."""
    form = BeautifulSoup(client.get(url).content, "html.parser").select_one("form[data-saves]")
    given = {}
    for field in form.select("input[name]"):
        if field["type"] in {"hidden", "text"} or field.has_attr("checked"):
            given.setdefault(field["name"], []).append(field.get("value", ""))
    for menu in form.select("select"):
        chosen = menu.select_one("option[selected]")
        given[menu["name"]] = [chosen.get("value", chosen.text) if chosen else ""]
    return given


def test_an_old_form_takes_no_answer_back_that_was_given_since(client, learner):
    attempt = attempt_of(lesson_with_quiz(), learner)
    url = reverse("courses:attempt", args=[attempt.pk])
    old = form_of(client, url)
    client.post(url, {**old, **right_answers(attempt)})
    answers = list(attempt.answers.values_list("answer"))
    client.post(url, old)
    assert list(attempt.answers.values_list("answer")) == answers
    client.post(url, {**old, "check": "1"})
    attempt.refresh_from_db()
    assert attempt.passed_at


def test_an_old_form_still_says_what_was_changed_in_it(client, learner):
    attempt = attempt_of(lesson_with_quiz(content=TWO), learner)
    url = reverse("courses:attempt", args=[attempt.pk])
    old = form_of(client, url)
    client.post(url, {**old, "q1": "0"})
    client.post(url, {**old, "q2": "1"})
    assert [answer for (answer,) in attempt.answers.values_list("answer")] == [0, 1]


def answer_of(attempt, kind):
    return next(one for one in attempt.answers.all() if one.version.content.kind is kind)


def test_an_answer_taken_back_in_its_own_form_goes(client, learner):
    attempt = attempt_of(lesson_with_quiz(), learner)
    url = reverse("courses:attempt", args=[attempt.pk])
    client.post(url, right_answers(attempt))
    name = answer_of(attempt, Kind.MULTIPLE).name
    client.post(url, {field: said for field, said in form_of(client, url).items() if field != name})
    assert [one.name for one in attempt.answers.all() if one.answer is None] == [name]


def test_half_an_order_is_kept_as_it_was_given(client, learner):
    attempt = attempt_of(lesson_with_quiz(), learner)
    url = reverse("courses:attempt", args=[attempt.pk])
    ordered = answer_of(attempt, Kind.ORDERING)
    client.post(url, {**right_answers(attempt), f"{ordered.name}-0": ""})
    form = form_of(client, url)
    assert form[f"{ordered.name}-0"] == [""]
    assert form[f"{ordered.name}-1"] == right_answers(attempt)[f"{ordered.name}-1"]
    asked_again = client.post(url, {**form, "check": "1"}).text
    assert f"Question {ordered.position} has no answer yet" in asked_again


def test_a_try_that_was_checked_in_another_window_is_not_called_saved(client, learner):
    attempt = tried(lesson_with_quiz(content=TWO), learner)
    url = reverse("courses:attempt", args=[attempt.pk])
    kept = client.post(url, {"q1": "0"}, headers={"Accept": "application/json"})
    assert kept.status_code == 409
    assert client.post(url, {"q1": "0"}).url == url


def test_not_yet_says_what_to_think_of_and_never_the_answer(client, learner):
    page = lesson_with_quiz()
    attempt = tried(page, learner, wrong=set(range(1, 7)))
    words = client.get(reverse("courses:attempt", args=[attempt.pk])).text
    assert "Not yet" in words
    assert "It is one of the six." in words
    assert "What would have been right" not in words
    assert "Try again" in words


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_try_is_its_owners_alone(client, learner, method):
    attempt = attempt_of(lesson_with_quiz())
    url = reverse("courses:attempt", args=[attempt.pk])
    assert getattr(client, method)(url, {"q1": "0"}).status_code == 404


def test_the_lesson_leads_to_its_check_and_back(client, learner):
    page = lesson_with_quiz()
    enrol_learner(person=learner, course=page.course, at=NOW)
    last = f"{page.url}?part=99"
    assert "Pass the knowledge check above" in client.get(last).text
    begun = client.post(reverse("courses:begin_quiz", args=[page.pk, BLOCK]))
    assert begun.url == reverse("courses:attempt", args=[QuizAttempt.objects.get().pk])
    assert "Go on with your answers" in client.get(last).text
    finish = client.post(reverse("finish_lesson", args=[page.pk]), follow=True)
    assert "One thing first" in finish.text
    tried(page, learner)
    assert "I have finished this lesson" in client.get(last).text


def test_a_check_that_is_gone_leads_back_to_the_lesson(client, learner):
    page = lesson(course())
    enrol_learner(person=learner, course=page.course, at=NOW)
    assert client.post(reverse("courses:begin_quiz", args=[page.pk, BLOCK])).url == page.url


def test_a_page_of_many_questions_asks_as_much_as_one_of_two(client, learner):
    def questions(content):
        page = lesson_with_quiz(course(title=str(len(content))), content=content)
        url = reverse("courses:attempt", args=[attempt_of(page, learner).pk])
        client.get(url)
        with CaptureQueriesContext(connection) as log:
            client.get(url)
        return len(log)

    many = b"".join(b"::N%d::Is it %d?{T#No.#Yes.}\n\n" % (n, n) for n in range(30))
    assert questions(TWO) == questions(many)


def test_pictures_of_one_name_in_two_answers_are_each_shown(client):
    """As Moodle writes answers that were pasted as pictures."""
    answers = "".join(
        f'<answer fraction="{fraction}" format="html"><text>'
        f'&lt;img src="@@PLUGINFILE@@/image.png" alt="Face {fraction}"&gt;</text>'
        f'<file name="image.png" path="/" encoding="base64">{a_picture(size)}</file></answer>'
        for fraction, size in (("100", 8), ("0", 9))
    )
    content = (
        '<quiz><question type="multichoice"><name><text>Faces</text></name>'
        '<questiontext format="html"><text>Who is calm?</text></questiontext>'
        f"<single>true</single>{answers}</question></quiz>"
    )
    attempt = attempt_of(lesson_with_quiz(content=content.encode()))
    client.force_login(UserFactory(person=attempt.enrolment.person, email=""))
    shown = re.findall(
        r'src="([^"]+)" alt="Face', client.get(reverse("courses:attempt", args=[attempt.pk])).text
    )
    assert len(set(shown)) == 2
    assert len({file_behind(client, address) for address in shown}) == 2


@pytest.mark.parametrize("also", [{}, {"check": "1"}])
def test_an_answer_with_signs_that_no_database_keeps_is_taken(client, also):
    """PostgreSQL refuses U+0000, which a broken keyboard or a script may send."""
    attempt = attempt_of(lesson_with_quiz(content=b"::S::Name it {=care =support}"))
    client.force_login(UserFactory(person=attempt.enrolment.person, email=""))
    url = reverse("courses:attempt", args=[attempt.pk])
    assert client.post(url, {"q1": "care\x00", **also}).status_code == 302
    assert attempt.answers.get().answer == "care"


def a_picture(size):
    return base64.b64encode(written("PNG", size=(size, size)).getvalue()).decode()


def file_behind(client, address):
    return b"".join(client.get(address).streaming_content)


def test_a_withdrawn_lesson_takes_its_questions_along(client, learner):
    page = lesson_with_quiz(content=TWO)
    attempt = attempt_of(page, learner)
    url = reverse("courses:attempt", args=[attempt.pk])
    withdraw_lesson(by=None, lesson=page, words="We check a number.", at=LATER)
    begin = reverse("courses:begin_quiz", args=[page.pk, BLOCK])
    for asked in (client.get(url), client.post(url, {"q1": "0"}), client.post(begin)):
        assert (asked.status_code, asked.url) == (302, page.url)
    kept = client.post(url, {"q1": "0"}, headers={"Accept": "application/json"})
    assert kept.status_code == 409
    assert "We check a number." in client.get(page.url).text
    bring_back_lesson(by=None, lesson=page, at=LATER)
    assert client.get(url).status_code == 200
