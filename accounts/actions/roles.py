from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actions.groups import follow_roles
from accounts.models import Employment, Organisation, Person, RoleGrant, User
from accounts.permissions import may_end_role, may_give_roles
from accounts.rights import Right
from accounts.roles import BY_CODE, LONGEST, Role, Scope


@dataclass(frozen=True)
class Terms:
    """Which role, where and from when to when."""

    role: str
    organisation: Organisation | None = None
    employment: Employment | None = None
    starts_at: datetime | None = None
    """None: from now on."""
    ends_at: datetime | None = None


@transaction.atomic
def grant_role(*, by: Person | None, person: Person, **terms: Any) -> RoleGrant:
    """`terms` are those of `Terms`; `by` is None only for set-up from the command line.

    What takes two people is asked for instead: `accounts.actions.two_people`. Locks the person.
    """
    wanted = Terms(**terms)
    check_giver(by, person)
    if by and BY_CODE[wanted.role].takes_two:
        raise ValidationError(_("Another administrator must agree to this role first."))
    grant = grant_on(wanted, person=person, by=by)
    grant.save()
    tell_the_trail(grant, by=by)
    return grant


def grant_on(terms: Terms, *, person: Person, by: Person | None) -> RoleGrant:
    """Checked and not yet saved. Locks the person, so that no other role comes in between."""
    Person.objects.select_for_update().get(pk=person.pk)
    grant = RoleGrant(
        person=person,
        role=terms.role,
        organisation=terms.organisation,
        employment=terms.employment,
        starts_at=terms.starts_at or timezone.now(),
        ends_at=terms.ends_at,
        granted_by=by,
    )
    _check_role(BY_CODE[terms.role], grant)
    _check_job(grant)
    _check_other_roles(grant)
    return grant


def tell_the_trail(grant: RoleGrant, *, by: Person | None) -> None:
    audit.record(actor=by, verb="role.granted", target=grant.person, reason_code=grant.role)
    follow_roles(grant.person)


@transaction.atomic
def end_role(*, by: Person, grant: RoleGrant, at: datetime | None = None) -> RoleGrant:
    at = at or timezone.now()
    if not may_end_role(by, grant):
        raise PermissionDenied
    # Every administrator's row, so that two of them cannot end each other at once.
    locked = RoleGrant.objects.select_for_update().filter(Q(pk=grant.pk) | Q(role=grant.role))
    grant = next(row for row in locked if row.pk == grant.pk)
    if grant.ends_at and grant.ends_at <= at:
        return grant
    _keep_somebody_in_charge(grant, at=at)
    grant.ends_at = max(at, grant.starts_at)
    grant.save(update_fields=["ends_at"])
    audit.record(actor=by, verb="role.ended", target=grant.person, reason_code=grant.role)
    follow_roles(grant.person)
    return grant


@transaction.atomic
def appoint_administrator(*, user: User) -> RoleGrant:
    """From the command line. A superuser becomes somebody whose rights all stand in their roles."""
    grant = grant_role(by=None, person=user.person, role="administrator")
    user.is_superuser = False
    user.save(update_fields=["is_superuser"])
    return grant


def check_giver(by: Person | None, person: Person) -> None:
    """Only those who give roles, and never to themselves."""
    if by is None:
        return
    if not may_give_roles(by):
        raise PermissionDenied
    if by == person:
        raise ValidationError(_("You cannot give yourself a role. Ask another administrator."))


def _check_role(role: Role, grant: RoleGrant) -> None:
    scope = Scope.ORGANISATION if grant.organisation else Scope.PARTNERSHIP
    if role.is_everyones:
        raise ValidationError(_("Everybody has this role already."))
    if scope not in role.scopes:
        raise ValidationError({"organisation": _refusal(scope)})
    if role.must_end and not grant.ends_at:
        raise ValidationError({"ends_at": _("This role must end. Enter the last day.")})
    if grant.ends_at and grant.ends_at <= grant.starts_at:
        raise ValidationError({"ends_at": _("The last day must come after the first.")})
    if role.must_end and grant.ends_at - grant.starts_at > LONGEST:
        raise ValidationError(
            {"ends_at": _("This role lasts a year at the most. Enter an earlier last day.")}
        )


def _refusal(scope: Scope) -> str:
    if scope == Scope.ORGANISATION:
        return _("This role covers the whole partnership. Leave the organisation empty.")
    return _("This role is held in one organisation. Choose which.")


def _check_job(grant: RoleGrant) -> None:
    job = grant.employment
    if job and (job.person_id != grant.person_id or not job.is_confirmed):
        raise ValidationError({"employment": _("Choose a confirmed job of this person.")})


def _check_other_roles(grant: RoleGrant) -> None:
    role = BY_CODE[grant.role]
    for other in _at_the_same_time(grant):
        if other.role == grant.role and other.organisation_id == grant.organisation_id:
            raise ValidationError(_("They hold this role here already."))
        if role.is_kept_apart_from(BY_CODE[other.role]):
            raise ValidationError(
                _(
                    "They are also %(role)s. Nobody may both see names and take answers. "
                    "End that role first, or ask somebody else."
                )
                % {"role": other.get_role_display()}
            )


def refuse_both(person: Person) -> None:
    """After a role has come back, through a job for example. Call it inside the transaction."""
    today = timezone.localdate()
    grants = person.role_grants.not_ended(at=timezone.now()).select_related("employment")
    held = [grant for grant in grants if not grant.is_over(on=today)]
    for one, other in combinations(held, 2):
        if BY_CODE[one.role].is_kept_apart_from(BY_CODE[other.role]):
            raise ValidationError(
                _(
                    "They would be %(one)s and %(other)s. Nobody may both see names and take "
                    "answers. End one of these roles first."
                )
                % {"one": one.get_role_display(), "other": other.get_role_display()}
            )


def _at_the_same_time(grant: RoleGrant) -> list[RoleGrant]:
    rows = grant.person.role_grants.filter(Q(ends_at=None) | Q(ends_at__gt=grant.starts_at))
    if grant.ends_at:
        rows = rows.filter(starts_at__lt=grant.ends_at)
    today = timezone.localdate()
    return [row for row in rows.select_related("employment") if not row.is_over(on=today)]


def _keep_somebody_in_charge(grant: RoleGrant, *, at: datetime) -> None:
    if Right.GRANT_ROLES not in BY_CODE[grant.role].rights:
        return
    others = RoleGrant.objects.current(at=at).filter(role=grant.role, ends_at=None)
    if not others.exclude(pk=grant.pk).exclude(person__user=None).exists():
        raise ValidationError(
            _("This is the last administrator. Give somebody else the role first.")
        )
