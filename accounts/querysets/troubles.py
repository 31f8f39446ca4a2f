from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accounts.models import Person


class AddressTroubleQuerySet(models.QuerySet):
    def of(self, people: Iterable[Person]) -> AddressTroubleQuerySet:
        addresses = {person.email.lower() for person in people if person.email}
        return self.filter(address__in=addresses)
