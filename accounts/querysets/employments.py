from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.grants import holds_everywhere, reach
from accounts.querysets.days import current_on
from accounts.rights import Right

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Organisation, Person, User

LEAVERS_SHOWN_FOR = timedelta(days=90)


class EmploymentQuerySet(models.QuerySet):
    def current(self, *, on: date) -> EmploymentQuerySet:
        return self.filter(current_on(on), declined_at=None)

    def confirmed(self) -> EmploymentQuerySet:
        return self.exclude(confirmed_at=None)

    def to_confirm(self, *, on: date) -> EmploymentQuerySet:
        """People say they work there and nobody has answered yet."""
        return self.current(on=on).filter(confirmed_at=None)

    def confirmable_by(self, person: Person) -> EmploymentQuerySet:
        return self.filter(reach(person, Right.CONFIRM_PEOPLE, at="organisation"))

    def not_over(self, *, on: date) -> EmploymentQuerySet:
        """Running, or still to begin."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), declined_at=None)

    def visible_to(self, user: User | AnonymousUser) -> EmploymentQuerySet:
        """One's own, and those where a role shows people: leavers for a while, to mend a slip."""
        if not user.is_authenticated:
            return self.none()
        if holds_everywhere(user.person, Right.SEE_PEOPLE):
            return self
        places = reach(user.person, Right.SEE_PEOPLE, at="organisation")
        recent = self.not_over(on=timezone.localdate() - LEAVERS_SHOWN_FOR).filter(places)
        return self.filter(Q(person=user.person_id) | Q(pk__in=recent.order_by().values("pk")))

    def within(self, organisation: Organisation) -> EmploymentQuerySet:
        return self.filter(organisation__lineage__startswith=organisation.lineage)
