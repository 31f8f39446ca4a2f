"""What is asked of people, and pathways with stages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When

from courses.querysets.recognition import people_to_recognise
from courses.stages import Stage

if TYPE_CHECKING:
    from accounts.models import Person, User


class RequirementQuerySet(models.QuerySet):
    def in_force(self) -> RequirementQuerySet:
        """Of courses that are published and can be begun."""
        releases = apps.get_model("courses", "Release").objects.filter(course=OuterRef("course"))
        found = self.filter(Exists(releases), is_active=True, course__live=True)
        return found.select_related("course", "age_band")

    def open_to(self, user: User) -> RequirementQuerySet:
        """In force, of courses that this person may open."""
        courses = apps.get_model("courses", "CoursePage").objects.visible_to(user)
        return self.in_force().filter(course__in=courses)

    def open_without_login(self) -> RequirementQuerySet:
        """In force, of courses that no restriction keeps from anybody."""
        courses = apps.get_model("courses", "CoursePage").objects
        return self.in_force().filter(course__in=courses.live().public())


class CandidacyQuerySet(models.QuerySet):
    def current(self) -> CandidacyQuerySet:
        return self.filter(ended_on=None)

    def decidable_by(self, person: Person, *, on: date) -> CandidacyQuerySet:
        """Whoever says what learning counts; never of themselves, nor of people they manage."""
        return self.filter(person__in=people_to_recognise(person, on=on).values("pk"))

    def open_to(self, person: Person, *, on: date) -> CandidacyQuerySet:
        """Whoever decides, and their supervisor."""
        return self.decidable_by(person, on=on) | self.filter(supervisor=person)

    def with_facts(self) -> CandidacyQuerySet:
        """What a page about one of them shows."""
        return self.select_related("person", "pathway", "supervisor").prefetch_related(
            "stages", "supervisions", "pathway__courses"
        )

    def with_stage(self) -> CandidacyQuerySet:
        """For a list: the stage reached last, and what waits to be confirmed."""
        reached = apps.get_model("courses", "StageReached").objects.filter(candidacy=OuterRef("pk"))
        waiting = Count("supervisions", filter=Q(supervisions__confirmed_at=None))
        places = [When(stage=stage, then=Value(place)) for place, stage in enumerate(Stage)]
        furthest = reached.annotate(place=Case(*places)).order_by("-place")
        return self.select_related("person", "pathway").annotate(
            last_stage=Subquery(furthest.values("stage")[:1]),
            to_confirm=waiting,
        )
