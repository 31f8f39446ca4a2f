"""Banks of questions, knowledge checks and tries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.db.models import Count, Q


class QuestionCategoryQuerySet(models.QuerySet):
    def with_counts(self) -> QuestionCategoryQuerySet:
        here = Q(questions__put_away_at=None)
        return self.annotate(
            asked=Count("questions", filter=here & ~Q(questions__current__kind="")),
            drafts=Count("questions", filter=here & Q(questions__current__kind="")),
        )


class BankQuestionQuerySet(models.QuerySet):
    def kept(self) -> BankQuestionQuerySet:
        return self.filter(put_away_at=None)

    def asked(self) -> BankQuestionQuerySet:
        """Those that a lesson asks; drafts are of a kind that cannot be asked."""
        return self.kept().exclude(current__kind="")

    def versions_by_category(self, categories: Iterable[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        rows = self.asked().filter(category__in=list(categories)).order_by("position", "pk")
        for category, version in rows.values_list("category", "current"):
            found[category].append(version)
        return found


class ReleasedQuizQuerySet(models.QuerySet):
    def in_release(self, release: models.Model | None) -> ReleasedQuizQuerySet:
        return self.filter(released__release=release) if release else self.none()


class AttemptQuerySet(models.QuerySet):
    def of_quiz(self, *, lesson: int, block: str) -> AttemptQuerySet:
        return self.filter(lesson=lesson, block=block)
