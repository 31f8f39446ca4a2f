"""The knowledge check of a lesson that is still written, with its questions of today."""

from __future__ import annotations

from random import Random

from courses.asking import layout_of
from courses.models import AttemptAnswer, BankQuestion, QuestionCategory, QuestionVersion
from courses.paper import Asked


def asked_in_preview(
    category: QuestionCategory | None, *, count: int | None, block: str
) -> list[Asked]:
    """As a first try would ask them; nothing is saved."""
    if category is None:
        return []
    questions = BankQuestion.objects.asked().filter(category=category).select_related("current")
    versions = [question.current for question in questions.order_by("position", "pk")[:count]]
    return [_asked(version, number, block) for number, version in enumerate(versions, start=1)]


def _asked(version: QuestionVersion, number: int, block: str) -> Asked:
    # The same each time, so that nothing jumps while its author types.
    same = Random(version.pk)  # noqa: S311
    layout = layout_of(version.content, same)
    asked = Asked(AttemptAnswer(version=version, position=number, layout=layout))
    asked.name = f"preview-{block}-{version.pk}"
    return asked
