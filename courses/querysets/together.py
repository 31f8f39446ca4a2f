"""Courses taken on one screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from accounts.permissions import reach
from accounts.rights import Right

if TYPE_CHECKING:
    from accounts.models import Person, User
    from accounts.querysets import PersonQuerySet


class SittingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> SittingQuerySet:
        """Whoever wrote it down, and nobody else: who was where is no business of a manager."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(recorded_by=user.person).select_related("course")

    def with_count(self) -> SittingQuerySet:
        there = Count("presences", filter=Q(presences__taken_back_at=None))
        return self.annotate(there=there).order_by("-taken_on", "-pk")


def people_to_sit_with(person: Person, *, on: date) -> PersonQuerySet:
    """Those whom this person may write down: who works where they run sessions."""
    people = apps.get_model("accounts", "Person").objects
    return people.reached_by(person, Right.RUN_SESSIONS, on=on).exclude(pk=person.pk)


def jobs_where_sessions_run(person: Person, *, on: date) -> models.QuerySet:
    jobs = apps.get_model("accounts", "Employment").objects.current(on=on)
    reached = jobs.filter(reach(person, Right.RUN_SESSIONS, at="organisation"))
    return reached.select_related("organisation", "profession")
