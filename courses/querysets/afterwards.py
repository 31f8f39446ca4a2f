"""What stays of a session: who was there, what they will do, what there is to read again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from courses.querysets.presence import came_to, had_place
from courses.querysets.sessions import LiveSessionQuerySet

if TYPE_CHECKING:
    from accounts.models import Person, User

A_YEAR = timedelta(days=366)


class OfSessionQuerySet(models.QuerySet):
    @property
    def sessions(self) -> LiveSessionQuerySet:
        return self.model._meta.get_field("session").related_model.objects.all()


class CommitmentQuerySet(OfSessionQuerySet):
    def visible_to(self, user: User) -> CommitmentQuerySet:
        """One's own; the group's, and what was shown to it, for whoever was there or ran it."""
        if not user.is_authenticated:
            return self.none()
        person = user.person
        ran = Q(pk__in=person.facilitations.values("session"))
        together = self.sessions.filter(came_to(person) | ran).values("pk")
        planned = self.sessions.showing_people_to(person).values("pk")
        of_group = Q(person=None) & (Q(session__in=together) | Q(session__in=planned))
        return self.filter(
            Q(person=person) | of_group | Q(is_shown=True, session__in=together)
        ).select_related("person")

    def shared(self) -> CommitmentQuerySet:
        return self.filter(person=None)


class MaterialQuerySet(OfSessionQuerySet):
    def visible_to(self, user: User) -> MaterialQuerySet:
        """For whoever was there or had a place, and whoever runs the session."""
        if not user.is_authenticated:
            return self.none()
        had = self.sessions.filter(had_place(user.person)).values("pk")
        ran = self.sessions.showing_people_to(user.person).values("pk")
        found = self.filter(Q(session__in=had) | Q(session__in=ran))
        return found.select_related("document")


def sessions_been_to(person: Person, *, at: datetime) -> LiveSessionQuerySet:
    """Those that are over or have begun, the last first, with one's own words and what to read.

    Marked as away they were not there; what they wrote for themselves stays theirs to find.
    """
    sessions = apps.get_model("courses", "LiveSession").objects
    commitments = apps.get_model("courses", "Commitment").objects
    materials = apps.get_model("courses", "Material").objects.order_by()
    own = commitments.filter(session=OuterRef("pk"), person=person).values("words")[:1]
    of_each = materials.filter(session=OuterRef("pk")).values("session")
    count = of_each.annotate(count=Count("pk")).values("count")
    was_there = came_to(person) | Q(pk__in=commitments.filter(person=person).values("session"))
    begun = sessions.offered().filter(was_there, starts_at__lte=at)
    return begun.annotate(
        own_words=Coalesce(Subquery(own), Value(""), output_field=TextField()),
        materials_count=Coalesce(Subquery(count), Value(0)),
    ).order_by("-starts_at", "-pk")


def sessions_to_follow(person: Person, *, at: datetime) -> LiveSessionQuerySet:
    """That this person runs and that began within a year: a check-in of one may be planned.

    Never a wellbeing session: who is offered its check-in would show who was there.
    """
    sessions = apps.get_model("courses", "LiveSession").objects
    begun = sessions.run_by(person).offered().filter(starts_at__range=(at - A_YEAR, at))
    return begun.exclude(kind=sessions.model.Kind.WELLBEING).order_by("-starts_at", "-pk")


def check_ins_to_offer(*, at: datetime) -> LiveSessionQuerySet:
    """Open ones that follow a session, soonest first."""
    sessions = apps.get_model("courses", "LiveSession").objects
    following = sessions.offered().to_come(at=at).exclude(follows=None)
    return following.exclude(follows__kind=sessions.model.Kind.WELLBEING).select_related("follows")
