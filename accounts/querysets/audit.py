from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import Person


class AuditEntryQuerySet(models.QuerySet):
    def narrowed(
        self, *, since: date | None = None, until: date | None = None, verb: str | None = ""
    ) -> AuditEntryQuerySet:
        """From the first day to the last, both included."""
        entries = self
        if since:
            entries = entries.filter(at__gte=_midnight(since))
        if until:
            entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
        if verb:
            entries = entries.filter(verb=verb)
        return entries

    def about(self, person: Person) -> AuditEntryQuerySet:
        """What they did and what was done to their record, under each id it ever had."""
        uuids = list(person.family().values_list("uuid", flat=True))
        done_to = Q(target_kind="accounts.person", target_id__in=[str(one) for one in uuids])
        return self.filter(Q(actor__in=uuids) | done_to)

    def newest_first(self) -> AuditEntryQuerySet:
        return self.order_by("-pk")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
