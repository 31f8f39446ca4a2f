"""Coming in with an invitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.actions.agreements import record_agreement
from accounts.actions.arrivals import (
    Newcomer,
    login_with,
    record_job,
    unclaimed_record,
    welcome,
)
from accounts.actions.claims import claim_record
from accounts.actions.invitations import InvitationClosedError
from accounts.mail import queue_mail
from accounts.models import Invitation, RecordClaim, User


class SignedInAsAnotherError(Exception):
    """The address belongs to somebody else than the person in this browser."""


@dataclass(frozen=True)
class Acceptance:
    user: User
    is_new: bool
    waits_for_merge: bool


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, newcomer: Newcomer, at: datetime, signed_in: User | None = None
) -> Acceptance:
    """Spends the invitation. Somebody who signs in already gets the job; nothing else changes."""
    invitation = Invitation.objects.select_for_update(of=["self"]).get(pk=invitation.pk)
    if invitation.state(at=at) != Invitation.State.OPEN:
        raise InvitationClosedError
    known = holder(invitation, signed_in=signed_in)
    user = known or _new(invitation, newcomer)
    record_job(
        person=user.person,
        job=newcomer.job,
        at=at,
        confirmed=invitation.confirms,
        by=invitation.invited_by,
    )
    record_agreement(person=user.person, texts=newcomer.agreed, at=at)
    invitation.accepted_at, invitation.accepted_by = at, user.person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(actor=user.person, verb="invitation.accepted", target=invitation)
    _write_back(invitation, template="job_added" if known else "joined")
    return Acceptance(user, is_new=known is None, waits_for_merge=_claims(invitation, at=at))


def holder(invitation: Invitation, *, signed_in: User | None) -> User | None:
    """Whose account the job goes to, or nobody's yet."""
    user = login_with(invitation.email)
    if user and signed_in and user != signed_in:
        raise SignedInAsAnotherError
    return user or signed_in


def _new(invitation: Invitation, newcomer: Newcomer) -> User:
    record = invitation.person
    if record is None or record.has_login:
        record = unclaimed_record(invitation.email)
    return welcome(newcomer=newcomer, record=record, email=invitation.email)


def _claims(invitation: Invitation, *, at: datetime) -> bool:
    """The invitation was for a record, and it went to another: an administrator joins the two."""
    if invitation.person is None or invitation.person == invitation.accepted_by:
        return False
    claim_record(
        person=invitation.accepted_by,
        other=invitation.person,
        proof=RecordClaim.Proof.INVITATION,
        by=invitation.invited_by,
        at=at,
    )
    return True


def _write_back(invitation: Invitation, *, template: str) -> None:
    queue_mail(
        template=template,
        to=invitation.email,
        context={"organisation": invitation.organisation.name, "path": "/"},
    )
