from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts import audit
from accounts.actions.jobs import JobDetails, start_job
from accounts.models import Person, User
from accounts.permissions import may_add_people, may_edit_person


@transaction.atomic
def add_person(
    *, by: Person, display_name: str, job: JobDetails, starts_on: date, email: str = ""
) -> Person:
    """Somebody who needs no e-mail and no login to be counted, invited and trained."""
    if not may_add_people(by, job.organisation):
        raise PermissionDenied
    person = Person.objects.create(display_name=display_name, email=email)
    audit.record(actor=by, verb="person.added", target=person)
    start_job(by=by, person=person, job=job, starts_on=starts_on)
    return person


@transaction.atomic
def edit_person(
    *, by: Person, person: Person, display_name: str, pronouns: str, email: str
) -> Person:
    """The address of somebody who signs in is part of signing in and changes there."""
    if by != person and not may_edit_person(by, person):
        raise PermissionDenied
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.display_name, person.pronouns = display_name, pronouns
    if not person.has_login and person.email != email:
        person.email, person.has_merged_email = email, False
    person.save(update_fields=["display_name", "pronouns", "email", "has_merged_email"])
    audit.record(actor=by, verb="person.edited", target=person)
    return person


@transaction.atomic
def change_username(*, user: User, username: str) -> User:
    """Everything a person did hangs on the person, so nothing else moves."""
    field = User._meta.get_field("username")
    user.username = field.clean(username, user)
    try:
        with transaction.atomic():
            user.save(update_fields=["username"])
    except IntegrityError as error:
        raise ValidationError({"username": field.error_messages["unique"]}) from error
    audit.record(actor=user.person, verb="username.changed", target=user.person)
    return user
