"""Small groups of a session, and what people said beforehand about whom to share one with."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

from courses.querysets.sessions import FOUR_WEEKS

if TYPE_CHECKING:
    from collections.abc import Collection

    from accounts.models import User


class ForgottenQuerySet(models.QuerySet):
    def to_forget(self, *, at: datetime) -> ForgottenQuerySet:
        """Four weeks after the session nobody needs them any more."""
        return self.filter(session__starts_at__lt=at - FOUR_WEEKS)


class BreakoutSeatQuerySet(ForgottenQuerySet):
    def with_names(self) -> BreakoutSeatQuerySet:
        return self.select_related("person", "guest", "sector").order_by("group", "pk")


class OfOneselfQuerySet(ForgottenQuerySet):
    """What a person said for themselves alone: no role reads it."""

    def visible_to(self, user: User) -> OfOneselfQuerySet:
        return self.filter(person=user.person) if user.is_authenticated else self.none()


def manager_pairs(people: Collection[int], *, on: date) -> list[tuple[int, int]]:
    """Of these people, who has whom of them as line manager."""
    jobs = apps.get_model("accounts", "Employment").objects.current(on=on)
    found = jobs.filter(person__in=people, line_manager__in=people)
    return list(found.order_by().values_list("person", "line_manager").distinct())
