"""Who came to a session."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import User


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> AttendanceQuerySet:
        """One's own, and those of the sessions that one runs: no manager, no lead."""
        if not user.is_authenticated:
            return self.none()
        sessions = self.model._meta.get_field("session").related_model.objects
        shown = sessions.showing_people_to(user.person).values("pk")
        return self.filter(Q(person=user.person) | Q(session__in=shown))

    def that_count(self, period: tuple[date, date]) -> AttendanceQuerySet:
        """As learning with others: nobody learns what a wellbeing session is for."""
        return self.filter(is_there=True, session__starts_at__date__range=period).exclude(
            session__kind="wellbeing"
        )
