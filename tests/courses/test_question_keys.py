"""A key that was wrong: who changes is said first, and is who changes."""

from dataclasses import replace

import pytest
from django.urls import reverse

from courses.actions.questions import change_question, correct_key, foresee_key
from courses.actions.quizzes import check_answers
from courses.actions.releasing import add
from courses.models import BankQuestion, QuizAttempt, ReleasedQuestion
from courses.packages.questions import FULL, NOTHING, Kind, Option, Text
from tests.accounts.factories import UserFactory
from tests.courses.quizzes import TWO, attempt_of, lesson_with_quiz, right_answers, tried
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


def with_earning(item, *earning):
    """Of a choice: these options earn."""
    percents = (FULL / len(earning) if at in earning else -FULL for at in range(len(item.options)))
    pairs = zip(item.options, percents, strict=True)
    return replace(item, options=tuple(replace(one, percent=percent) for one, percent in pairs))


def with_answers_moved_on(item):
    answers = [pair.answer for pair in item.pairs]
    moved = zip(item.pairs, [*answers[1:], answers[0]], strict=True)
    return replace(item, pairs=tuple(replace(pair, answer=answer) for pair, answer in moved))


OTHER_KEYS = {
    Kind.SINGLE: lambda item: with_earning(item, 1),
    Kind.MULTIPLE: lambda item: with_earning(item, 1, 2),
    Kind.TRUE_FALSE: lambda item: with_earning(item, 0),
    Kind.MATCHING: with_answers_moved_on,
    Kind.ORDERING: lambda item: replace(item, sequence=item.sequence[1:] + item.sequence[:1]),
    Kind.SHORT_TEXT: lambda item: replace(item, options=(Option(Text("recover"), FULL),)),
}


@pytest.fixture(params=sorted(OTHER_KEYS))
def corrected(request):
    """A lesson that asks every kind, a question of one kind, and its key that is to come."""
    page = lesson_with_quiz(percent=100)
    question = BankQuestion.objects.get(current__kind=request.param)
    return page, question, OTHER_KEYS[request.param](question.current.item())


def correct_to(question, item):
    change_question(question=question, item=item, by=None, at=NOW)
    question.refresh_from_db()
    foreseen = foresee_key(question)
    assert correct_key(question=question, by=None, at=NOW) == foreseen
    return foreseen


def test_whoever_answered_as_the_corrected_key_wants_has_it_right(corrected):
    page, question, item = corrected
    passed, waiting = tried(page), tried(page, keys={question.pk: item})
    assert (bool(passed.passed_at), waiting.passed_at) == (True, None)
    foreseen = correct_to(question, item)
    assert (foreseen.answers, foreseen.passes) == (1, 1)
    waiting.refresh_from_db()
    assert waiting.passed_at
    answer = waiting.answers.get(version__question=question)
    assert (answer.earned, answer.marked_with) == (answer.possible, question.current)
    still = QuizAttempt.objects.get(pk=passed.pk)
    assert (still.passed_at, still.earned) == (passed.passed_at, passed.earned)


def test_a_try_that_was_open_is_marked_by_the_corrected_key(corrected):
    page, question, item = corrected
    as_it_wants, as_before = attempt_of(page), attempt_of(page)
    correct_to(question, item)
    given = right_answers(as_it_wants, keys={question.pk: item})
    assert check_answers(attempt=as_it_wants, given=given, at=NOW).passed_at
    checked = check_answers(attempt=as_before, given=right_answers(as_before), at=NOW)
    assert checked.passed_at is None
    assert foresee_key(question) is None


def test_an_open_try_keeps_the_corrected_key_when_the_question_becomes_another():
    page = lesson_with_quiz(content=TWO, percent=100)
    attempt = attempt_of(page)
    question = with_other_key(BankQuestion.objects.first())
    key = question.current.content
    correct_key(question=question, by=None, at=NOW)
    other = replace(question.current.item(), text=Text("Was it?"), mark=FULL)
    options = tuple(replace(one, text=Text("maybe")) for one in other.options)
    change_question(question=question, item=replace(other, options=options), by=None, at=NOW)
    page.save_revision().publish()
    add(course=page.course, by=None, at=NOW)
    given = right_answers(attempt, keys={question.pk: key})
    assert check_answers(attempt=attempt, given=given, at=NOW).passed_at


def test_other_words_in_an_item_to_be_ordered_are_no_correction():
    lesson_with_quiz()
    question = BankQuestion.objects.get(current__kind=Kind.ORDERING)
    before = question.current.item()
    other = replace(before, sequence=(Text("Wait"), *before.sequence[1:]))
    change_question(question=question, item=other, by=None, at=NOW)
    question.refresh_from_db()
    assert foresee_key(question) is None


def test_the_result_of_an_order_shows_what_was_given_and_the_corrected_order(client):
    page = lesson_with_quiz(percent=100)
    question = BankQuestion.objects.get(current__kind=Kind.ORDERING)
    user = UserFactory()
    attempt = tried(page, user.person, wrong={1})
    given = [str(words.words) for words in question.current.content.sequence]
    correct_to(question, OTHER_KEYS[Kind.ORDERING](question.current.item()))
    client.force_login(user)
    asked = client.get(reverse("courses:attempt", args=[attempt.pk])).context["asked"]
    (shown,) = (one for one in asked if one.kind == Kind.ORDERING)
    assert shown.given_in_order == given
    assert shown.solution == [*given[1:], given[0]]


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
