from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q


class AccessMailQuerySet(models.QuerySet):
    def waiting(self) -> AccessMailQuerySet:
        return self.filter(state=self.model.State.WAITING)

    def due(self, *, at: datetime) -> AccessMailQuerySet:
        """Waiting, in time, and nobody's just now."""
        free = Q(lease_ends_at=None) | Q(lease_ends_at__lte=at)
        return self.waiting().filter(free, expires_at__gt=at).order_by("pk")

    def too_late(self, *, at: datetime) -> AccessMailQuerySet:
        return self.waiting().filter(expires_at__lte=at)

    def closed_before(self, moment: datetime) -> AccessMailQuerySet:
        return self.exclude(state=self.model.State.WAITING).filter(created_at__lt=moment)

    def claim(self, token: UUID, *, at: datetime) -> int:
        """One conditional UPDATE, so that two workers cannot both win a row."""
        return self.order_by().update(claim=token, lease_ends_at=at + self.model.LEASE)
