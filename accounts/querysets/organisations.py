from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from accounts.grants import reach
from accounts.rights import Right

if TYPE_CHECKING:
    from accounts.models import Organisation, Person


class OrganisationQuerySet(models.QuerySet):
    def within(self, organisation: Organisation) -> OrganisationQuerySet:
        """This organisation and everything below it."""
        return self.filter(lineage__startswith=organisation.lineage)

    def active(self) -> OrganisationQuerySet:
        return self.filter(is_active=True)

    def where(self, person: Person, right: Right) -> OrganisationQuerySet:
        """The organisations over which this person holds the right now."""
        return self.filter(reach(person, right))

    def claiming_domain(self, domain: str) -> OrganisationQuerySet:
        return self.filter(email_domains__domain=domain.lower()).distinct()
