"""Who came to a session."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef

from courses.querysets.sessions import OfSomebodyQuerySet


class AttendanceQuerySet(OfSomebodyQuerySet):
    def that_count(self) -> AttendanceQuerySet:
        """As learning with others: nobody learns what a wellbeing session is for."""
        kind = self.sessions.model.Kind.WELLBEING
        return self.filter(is_there=True).exclude(session__kind=kind)

    def apart_from_courses(self) -> AttendanceQuerySet:
        """The hours of what finished a lesson stand with its course, once that is finished."""
        return self.exclude(gave__enrolment__completed_at__isnull=False)


class FacilitationQuerySet(models.QuerySet):
    def that_count(self) -> FacilitationQuerySet:
        """For a part of a series: held, with a list of who was there, and not marked as away."""
        sessions = self.model._meta.get_field("session").related_model.objects
        held = sessions.in_series().marked()
        attendances = sessions.model._meta.get_field("attendances").related_model.objects
        away = attendances.filter(session=OuterRef("session"), person=OuterRef("person"))
        return self.filter(session__in=held.values("pk")).exclude(
            Exists(away.filter(is_there=False))
        )
