"""Who came to a session."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from courses.querysets.sessions import OfSomebodyQuerySet

A_DAY = timedelta(days=1)


class AttendanceQuerySet(OfSomebodyQuerySet):
    def that_count(self) -> AttendanceQuerySet:
        """As learning with others, from the start on: people are marked when they come early.

        Nobody learns what a wellbeing session is for.
        """
        found = self.filter(is_there=True, session__starts_at__lte=timezone.now())
        found = found.filter(session__state=self.sessions.model.State.OPEN)
        return found.exclude(session__kind=self.sessions.model.Kind.WELLBEING)

    def early(self, *, at: datetime) -> AttendanceQuerySet:
        """Marked before the start of a session that began within a day, and finished nothing."""
        began = {"session__starts_at__gt": at - A_DAY, "session__starts_at__lte": at}
        early = self.that_count().filter(marked_at__lt=F("session__starts_at"), **began)
        return early.filter(gave=None, person__isnull=False)

    def apart_from_courses(self) -> AttendanceQuerySet:
        """The hours of what finished a lesson stand with its course, once that is finished."""
        return self.exclude(gave__enrolment__completed_at__isnull=False)


class FacilitationQuerySet(models.QuerySet):
    def that_count(self) -> FacilitationQuerySet:
        """For a part of a series: held, with a list of who was there, and not marked as away."""
        sessions = self.model._meta.get_field("session").related_model.objects
        held = sessions.in_series().filter(starts_at__lte=timezone.now()).marked()
        attendances = sessions.model._meta.get_field("attendances").related_model.objects
        away = attendances.filter(session=OuterRef("session"), person=OuterRef("person"))
        return self.filter(session__in=held.values("pk")).exclude(
            Exists(away.filter(is_there=False))
        )
