from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, OuterRef

if TYPE_CHECKING:
    from accounts.models import Person


class AgreementTextQuerySet(models.QuerySet):
    def published(self) -> AgreementTextQuerySet:
        return self.exclude(published_at=None)

    def in_force(self) -> AgreementTextQuerySet:
        """The newest published version of each kind."""
        newer = self.model.objects.published().filter(
            kind=OuterRef("kind"), version__gt=OuterRef("version")
        )
        return self.published().filter(~Exists(newer))

    def outstanding_for(self, person: Person) -> AgreementTextQuerySet:
        return self.in_force().exclude(agreements__person=person)

    def with_counts(self) -> AgreementTextQuerySet:
        return self.annotate(agreed_by=Count("agreements"))
