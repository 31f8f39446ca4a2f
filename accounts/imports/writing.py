"""A plan becomes rows, and a day later can be taken back exactly."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from accounts.actions.groups import follow_roles
from accounts.actions.invitations import Letter, make_invitation, post_invitation
from accounts.actions.leavers import close_roles
from accounts.imports.plan import FIELDS, Draft, Plan, snapshot
from accounts.mail import queue_mail
from accounts.models import (
    Employment,
    ImportChange,
    Invitation,
    PeopleImport,
    Person,
    RoleGrant,
)

BATCH = 200
PERSON, JOB, GRANT, INVITATION = "person", "employment", "grant", "invitation"
MODELS = {PERSON: Person, JOB: Employment, GRANT: RoleGrant, INVITATION: Invitation}


def write(plan: Plan, *, people_import: PeopleImport, at: datetime) -> None:
    """Call it inside the transaction that holds the organisations locked."""
    people = [draft for draft in plan.people.values() if draft.is_changed]
    _save(Person, people)
    for draft in plan.jobs.values():
        _take_new_keys(draft.row)
    jobs = [draft for draft in plan.jobs.values() if draft.is_changed]
    _save(Employment, jobs)
    changes = [_change(PERSON, draft) for draft in people] + [_change(JOB, draft) for draft in jobs]
    changes += _close(plan, by=people_import.made_by)
    changes += _invite(plan, by=people_import.made_by, at=at)
    for change in changes:
        change.people_import = people_import
    ImportChange.objects.bulk_create(changes, batch_size=BATCH)
    for person in {draft.row.person for draft in jobs if draft.row.person.has_login}:
        follow_roles(person)
    _tell(jobs)


def _save(model: type[Model], drafts: list[Draft]) -> None:
    new = [draft.row for draft in drafts if draft.is_new]
    model.objects.bulk_create(new, batch_size=BATCH)
    known = [draft.row for draft in drafts if not draft.is_new]
    if known:
        fields = [name.removesuffix("_id") for name in FIELDS[model]]
        model.objects.bulk_update(known, fields, batch_size=BATCH)


def _take_new_keys(job: Employment) -> None:
    """The job was given its person or manager before they were saved."""
    for name in ("person", "line_manager"):
        if Employment._meta.get_field(name).is_cached(job):
            setattr(job, name, getattr(job, name))


def _change(kind: str, draft: Draft) -> ImportChange:
    return ImportChange(
        number=draft.number,
        kind=kind,
        object_id=draft.row.pk,
        before=draft.before,
        after=snapshot(draft.row),
    )


def _close(plan: Plan, *, by: Person) -> list[ImportChange]:
    """Roles over an organisation end with the last job there."""
    changes = []
    for person, organisation, day in plan.ended():
        ends = dict(person.role_grants.values_list("pk", "ends_at"))
        for grant in close_roles(person=person, organisation=organisation, on=day, by=by):
            was = ends[grant.pk]
            changes.append(
                ImportChange(
                    number=0,
                    kind=GRANT,
                    object_id=grant.pk,
                    before={"ends_at": was.isoformat() if was else None},
                    after={"ends_at": grant.ends_at.isoformat(), "person_id": person.pk},
                )
            )
    return changes


def _invite(plan: Plan, *, by: Person, at: datetime) -> list[ImportChange]:
    changes = []
    for person, job in plan.guests:
        letter = Letter(
            email=person.email,
            organisation=job.organisation,
            display_name=person.display_name,
            profession=job.profession,
            employment_type=job.employment_type,
            person=person,
        )
        invitation = make_invitation(by=by, letter=letter, at=at)
        post_invitation(invitation)
        after = {"person_id": person.pk}
        changes.append(
            ImportChange(number=0, kind=INVITATION, object_id=invitation.pk, after=after)
        )
    return changes


def _tell(jobs: list[Draft]) -> None:
    """Somebody who signs in hears that a workplace now lists them."""
    for draft in jobs:
        person = draft.row.person
        if draft.is_new and person.has_login and person.user.email:
            queue_mail(
                template="workplace_recorded",
                to=person.user.email,
                context={"organisation": draft.row.organisation.name, "path": "/"},
            )
