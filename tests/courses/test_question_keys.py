"""A key that was wrong: who changes is said first, and is who changes."""

from dataclasses import replace

import pytest

from courses.actions.questions import change_question, correct_key, foresee_key
from courses.models import BankQuestion, QuizAttempt, ReleasedQuestion
from courses.packages.questions import FULL, NOTHING, Text
from tests.courses.quizzes import TWO, attempt_of, lesson_with_quiz, tried
from tests.courses.test_learning import NOW

pytestmark = pytest.mark.django_db


def with_other_key(question):
    before = question.current.item()
    true, false = before.options
    options = (
        replace(true, percent=NOTHING if true.percent else FULL),
        replace(false, percent=NOTHING if false.percent else FULL),
    )
    change_question(question=question, item=replace(before, options=options), by=None, at=NOW)
    question.refresh_from_db()
    return question


def test_who_changes_is_said_and_nobody_loses_a_pass():
    page = lesson_with_quiz(content=TWO, percent=100)
    passed, not_yet = tried(page), tried(page, wrong={1})
    question = with_other_key(BankQuestion.objects.first())
    foreseen = foresee_key(question)
    assert (foreseen.answers, foreseen.passes) == (1, 1)
    assert QuizAttempt.objects.get(pk=not_yet.pk).passed_at is None
    assert correct_key(question=question, by=None, at=NOW) == foreseen
    assert QuizAttempt.objects.get(pk=not_yet.pk).passed_at
    still = QuizAttempt.objects.get(pk=passed.pk)
    assert (still.passed_at, still.earned) == (passed.passed_at, passed.earned)


def test_it_is_corrected_once_and_reaches_whoever_tries_next():
    page = lesson_with_quiz(content=TWO)
    question = with_other_key(BankQuestion.objects.first())
    correct_key(question=question, by=None, at=NOW)
    assert foresee_key(question) is None
    assert attempt_of(page).answers.filter(version=question.current).exists()


def test_the_try_still_shows_the_version_that_was_asked():
    page = lesson_with_quiz(content=TWO)
    attempt = tried(page, wrong={1, 2})
    asked = attempt.answers.get(position=1).version
    question = with_other_key(BankQuestion.objects.first())
    correct_key(question=question, by=None, at=NOW)
    answer = attempt.answers.get(position=1)
    assert (answer.version, answer.marked_with) == (asked, question.current)


def test_another_question_under_the_same_name_is_no_correction():
    lesson_with_quiz(content=TWO)
    question = BankQuestion.objects.first()
    before = question.current.item()
    options = tuple(replace(option, text=Text("maybe")) for option in before.options)
    other = replace(before, options=options)
    change_question(question=question, item=other, by=None, at=NOW)
    question.refresh_from_db()
    assert foresee_key(question) is None
    assert ReleasedQuestion.objects.exclude(version=question.current).exists()
