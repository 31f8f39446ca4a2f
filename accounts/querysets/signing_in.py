from __future__ import annotations

from datetime import datetime

from django.db import models


class AddressChangeQuerySet(models.QuerySet):
    def undoable(self, *, at: datetime) -> AddressChangeQuerySet:
        return self.filter(undone_at=None, changed_at__gt=at - self.model.UNDO_FOR)

    def past_undoing(self, *, at: datetime) -> AddressChangeQuerySet:
        return self.filter(changed_at__lte=at - self.model.UNDO_FOR)


class OwnDeviceQuerySet(models.QuerySet):
    def current(self, *, at: datetime) -> OwnDeviceQuerySet:
        return self.filter(until__gt=at)
