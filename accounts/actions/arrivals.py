"""What every way in has in common: a login for a record, and a job that may need confirming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import usernames
from accounts.actions.groups import follow_roles
from accounts.models import (
    AgreementText,
    Employment,
    EmploymentType,
    Organisation,
    Person,
    Profession,
    User,
)


class AddressTakenError(Exception):
    """Somebody who signs in already has this address."""


@dataclass(frozen=True)
class Job:
    organisation: Organisation
    profession: Profession
    employment_type: EmploymentType


@dataclass(frozen=True)
class Newcomer:
    """What somebody tells us about themselves on the way in."""

    display_name: str
    job: Job
    agreed: Sequence[AgreementText] = ()
    password: str = ""


def login_with(email: str) -> User | None:
    """Who signs in with this address."""
    proved = Q(emailaddress__email__iexact=email, emailaddress__verified=True)
    return User.objects.filter(Q(email__iexact=email) | proved).first()


def unclaimed_record(email: str) -> Person | None:
    """The one record, without a login, that somebody made for this address.

    Several records with one address are a shared mailbox: nobody is handed one of those.
    """
    found = list(Person.objects.present().filter(email__iexact=email)[:2])
    if len(found) != 1 or found[0].has_login:
        return None
    return found[0]


@transaction.atomic
def open_login(*, person: Person, email: str = "", password: str = "") -> User:
    """Make a login for a person who has none. The address must have been proved by the caller."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    email = email.lower()
    if email and login_with(email):
        raise AddressTakenError
    user = User(person=person, username=_username(person.display_name), email=email)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    if email:
        person.email = email
        person.save(update_fields=["email"])
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def record_job(
    *, person: Person, job: Job, at: datetime, confirmed: bool, by: Person | None = None
) -> Employment:
    """The current job of this kind, made if there is none, and confirmed if that is settled."""
    today = timezone.localdate(at)
    kind = {"organisation": job.organisation, "profession": job.profession}
    employment = person.employments.current(on=today).filter(**kind).first()
    if employment is None:
        start_again = {
            "employment_type": job.employment_type,
            "ends_on": None,
            "declined_at": None,
            "declined_by": None,
        }
        employment, _ = person.employments.update_or_create(
            **kind, starts_on=today, defaults=start_again
        )
    if confirmed and not employment.is_confirmed:
        employment.confirmed_at, employment.confirmed_by = at, by
        employment.save(update_fields=["confirmed_at", "confirmed_by"])
    follow_roles(person)
    return employment


def welcome(*, newcomer: Newcomer, record: Person | None, email: str = "") -> User:
    """A login for the record that waited for them, or for a new one."""
    person = record or Person(email=email)
    person.display_name = newcomer.display_name
    person.save()
    return open_login(person=person, email=email, password=newcomer.password)


def _username(name: str) -> str:
    alike = User.objects.filter(username__istartswith=usernames.stem(name))
    taken = {username.lower() for username in alike.values_list("username", flat=True)}
    return usernames.suggest(name, taken=taken)
