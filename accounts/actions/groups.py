"""The CMS asks groups what somebody may do. Groups follow from roles, never the other way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from accounts.grants import forget
from accounts.models import Person, RoleGrant, User
from accounts.roles import ROLES, Role


def declare_groups(**kwargs: Any) -> None:
    """One group per role, allowed exactly what `accounts.roles` declares. Run after migrating."""
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role.code)
        group.permissions.set(_permissions(role.cms_permissions))
        _allow(GroupPagePermission, "page", group, _page_permissions(role))
        _allow(GroupCollectionPermission, "collection", group, role.collection_permissions)


def follow_roles(person: Person) -> None:
    """After any change to somebody's roles or jobs."""
    forget(person)
    if person.has_login:
        sync_groups(user=person.user)


def sync_groups(*, user: User, at: datetime | None = None) -> None:
    """Make the groups equal the roles held at this moment, and note when to look again."""
    at = at or timezone.now()
    codes = user.person.role_grants.current(at=at).values_list("role", flat=True)
    user.groups.set(Group.objects.filter(name__in=set(codes)))
    user.roles_change_at = next_change(user.person, at=at)
    user.save(update_fields=["roles_change_at"])


def sync_due_groups(*, at: datetime) -> int:
    users = list(User.objects.filter(roles_change_at__lte=at))
    for user in users:
        sync_groups(user=user, at=at)
    return len(users)


def next_change(person: Person, *, at: datetime) -> datetime | None:
    moments = [
        moment
        for grant in person.role_grants.select_related("employment")
        for moment in _turning_points(grant)
        if moment and moment > at
    ]
    return min(moments, default=None)


def _turning_points(grant: RoleGrant) -> list[datetime | None]:
    job = grant.employment
    days = (job.starts_on, job.ends_on and job.ends_on + timedelta(days=1)) if job else ()
    midnights = [timezone.make_aware(datetime.combine(day, time())) for day in days if day]
    return [grant.starts_at, grant.ends_at, *midnights]


def _permissions(names: Iterable[str]) -> QuerySet[Permission]:
    wanted = Q(pk__in=[])
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(wanted)


def _page_permissions(role: Role) -> list[str]:
    page = GroupPagePermission._meta.get_field("page").related_model._meta
    return [f"{page.app_label}.{verb}_{page.model_name}" for verb in role.page_permissions]


def _allow(through: type[Model], place: str, group: Group, names: Iterable[str]) -> None:
    """Over the root, and so over everything. A database just emptied by a test has no root."""
    root = through._meta.get_field(place).related_model.objects.filter(depth=1).first()
    if root is None:
        return
    through.objects.filter(group=group).delete()
    through.objects.bulk_create(
        through(group=group, permission=permission, **{place: root})
        for permission in _permissions(names)
    )
