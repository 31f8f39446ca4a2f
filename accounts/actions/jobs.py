"""Jobs begin, change and end. What hangs on a job goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actions.groups import follow_roles
from accounts.actions.leavers import close_roles
from accounts.actions.roles import refuse_both
from accounts.models import (
    Employment,
    EmploymentType,
    Level,
    Locality,
    Organisation,
    Person,
    Profession,
)
from accounts.permissions import has_right, may_add_people, may_record_job
from accounts.rights import Right


@dataclass(frozen=True)
class JobDetails:
    organisation: Organisation
    profession: Profession
    employment_type: EmploymentType
    locality: Locality | None = None
    level_expected: Level | None = None


@transaction.atomic
def start_job(*, by: Person, person: Person, job: JobDetails, starts_on: date) -> Employment:
    """One's own word, or that of somebody who only adds people, waits to be confirmed."""
    if by != person and not may_add_people(by, job.organisation):
        raise PermissionDenied
    Person.objects.select_for_update().get(pk=person.pk)
    same = person.employments.filter(
        Q(ends_on=None) | Q(ends_on__gte=starts_on),
        organisation=job.organisation,
        profession=job.profession,
        declined_at=None,
    )
    if same.exists():
        raise ValidationError(_("This job is on the record already."))
    employment = Employment(person=person, starts_on=starts_on, **_fields(job))
    if by != person and has_right(by, Right.CONFIRM_PEOPLE, organisation=job.organisation):
        employment.confirmed_at, employment.confirmed_by = timezone.now(), by
    employment.save()
    audit.record(actor=by, verb="employment.started", target=person)
    follow_roles(person)
    return employment


@transaction.atomic
def end_job(*, by: Person, job: Employment, on: date) -> Employment:
    """`on` is the last day. What the job opened closes on the next request after it."""
    if by != job.person:
        _check_may_record(by, job)
    job = _write_last_day(job, by=by, on=on)
    close_roles(person=job.person, organisation=job.organisation, on=on, by=by)
    follow_roles(job.person)
    return job


@transaction.atomic
def reopen_job(*, by: Person, job: Employment) -> Employment:
    """The last day was a slip: the job, and the roles held through it, go on.

    Not where somebody has become an evaluator since, and would see names again. Locks the person.
    """
    _check_may_record(by, job)
    job = _lock(job)
    job.ends_on = None
    job.save(update_fields=["ends_on"])
    _let_roles_come_back(job)
    audit.record(actor=by, verb="employment.reopened", target=job.person)
    follow_roles(job.person)
    return job


@transaction.atomic
def change_job(*, by: Person, job: Employment, to: JobDetails, on: date) -> Employment:
    """The old job ends the day before. Roles that still fit the new workplace move with it."""
    _check_may_record(by, job)
    if on <= job.starts_on:
        raise ValidationError({"on": _("The new job must begin after the old one began.")})
    last_day = on - timedelta(days=1)
    job = _write_last_day(job, by=by, on=last_day)
    new = start_job(by=by, person=job.person, job=to, starts_on=on)
    if new.is_confirmed:
        for grant in job.role_grants.select_related("organisation"):
            if _still_fits(grant.organisation, to.organisation):
                grant.employment = new
                grant.save(update_fields=["employment"])
    if to.organisation == job.organisation:
        new.line_manager = job.line_manager
        new.save(update_fields=["line_manager"])
    close_roles(person=job.person, organisation=job.organisation, on=last_day, by=by)
    follow_roles(job.person)
    return new


@transaction.atomic
def correct_job(*, by: Person, job: Employment, to: JobDetails) -> Employment:
    """A slip in what was written down, not a new job: the organisation stays."""
    _check_may_record(by, job)
    job = _lock(job)
    fields = _fields(to)
    del fields["organisation"]
    for name, value in fields.items():
        setattr(job, name, value)
    job.save(update_fields=list(fields))
    audit.record(actor=by, verb="employment.corrected", target=job.person)
    return job


@transaction.atomic
def set_line_manager(*, by: Person, job: Employment, manager: Person | None) -> Employment:
    _check_may_record(by, job)
    if manager == job.person:
        raise ValidationError(_("Nobody is their own line manager. Choose somebody else."))
    job = _lock(job)
    job.line_manager = manager
    job.save(update_fields=["line_manager"])
    audit.record(actor=by, verb="employment.manager_set", target=job.person)
    return job


def _write_last_day(job: Employment, *, by: Person, on: date) -> Employment:
    job = _lock(job)
    if on < job.starts_on:
        raise ValidationError({"on": _("The last day cannot come before the first.")})
    was, job.ends_on = job.ends_on, on
    job.save(update_fields=["ends_on"])
    if was and was < on:
        _let_roles_come_back(job)
    audit.record(actor=by, verb="employment.ended", target=job.person)
    return job


def _let_roles_come_back(job: Employment) -> None:
    Person.objects.select_for_update().get(pk=job.person_id)
    refuse_both(job.person)


def _fields(job: JobDetails) -> dict[str, object]:
    return {
        "organisation": job.organisation,
        "profession": job.profession,
        "employment_type": job.employment_type,
        "locality": job.locality,
        "level_expected": job.level_expected,
    }


def _lock(job: Employment) -> Employment:
    jobs = Employment.objects.select_for_update(of=["self"])
    return jobs.select_related("person__user", "organisation").get(pk=job.pk)


def _check_may_record(by: Person, job: Employment) -> None:
    if not may_record_job(by, job):
        raise PermissionDenied


def _still_fits(role_place: Organisation | None, workplace: Organisation) -> bool:
    """The role covers the new workplace, or lies below it."""
    return (
        role_place is None
        or role_place.lineage.startswith(workplace.lineage)
        or workplace.lineage.startswith(role_place.lineage)
    )
