"""Somebody stops working somewhere. Their record, certificates and login stay theirs."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.actions.groups import follow_roles
from accounts.models import Employment, Organisation, Person, RoleGrant
from accounts.permissions import has_right
from accounts.rights import Right


@transaction.atomic
def end_employments(
    *, person: Person, organisation: Organisation, on: date, by: Person | None = None
) -> list[Employment]:
    """`on` is the last day; a day in the past closes the organisation's rights at the next request.

    For a lead's page, and with `by=None` for an identity provider or a directory that says so.
    Jobs in the organisation's branches end too. Jobs that begin later are left alone.
    """
    if by is not None and not has_right(by, Right.CONFIRM_PEOPLE, organisation=organisation):
        raise PermissionDenied
    Person.objects.select_for_update().get(pk=person.pk)
    jobs = person.employments.within(organisation).filter(
        Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on
    )
    ended = list(jobs)
    for job in ended:
        job.ends_on = on
        job.save(update_fields=["ends_on"])
        audit.record(actor=by, verb="employment.ended", target=person)
    if ended:
        close_roles(person=person, organisation=organisation, on=on, by=by)
        follow_roles(person)
    return ended


def close_roles(
    *, person: Person, organisation: Organisation, on: date, by: Person | None = None
) -> list[RoleGrant]:
    """Roles over the organisation end with the day, unless a job further up still carries them.

    A role held through a job needs no end of its own: it counts only while the job runs.
    """
    midnight = timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
    left = [job.organisation.lineage for job in _jobs_after(person, on)]
    open_grants = person.role_grants.select_related("organisation").filter(
        Q(ends_at=None) | Q(ends_at__gt=midnight),
        organisation__lineage__startswith=organisation.lineage,
        employment=None,
    )
    closed = [
        grant
        for grant in open_grants
        if not any(grant.organisation.lineage.startswith(lineage) for lineage in left)
    ]
    for grant in closed:
        grant.ends_at = max(midnight, grant.starts_at)
        grant.save(update_fields=["ends_at"])
        audit.record(actor=by, verb="role.ended", target=person, reason_code=grant.role)
    return closed


def _jobs_after(person: Person, on: date) -> list[Employment]:
    jobs = person.employments.current(on=on + timedelta(days=1)).confirmed()
    return list(jobs.select_related("organisation"))
