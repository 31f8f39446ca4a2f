"""Give out with a lesson what it needs: its files, and its quizzes in the versions of now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from courses.changes import Check, gentler
from courses.models import (
    BankQuestion,
    QuestionCategory,
    ReleasedLesson,
    ReleasedQuestion,
    ReleasedQuiz,
)
from courses.shapes import QuizShape, quizzes_of
from resources.models import LibraryDocument, Media, Picture

FILES = {Picture: "picture", LibraryDocument: "document", Media: "recording"}


def freeze(released: Iterable[ReleasedLesson], *, added_at: datetime | None = None) -> None:
    """As their revision has them.

    A quiz that is new to a lesson is not needed by who began it, and one that is there already
    gets no harder: what finishes a lesson changes with a new release only.
    """
    released = list(released)
    for one in released:
        _hold_files(one)
    _freeze_quizzes(released, added_at=added_at)


def _hold_files(released: ReleasedLesson) -> None:
    """Saved one by one, so that the CMS says of each where it is in use and cannot be deleted."""
    body = released.content.body
    shown = {
        (FILES[model], int(key))
        for model, key, *_path in body.stream_block.extract_references(body)
        if model in FILES
    }
    released.files.all().delete()
    for field, key in sorted(shown):
        released.files.create(**{f"{field}_id": key})


def _freeze_quizzes(released: list[ReleasedLesson], *, added_at: datetime | None) -> None:
    wanted = {one.pk: list(quizzes_of(one.revision)) for one in released}
    named = {quiz.category for quizzes in wanted.values() for quiz in quizzes}
    there = set(QuestionCategory.objects.filter(pk__in=named).values_list("pk", flat=True))
    versions = BankQuestion.objects.versions_by_category(there)
    for one in released:
        quizzes = [quiz for quiz in wanted[one.pk] if quiz.category in there]
        ReleasedQuiz.objects.filter(released=one).exclude(
            block__in=[quiz.block for quiz in quizzes]
        ).delete()
        for quiz in quizzes:
            _freeze(one, quiz, versions, added_at=added_at)


def _freeze(
    released: ReleasedLesson,
    quiz: QuizShape,
    versions: Mapping[int, list[int]],
    *,
    added_at: datetime | None,
) -> None:
    before = released.quizzes.filter(block=quiz.block).first()
    check = gentler(Check(before.percent, before.is_needed), quiz.check) if before else quiz.check
    facts = {
        "category_id": quiz.category,
        "heading": quiz.heading,
        "asks": quiz.asks,
        "percent": check.percent,
        "is_needed": check.is_needed,
    }
    frozen, _ = ReleasedQuiz.objects.update_or_create(
        released=released,
        block=quiz.block,
        defaults=facts,
        create_defaults={**facts, "added_at": added_at},
    )
    frozen.questions.all().delete()
    ReleasedQuestion.objects.bulk_create(
        [
            ReleasedQuestion(quiz=frozen, version_id=version, position=position)
            for position, version in enumerate(versions.get(quiz.category, []), start=1)
        ]
    )
