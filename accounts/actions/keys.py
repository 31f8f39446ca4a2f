"""Enrolment keys: one code that lets a whole team in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.actions.agreements import record_agreement
from accounts.actions.arrivals import Newcomer, record_job, unclaimed_record, welcome
from accounts.actions.registration import spend_check
from accounts.models import (
    AddressCheck,
    EmploymentType,
    EnrolmentKey,
    EnrolmentKeyUse,
    Organisation,
    Person,
    Profession,
    User,
)
from accounts.permissions import has_right
from accounts.phrases import tidy_key
from accounts.rights import Right


class KeyClosedError(Exception):
    """Unknown, withdrawn, run out or used as often as it may be: the answer is the same."""


@dataclass(frozen=True)
class KeyTerms:
    organisation: Organisation
    limit: int
    expires_at: datetime
    profession: Profession | None = None
    employment_type: EmploymentType | None = None
    purpose: str = ""
    confirms: bool = False


@transaction.atomic
def make_key(*, by: Person, terms: KeyTerms, at: datetime) -> EnrolmentKey:
    """Who may not confirm people cannot make a key that does."""
    if not has_right(by, Right.INVITE_PEOPLE, organisation=terms.organisation):
        raise PermissionDenied
    if terms.confirms and not has_right(by, Right.CONFIRM_PEOPLE, organisation=terms.organisation):
        raise PermissionDenied
    answers = {field.name: getattr(terms, field.name) for field in fields(terms)}
    key = EnrolmentKey.objects.create(**answers, made_by=by, made_at=at)
    audit.record(actor=by, verb="key.made", target=key)
    return key


@transaction.atomic
def revoke_key(*, key: EnrolmentKey, by: Person, at: datetime) -> EnrolmentKey:
    """People who joined with it stay."""
    key = (
        EnrolmentKey.objects.visible_to(by).select_for_update(of=["self"]).filter(pk=key.pk).first()
    )
    if key is None:
        raise PermissionDenied
    if key.revoked_at is None:
        key.revoked_at = at
        key.save(update_fields=["revoked_at"])
        audit.record(actor=by, verb="key.revoked", target=key)
    return key


def find_key(*, code: str, at: datetime) -> EnrolmentKey:
    """For the page that asks the name. Nothing is used up yet."""
    key = EnrolmentKey.objects.open(at=at).filter(code=tidy_key(code)).first()
    if key is None or key.uses.count() >= key.limit:
        raise KeyClosedError
    return key


@transaction.atomic
def join_with_key(
    *, key: EnrolmentKey, newcomer: Newcomer, at: datetime, check: AddressCheck | None = None
) -> User:
    """A new login: with the address that was proved, or with a user name and a password."""
    key = _lock(key, at=at)
    email = spend_check(check, at=at).email if check else ""
    record = unclaimed_record(email) if email else None
    user = welcome(newcomer=newcomer, record=record, email=email)
    _use(key, user.person, newcomer=newcomer, at=at)
    return user


@transaction.atomic
def add_job_with_key(
    *, key: EnrolmentKey, person: Person, newcomer: Newcomer, at: datetime
) -> EnrolmentKeyUse:
    """For somebody who signs in already. Typing the same code twice uses it once."""
    key = _lock(key, at=at, person=person)
    return _use(key, person, newcomer=newcomer, at=at)


def _lock(key: EnrolmentKey, *, at: datetime, person: Person | None = None) -> EnrolmentKey:
    """One at a time, so that the last place is given once."""
    key = EnrolmentKey.objects.select_for_update(of=["self"]).get(pk=key.pk)
    others = key.uses.exclude(person=person) if person else key.uses
    if not key.is_open(at=at) or others.count() >= key.limit:
        raise KeyClosedError
    return key


def _use(key: EnrolmentKey, person: Person, *, newcomer: Newcomer, at: datetime) -> EnrolmentKeyUse:
    record_job(person=person, job=newcomer.job, at=at, confirmed=key.confirms, by=key.made_by)
    record_agreement(person=person, texts=newcomer.agreed, at=at)
    use, _ = EnrolmentKeyUse.objects.get_or_create(key=key, person=person, defaults={"used_at": at})
    return use
