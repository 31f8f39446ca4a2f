"""Cohorts, who belongs to them, and which series they go through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.permissions import has_right_everywhere
from accounts.rights import Right

if TYPE_CHECKING:
    from accounts.models import Person, Sector, User
    from accounts.querysets import PersonQuerySet


class SeriesQuerySet(models.QuerySet):
    def changed_by(self, user: User) -> SeriesQuerySet:
        """Cohorts share a series: whoever made it may change it, or who may run any session."""
        if has_right_everywhere(user.person, Right.RUN_SESSIONS):
            return self
        return self.filter(made_by=user.person)


class CohortQuerySet(models.QuerySet):
    def planned_by(self, user: User) -> CohortQuerySet:
        """Those that they may change: a cohort, like a session, is never nobody's."""
        if has_right_everywhere(user.person, Right.RUN_SESSIONS):
            return self
        return self.filter(Q(lead=user.person) | Q(made_by=user.person))

    def facilitated_by(self, person: Person) -> CohortQuerySet:
        """They lead it, or facilitate one of its sessions."""
        sessions = self.model._meta.get_field("sessions").related_model.objects
        ran = sessions.facilitated_by(person).exclude(cohort=None)
        return self.filter(Q(lead=person) | Q(pk__in=ran.values("cohort")))

    def of(self, person: Person) -> CohortQuerySet:
        """To which they belong now."""
        return self.filter(pk__in=person.memberships.current().values("cohort"))

    def with_size(self) -> CohortQuerySet:
        memberships = self.model._meta.get_field("memberships").related_model.objects
        here = memberships.current().filter(cohort=OuterRef("pk")).order_by().values("cohort")
        size = here.annotate(count=Count("pk")).values("count")
        return self.annotate(size=Coalesce(Subquery(size), Value(0)))


class MembershipQuerySet(models.QuerySet):
    def current(self) -> MembershipQuerySet:
        return self.filter(left_at=None)

    def by_name(self) -> MembershipQuerySet:
        return self.select_related("person", "sector").order_by("person__display_name", "pk")

    def mix(self) -> list[tuple[Sector | None, int]]:
        """How many of each sector, the most first."""
        counted = Counter(one.sector for one in self)
        return sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))


def members_to_ask_after(cohort: models.Model) -> PersonQuerySet:
    """Those who came at least once; all, where nobody wrote down who came."""
    people = apps.get_model("accounts", "Person").objects.present()
    members = people.filter(pk__in=cohort.memberships.current().values("person"))
    sessions = cohort.sessions.all()
    marked = apps.get_model("courses", "Attendance").objects.filter(session__in=sessions)
    if not marked.exclude(person=None).exists():
        return members
    return members.filter(pk__in=marked.filter(is_there=True).values("person"))


def first_sectors(people: Collection[Person], *, on: date) -> dict[int, Sector]:
    """Of the first job of each, in one question."""
    jobs = apps.get_model("accounts", "Employment").objects.current(on=on)
    found: dict[int, Sector] = {}
    for job in jobs.filter(person__in=people).select_related("profession__sector"):
        found.setdefault(job.person_id, job.profession.sector)
    return found
