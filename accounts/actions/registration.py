"""Joining by oneself: prove the address, then come in, or ask to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.actions.agreements import record_agreement
from accounts.actions.arrivals import (
    Newcomer,
    login_with,
    record_job,
    unclaimed_record,
    welcome,
)
from accounts.mail import queue_mail
from accounts.models import AccessRequest, AddressCheck, Organisation, User
from accounts.phrases import new_code, tidy_code


@transaction.atomic
def send_code(*, email: str, at: datetime) -> AddressCheck:
    """Nothing we return or show tells whether somebody signs in with this address."""
    email = email.strip().lower()
    check = AddressCheck(email=email, sent_at=at)
    if login_with(email):
        template, words = "already_joined", {"path": reverse("account_login")}
    else:
        code = new_code()
        check.set_code(tidy_code(code))
        template, words = "joining_code", {"code": code}
    check.save()
    minutes = int(AddressCheck.CODE_LIVES.total_seconds() // 60)
    queue_mail(
        template=template,
        to=email,
        context={**words, "minutes": minutes},
        expires_after=AddressCheck.CODE_LIVES,
    )
    return check


@transaction.atomic
def prove_address(*, check: AddressCheck, code: str, at: datetime) -> bool:
    """Locks the check, so that parallel guesses are counted one by one."""
    check = AddressCheck.objects.select_for_update().get(pk=check.pk)
    is_right = check.is_right(tidy_code(code), at=at)
    check.tries += 1
    if is_right:
        check.proved_at = check.proved_at or at
    check.save(update_fields=["tries", "proved_at"])
    return is_right


def open_organisations(check: AddressCheck) -> Iterable[Organisation]:
    """Where an address of this domain may join without asking."""
    return Organisation.objects.active().claiming_domain(check.domain)


@transaction.atomic
def register(
    *, check: AddressCheck, newcomer: Newcomer, at: datetime, takes_record: bool = True
) -> User:
    """A domain of one organisation proves who works there; a shared one leaves it to a lead.

    With `takes_record`, a record somebody made for this very address becomes the person's own.
    """
    check = spend_check(check, at=at)
    organisations = list(open_organisations(check))
    job = newcomer.job
    if job.organisation not in organisations:
        raise PermissionDenied
    record = unclaimed_record(check.email) if takes_record else None
    user = welcome(newcomer=newcomer, record=record, email=check.email)
    is_proved = len(organisations) == 1
    employment = record_job(person=user.person, job=job, at=at, confirmed=is_proved)
    record_agreement(person=user.person, texts=newcomer.agreed, at=at)
    queue_mail(
        template="joined" if employment.is_confirmed else "joined_to_confirm",
        to=check.email,
        context={"organisation": job.organisation.name, "path": "/"},
    )
    return user


@transaction.atomic
def ask_for_access(
    *,
    check: AddressCheck,
    display_name: str,
    role_in_words: str,
    why: str,
    at: datetime,
    organisation: Organisation | None = None,
    workplace: str = "",
) -> AccessRequest:
    """Asking again while a request is open brings the answers up to date."""
    check = spend_check(check, at=at)
    answers = {
        "display_name": display_name,
        "organisation": organisation,
        "workplace": "" if organisation else workplace,
        "role_in_words": role_in_words,
        "why": why,
    }
    access_request, _ = AccessRequest.objects.open().update_or_create(
        email=check.email, defaults=answers, create_defaults={**answers, "made_at": at}
    )
    queue_mail(template="request_received", to=check.email, context={})
    return access_request


def spend_check(check: AddressCheck, *, at: datetime) -> AddressCheck:
    """Locks the check: a proof lets one person in, once. Call it inside the transaction."""
    check = AddressCheck.objects.select_for_update().get(pk=check.pk)
    if not check.is_usable(at=at):
        raise PermissionDenied
    check.spent_at = at
    check.save(update_fields=["spent_at"])
    return check
