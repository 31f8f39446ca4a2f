"""Keep questions: write versions of them, put them away, and correct a key that was given out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from accounts import audit
from accounts.models import Person
from courses.actions.quizzes import mark_again, sum_up
from courses.marking import can_mark_again
from courses.models import (
    AttemptAnswer,
    BankQuestion,
    QuestionCategory,
    QuestionFile,
    QuestionVersion,
    QuizAttempt,
    ReleasedQuestion,
)
from courses.models.questions import category_path
from courses.packages.questions import Question, Unsupported
from courses.packages.records import media_in, to_record

AT_ONCE = 500


@dataclass(frozen=True)
class KeyImpact:
    """What another key does to tries that were checked. Nobody loses a pass by it."""

    answers: int
    """That earn something else."""
    passes: int
    """Tries that count as passed with it."""


Item = Question | Unsupported


@transaction.atomic
def add_questions(
    *, category: QuestionCategory, items: Sequence[Item], by: Person | None, at: datetime
) -> list[BankQuestion]:
    """At the end of their category. As many statements for many as for one, but for files."""
    last = category.questions.aggregate(last=Max("position"))["last"] or 0
    questions = BankQuestion.objects.bulk_create(
        [BankQuestion(category=category, position=last + place) for place in _from_one(items)]
    )
    versions = QuestionVersion.objects.bulk_create(
        [
            _version(question, 1, item, by=by, at=at)
            for question, item in zip(questions, items, strict=True)
        ]
    )
    for question, version, item in zip(questions, versions, items, strict=True):
        question.current = version
        _keep_files(version, item)
    BankQuestion.objects.bulk_update(questions, ["current"], batch_size=AT_ONCE)
    return questions


@transaction.atomic
def change_question(
    *, question: BankQuestion, item: Item, by: Person | None, at: datetime
) -> BankQuestion:
    """A new version. What was given out, and answered, stays as it was."""
    BankQuestion.objects.select_for_update().get(pk=question.pk)
    last = question.versions.aggregate(last=Max("number"))["last"]
    version = _version(question, last + 1, item, by=by, at=at)
    version.save()
    _keep_files(version, item)
    question.current = version
    question.save(update_fields=["current"])
    return question


def put_away(*, question: BankQuestion, at: datetime) -> None:
    """Lessons given out keep it; those given out from now on do not ask it."""
    BankQuestion.objects.filter(pk=question.pk, put_away_at=None).update(put_away_at=at)


def take_out_again(*, question: BankQuestion) -> None:
    BankQuestion.objects.filter(pk=question.pk).update(put_away_at=None)


@transaction.atomic
def move_question(*, question: BankQuestion, by_places: int) -> bool:
    """Up or down among the kept questions of its category; not where it was put away meanwhile."""
    kept = list(BankQuestion.objects.kept().filter(category=question.category).select_for_update())
    if question not in kept:
        return False
    here = kept.index(question)
    there = min(max(here + by_places, 0), len(kept) - 1)
    kept.insert(there, kept.pop(here))
    for position, one in enumerate(kept, start=1):
        one.position = position
    BankQuestion.objects.bulk_update(kept, ["position"])
    return True


def foresee_key(question: BankQuestion) -> KeyImpact | None:
    """None where the newest version is given out everywhere, or asks something else than before."""
    if not outdated(question).exists():
        return None
    answers = passes = 0
    for batch in _marked_again(question):
        answers += sum(changed for _answer, changed in batch)
        passes += len(_newly_passed(batch))
    return KeyImpact(answers, passes)


@transaction.atomic
def correct_key(*, question: BankQuestion, by: Person | None, at: datetime) -> KeyImpact:
    """Everybody has the newest version now. Tries are marked again; what was passed stays so.

    Locks the open tries that ask it, so that none is checked meanwhile: they will be marked by the
    newest key too.
    """
    opened = _open_tries(question)
    impact = foresee_key(question) or KeyImpact(0, 0)
    for batch in _marked_again(question):
        answers = [answer for answer, _changed in batch]
        AttemptAnswer.objects.bulk_update(answers, ["earned", "possible", "marked_with"])
        _sum_up_again({answer.attempt_id for answer in answers}, at=at)
    here = AttemptAnswer.objects.filter(attempt__in=opened, version__in=_same_as_newest(question))
    here.update(marked_with=question.current)
    outdated(question).update(version=question.current)
    audit.record(actor=by, verb="question.corrected", target=question)
    return impact


def outdated(question: BankQuestion):
    """Where an earlier version that asks the same is given out."""
    taken = ReleasedQuestion.objects.filter(version=question.current_id).values("quiz")
    same = _same_as_newest(question)
    return ReleasedQuestion.objects.filter(version__in=same).exclude(quiz__in=taken)


def _same_as_newest(question: BankQuestion) -> list[int]:
    """Earlier versions that ask the same."""
    earlier = question.versions.exclude(pk=question.current_id)
    return [one.pk for one in earlier if one.is_asked and _asks_the_same(one, question.current)]


def _open_tries(question: BankQuestion) -> list[int]:
    asking = AttemptAnswer.objects.filter(version__question=question).values("attempt")
    opened = QuizAttempt.objects.filter(pk__in=asking, submitted_at=None).order_by("pk")
    return list(opened.select_for_update().values_list("pk", flat=True))


def _asks_the_same(one: QuestionVersion, other: QuestionVersion) -> bool:
    return other.is_asked and can_mark_again(one.content, other.content)


def _marked_again(question: BankQuestion) -> Iterator[list[tuple[AttemptAnswer, bool]]]:
    """Checked answers as the newest key marks them, not saved, so many at a time."""
    newest = question.current
    answers = AttemptAnswer.objects.filter(
        version__question=question, attempt__submitted_at__isnull=False
    ).exclude(marked_with=newest)
    same = {one.pk: _asks_the_same(one, newest) for one in question.versions.all()}
    keys = [pk for pk, version in answers.values_list("pk", "version") if same[version]]
    for start in range(0, len(keys), AT_ONCE):
        batch = AttemptAnswer.objects.filter(pk__in=keys[start : start + AT_ONCE])
        batch = batch.select_related("attempt", "version", "marked_with")
        yield [(answer, mark_again(answer, newest)) for answer in batch]


def _newly_passed(batch: list[tuple[AttemptAnswer, bool]]) -> list[QuizAttempt]:
    marked = {answer.pk: answer for answer, changed in batch if changed}
    attempts = QuizAttempt.objects.filter(
        pk__in={answer.attempt_id for answer in marked.values()}, passed_at=None
    )
    passed = []
    for attempt, answers in _with_answers(attempts):
        sum_up(attempt, [marked.get(one.pk, one) for one in answers], at=attempt.submitted_at)
        if attempt.passed_at:
            passed.append(attempt)
    return passed


def _sum_up_again(keys: set[int], *, at: datetime) -> None:
    attempts = []
    for attempt, answers in _with_answers(QuizAttempt.objects.filter(pk__in=keys)):
        sum_up(attempt, answers, at=at)
        attempts.append(attempt)
    QuizAttempt.objects.bulk_update(attempts, ["earned", "possible", "passed_at"])


def _with_answers(attempts) -> Iterator[tuple[QuizAttempt, list[AttemptAnswer]]]:
    answers = defaultdict(list)
    for answer in AttemptAnswer.objects.filter(attempt__in=attempts):
        answers[answer.attempt_id].append(answer)
    for attempt in attempts:
        yield attempt, answers[attempt.pk]


def _title(item: Item) -> str:
    words = item.title or (item.text.words if isinstance(item, Question) else item.type)
    return words if len(words) <= 255 else f"{words[:254]}…"


def _record_of_draft(item: Unsupported) -> dict[str, object]:
    return {
        "type": item.type,
        "title": item.title,
        "source": item.source,
        "format": item.format,
        "category": list(item.category),
    }


def _from_one(items: Sequence[Item]) -> range:
    return range(1, len(items) + 1)


def _version(
    question: BankQuestion, number: int, item: Item, *, by: Person | None, at: datetime
) -> QuestionVersion:
    is_asked = isinstance(item, Question)
    return QuestionVersion(
        question=question,
        number=number,
        title=_title(item),
        kind=item.kind if is_asked else "",
        record=to_record(item) if is_asked else _record_of_draft(item),
        made_at=at,
        made_by=by,
    )


def _keep_files(version: QuestionVersion, item: Item) -> None:
    contents = media_in(item) if isinstance(item, Question) else {}
    for digest, content in contents.items():
        kept = QuestionFile.objects.filter(digest=digest).first()
        if kept is None:
            kept = QuestionFile(digest=digest)
            kept.file.save(digest, ContentFile(content), save=True)
        version.files.add(kept)


def category_named(path: str) -> QuestionCategory:
    """Made when it is new; names are tidied as in a file."""
    return QuestionCategory.objects.get_or_create(path=category_path(path))[0]
