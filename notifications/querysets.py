from __future__ import annotations

from datetime import date, datetime

from django.db import models

from accounts.models import Person


class MessageQuerySet(models.QuerySet):
    def waiting(self) -> MessageQuerySet:
        return self.filter(state="waiting")

    def due(self, *, at: datetime) -> MessageQuerySet:
        """Waiting and not to be tried later; the longest due come first."""
        return self.waiting().filter(try_at__lte=at).order_by("try_at", "pk")

    def abandoned(self, *, at: datetime) -> MessageQuerySet:
        """Claimed by a sweep whose lease ran out before it said what became of them."""
        return self.filter(state="claimed", lease_ends_at__lte=at)

    def open(self) -> MessageQuerySet:
        """Not yet sent, skipped, failed or cancelled."""
        return self.filter(state__in=["waiting", "claimed"])

    def sent(self) -> MessageQuerySet:
        return self.filter(state="sent")

    def visible_to(self, person: Person) -> MessageQuerySet:
        """What was sent to them, by whichever way."""
        return self.sent().filter(person=person)

    def unread(self) -> MessageQuerySet:
        return self.filter(read_at=None)


class QuietTimeQuerySet(models.QuerySet):
    def not_over(self, *, on: date) -> QuietTimeQuerySet:
        return self.filter(ends_on__gte=on)
