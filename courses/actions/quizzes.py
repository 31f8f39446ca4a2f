"""Try a quiz: begin, keep answers as they are given, have them checked."""

from __future__ import annotations

from collections import Counter
from copy import copy
from datetime import datetime
from secrets import SystemRandom

from django.db import IntegrityError, transaction

from accounts.models import Person
from courses.asking import Given, choose, is_changed, is_whole, layout_of, read_answer
from courses.marking import said_of, share_of
from courses.models import (
    AttemptAnswer,
    Enrolment,
    LessonPage,
    QuestionVersion,
    QuizAttempt,
    ReleasedQuiz,
)
from courses.packages.questions import Kind


class NotAskedError(Exception):
    """This person's release of the course has no such quiz, or its lesson is withdrawn."""


class UnansweredError(Exception):
    """Some questions have no answer yet; what was given is kept."""

    def __init__(self, answers: list[AttemptAnswer]) -> None:
        self.answers = answers
        super().__init__("Some questions have no answer yet.")


class CheckedError(Exception):
    """The try was checked already, in another window: nothing more is kept in it."""


def begin_attempt(*, person: Person, lesson: LessonPage, block: str, at: datetime) -> QuizAttempt:
    """Beginning twice is one try, in one window or in two."""
    mine = Enrolment.objects.filter(person=person, course=lesson.course)
    enrolment = mine.newest_first().first()
    if enrolment is None or lesson.is_withdrawn:
        raise NotAskedError
    tries = enrolment.attempts.of_quiz(lesson=lesson.pk, block=block)
    if found := tries.filter(submitted_at=None).first():
        return found
    quiz = ReleasedQuiz.objects.in_release(enrolment.release)
    quiz = quiz.filter(released__lesson=lesson, block=block).first()
    if quiz is None:
        raise NotAskedError
    try:
        with transaction.atomic():
            return _begin(enrolment, lesson, quiz, at=at)
    except IntegrityError:
        return tries.get(submitted_at=None)


@transaction.atomic
def keep_answers(*, attempt: QuizAttempt, given: Given, at: datetime) -> list[AttemptAnswer]:
    """What was given and can be read; an answer that is taken back goes. Returns all as kept."""
    attempt = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if not attempt.is_open:
        raise CheckedError
    QuizAttempt.objects.filter(pk=attempt.pk).update(saved_at=at)
    return _read_answers(attempt, given)


@transaction.atomic
def check_answers(*, attempt: QuizAttempt, given: Given, at: datetime) -> QuizAttempt:
    """Locks the try. A second time changes nothing."""
    attempt = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if not attempt.is_open:
        return attempt
    answers = _read_answers(attempt, given)
    for answer in answers:
        _mark(answer, answer.marked_with or answer.version)
    AttemptAnswer.objects.bulk_update(answers, ["earned", "possible", "marked_with"])
    attempt.submitted_at = attempt.saved_at = at
    sum_up(attempt, answers, at=at)
    attempt.save()
    return attempt


def refuse_unanswered(*, attempt: QuizAttempt, given: Given, at: datetime) -> None:
    """Keeps what was given first, so that nothing is lost by asking for the rest."""
    left = [
        answer
        for answer in keep_answers(attempt=attempt, given=given, at=at)
        if answer.version.kind != Kind.DESCRIPTION
        and not is_whole(answer.version.content, answer.answer)
    ]
    if left:
        raise UnansweredError(left)


def sum_up(attempt: QuizAttempt, answers: list[AttemptAnswer], *, at: datetime) -> None:
    """What was passed stays passed."""
    attempt.earned = sum(answer.earned for answer in answers)
    attempt.possible = sum(answer.possible for answer in answers)
    enough = attempt.possible * attempt.percent / 100
    # A third three times is a whole.
    if attempt.passed_at is None and attempt.earned >= enough - 1e-6:
        attempt.passed_at = at


def mark_again(answer: AttemptAnswer, version: QuestionVersion) -> bool:
    """By the key of another version; says whether that earns something else.

    In a try that was passed nothing is lowered.
    """
    before = copy(answer)
    _mark(answer, version)
    if answer.attempt.passed_at and answer.earned < before.earned - 1e-6:
        answer.earned, answer.possible = before.earned, before.possible
        answer.marked_with = before.marked_with
    return abs(answer.earned - before.earned) > 1e-6


def _mark(answer: AttemptAnswer, version: QuestionVersion) -> None:
    question = version.content
    answer.marked_with = version
    answer.possible = float(question.mark)
    said = said_of(answer.version.content, question, answer.answer)
    answer.earned = float(question.mark * share_of(question, said))


def _read_answers(attempt: QuizAttempt, given: Given) -> list[AttemptAnswer]:
    answers = list(attempt.answers.select_related("version", "marked_with"))
    changed = []
    for answer in answers:
        said = read_answer(answer.version.content, answer.layout, given, answer.name)
        if is_changed(said, given, answer.name):
            answer.answer = said
            changed.append(answer)
    AttemptAnswer.objects.bulk_update(changed, ["answer"])
    return answers


def _begin(
    enrolment: Enrolment, lesson: LessonPage, quiz: ReleasedQuiz, *, at: datetime
) -> QuizAttempt:
    tries = enrolment.attempts.of_quiz(lesson=lesson.pk, block=quiz.block)
    ever = QuizAttempt.objects.filter(enrolment__person=enrolment.person_id)
    attempt = QuizAttempt.objects.create(
        enrolment=enrolment,
        lesson=lesson,
        block=quiz.block,
        heading=quiz.heading,
        percent=quiz.percent,
        begun_at=at,
        is_first=not ever.of_quiz(lesson=lesson.pk, block=quiz.block).exists(),
    )
    versions = {version.question_id: version for version in quiz.versions_in_order()}
    seen = AttemptAnswer.objects.filter(attempt__in=tries).values_list("version__question")
    chosen = choose(list(versions), seen=Counter(key for (key,) in seen), count=quiz.asks)
    random = SystemRandom()
    AttemptAnswer.objects.bulk_create(
        [
            AttemptAnswer(
                attempt=attempt,
                version=versions[key],
                position=position,
                layout=layout_of(versions[key].content, random),
            )
            for position, key in enumerate(chosen, start=1)
        ]
    )
    return attempt
