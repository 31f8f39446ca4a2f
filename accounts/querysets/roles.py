from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.grants import holds_everywhere, reach
from accounts.querysets.days import current_on
from accounts.rights import Right
from accounts.roles import codes_with

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Organisation, User


class RoleGrantQuerySet(models.QuerySet):
    def current(self, *, at: datetime) -> RoleGrantQuerySet:
        """Begun, not ended, and the job it is held through (if any) still runs."""
        job = current_on(
            timezone.localdate(at), starts="employment__starts_on", ends="employment__ends_on"
        )
        return self.filter(
            Q(employment=None) | job,
            Q(ends_at=None) | Q(ends_at__gt=at),
            starts_at__lte=at,
        )

    def not_ended(self, *, at: datetime) -> RoleGrantQuerySet:
        """Held now, or to be held later."""
        job = Q(employment__ends_on=None) | Q(employment__ends_on__gte=timezone.localdate(at))
        return self.filter(job, Q(ends_at=None) | Q(ends_at__gt=at))

    def giving_roles(self, *, at: datetime) -> RoleGrantQuerySet:
        """Of those who can sign in and do it."""
        found = self.current(at=at).filter(role__in=codes_with(Right.GRANT_ROLES))
        return found.exclude(person__user=None)

    def narrowed(
        self, *, role: str | None = "", organisation: Organisation | None = None
    ) -> RoleGrantQuerySet:
        grants = self.filter(role=role) if role else self
        return grants.filter(organisation=organisation) if organisation else grants

    def for_a_list(self) -> RoleGrantQuerySet:
        return self.select_related(
            "person", "organisation", "employment", "granted_by", "agreed_by"
        ).order_by("role", "person__display_name", "pk")

    def visible_to(self, user: User | AnonymousUser) -> RoleGrantQuerySet:
        """One's own; those over places whose people one sees; all, for whoever gives roles."""
        if not user.is_authenticated:
            return self.none()
        if holds_everywhere(user.person, Right.GRANT_ROLES) or holds_everywhere(
            user.person, Right.READ_AUDIT
        ):
            return self
        places = reach(user.person, Right.SEE_PEOPLE, at="organisation")
        return self.filter(Q(person=user.person_id) | places)


class AskedRoleQuerySet(models.QuerySet):
    def waiting(self) -> AskedRoleQuerySet:
        return self.filter(answered_at=None)

    def for_a_list(self) -> AskedRoleQuerySet:
        return self.select_related("person", "employment__organisation", "asked_by")

    def visible_to(self, user: User | AnonymousUser) -> AskedRoleQuerySet:
        if user.is_authenticated and holds_everywhere(user.person, Right.GRANT_ROLES):
            return self
        return self.none()
