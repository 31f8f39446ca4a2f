"""What first tries say about questions, for whoever writes them. Nobody can be found in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, ExpressionWrapper, F, FloatField, Sum

from courses.models import AttemptAnswer, BankQuestion
from courses.packages.questions import Kind
from courses.statistics import Item, Sums, item_of
from courses.wording import as_words

CHOICES = {Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE}


@dataclass(frozen=True)
class Result:
    item: Item
    options: list[tuple[str, int]]
    """The words of each option, and how often it was chosen."""

    @property
    def facility(self) -> int:
        return round(100 * self.item.facility)

    @property
    def discrimination(self) -> str:
        found = self.item.discrimination
        return "" if found is None else f"{found:.2f}"


def results_of(questions: Sequence[BankQuestion]) -> dict[int, Result]:
    """Of those with enough first tries at their newest version. Two questions, however many."""
    versions = {question.current_id: question for question in questions}
    answers = AttemptAnswer.objects.filter(
        version__in=versions,
        possible__gt=0,
        attempt__is_first=True,
        attempt__submitted_at__isnull=False,
    )
    items = {version: item for version, item in _items(answers).items() if item}
    chosen = _chosen(answers.filter(version__in=items))
    return {
        versions[key].pk: Result(item, _options(versions[key], chosen[key]))
        for key, item in items.items()
    }


def _items(answers: Any) -> dict[int, Item | None]:
    x = ExpressionWrapper(F("earned") / F("possible"), output_field=FloatField())
    y = ExpressionWrapper(F("attempt__earned") - F("earned"), output_field=FloatField())
    rows = (
        answers.order_by()
        .annotate(x=x, y=y)
        .values("version")
        .annotate(
            n=Count("pk"),
            sx=Sum("x"),
            sy=Sum("y"),
            sxx=Sum(F("x") * F("x")),
            syy=Sum(F("y") * F("y")),
            sxy=Sum(F("x") * F("y")),
        )
    )
    return {
        row["version"]: item_of(
            Sums(row["n"], row["sx"], row["sy"], row["sxx"], row["syy"], row["sxy"])
        )
        for row in rows
    }


def _chosen(answers: Any) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rows = answers.filter(version__kind__in=CHOICES).order_by().values("version", "answer")
    for row in rows.annotate(n=Count("pk")):
        answer = row["answer"]
        for option in answer if isinstance(answer, list) else [answer]:
            found[row["version"]][option] += row["n"]
    return found


def _options(question: BankQuestion, chosen: dict[int, int]) -> list[tuple[str, int]]:
    if question.current.kind not in CHOICES:
        return []
    options = question.current.content.options
    return [(as_words(option.text), chosen.get(at, 0)) for at, option in enumerate(options)]
