"""Inviting one person into one organisation: send, send again, withdraw."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.mail import queue_mail
from accounts.models import (
    EmploymentType,
    Invitation,
    Organisation,
    Person,
    Profession,
)
from accounts.permissions import has_right
from accounts.rights import Right


class InvitationClosedError(Exception):
    """It was used, withdrawn or has run out."""


@dataclass(frozen=True)
class Letter:
    """To whom an invitation goes, and what the sender knows of their job."""

    email: str
    organisation: Organisation
    display_name: str = ""
    profession: Profession | None = None
    employment_type: EmploymentType | None = None
    person: Person | None = None
    """A record without a login that is to become theirs."""


@transaction.atomic
def invite_person(*, by: Person, letter: Letter, at: datetime) -> Invitation:
    """Inviting the same address to the same place again sends the same link again."""
    invitation = make_invitation(by=by, letter=letter, at=at)
    post_invitation(invitation)
    return invitation


def make_invitation(*, by: Person, letter: Letter, at: datetime) -> Invitation:
    """Without the mail, for callers who write their own. Call it inside a transaction."""
    if not has_right(by, Right.INVITE_PEOPLE, organisation=letter.organisation):
        raise PermissionDenied
    if letter.person is not None and not _may_have_record(letter, by=by, at=at):
        raise PermissionDenied
    answers = {field.name: getattr(letter, field.name) for field in fields(letter)} | {
        "email": letter.email.strip().lower(),
        "confirms": has_right(by, Right.CONFIRM_PEOPLE, organisation=letter.organisation),
        "invited_by": by,
        "sent_at": at,
        "expires_at": at + Invitation.LIVES,
    }
    invitation, is_new = Invitation.objects.unanswered().update_or_create(
        email=answers["email"],
        organisation=letter.organisation,
        defaults=answers,
        create_defaults={**answers, "made_at": at},
    )
    verb = "invitation.sent" if is_new else "invitation.resent"
    audit.record(actor=by, verb=verb, target=invitation)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: Person, at: datetime) -> Invitation:
    """The same link, good for another three weeks."""
    invitation = _find(invitation, by=by)
    invitation.sent_at, invitation.expires_at = at, at + Invitation.LIVES
    invitation.save(update_fields=["sent_at", "expires_at"])
    audit.record(actor=by, verb="invitation.resent", target=invitation)
    post_invitation(invitation)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Person, at: datetime) -> Invitation:
    invitation = _find(invitation, by=by)
    invitation.revoked_at, invitation.revoked_by = at, by
    invitation.save(update_fields=["revoked_at", "revoked_by"])
    audit.record(actor=by, verb="invitation.revoked", target=invitation)
    return invitation


def post_invitation(invitation: Invitation) -> None:
    queue_mail(
        template="invitation",
        to=invitation.email,
        context={
            "name": invitation.display_name,
            "organisation": invitation.organisation.name,
            "sender": str(invitation.invited_by or invitation.organisation),
            "path": invitation.get_absolute_url(),
            "days": Invitation.LIVES.days,
        },
        expires_after=Invitation.LIVES,
    )


def _find(invitation: Invitation, *, by: Person) -> Invitation:
    visible = Invitation.objects.visible_to(by).select_for_update(of=["self"])
    found = visible.filter(pk=invitation.pk).first()
    if found is None:
        raise PermissionDenied
    if found.accepted_at or found.revoked_at:
        raise InvitationClosedError
    return found


def _may_have_record(letter: Letter, *, by: Person, at: datetime) -> bool:
    """Only a record that nobody signs in with yet, of somebody in the sender's organisations."""
    today = timezone.localdate(at)
    waiting = Person.objects.filter(user=None).reached_by(by, Right.INVITE_PEOPLE, on=today)
    return waiting.filter(pk=letter.person.pk).exists()
