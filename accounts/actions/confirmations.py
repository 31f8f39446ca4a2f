"""A lead says that somebody does, or does not, work with them."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.mail import queue_mail
from accounts.models import Employment, Person
from accounts.permissions import has_right
from accounts.rights import Right


@transaction.atomic
def confirm_employment(*, employment: Employment, by: Person, at: datetime) -> Employment:
    """Also after a slip of the finger: a declined job can be confirmed. Locks the job."""
    employment = _find(employment, by=by)
    if employment.is_confirmed:
        return employment
    employment.confirmed_at, employment.confirmed_by = at, by
    employment.declined_at = employment.declined_by = None
    return _settle(employment, by=by, verb="employment.confirmed", template="job_confirmed")


@transaction.atomic
def decline_employment(*, employment: Employment, by: Person, at: datetime) -> Employment:
    """The person keeps their login, their record and the open courses."""
    employment = _find(employment, by=by)
    if employment.is_declined:
        return employment
    if employment.is_confirmed:
        raise PermissionDenied
    employment.declined_at, employment.declined_by = at, by
    return _settle(employment, by=by, verb="employment.declined", template="job_declined")


def _find(employment: Employment, *, by: Person) -> Employment:
    employment = Employment.objects.select_for_update().get(pk=employment.pk)
    if not has_right(by, Right.CONFIRM_PEOPLE, organisation=employment.organisation):
        raise PermissionDenied
    if by == employment.person:
        raise PermissionDenied
    return employment


def _settle(employment: Employment, *, by: Person, verb: str, template: str) -> Employment:
    employment.save(update_fields=["confirmed_at", "confirmed_by", "declined_at", "declined_by"])
    audit.record(actor=by, verb=verb, target=employment)
    if employment.person.email:
        queue_mail(
            template=template,
            to=employment.person.email,
            context={"organisation": employment.organisation.name, "path": "/"},
        )
    return employment
