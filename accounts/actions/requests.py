"""Answering people who ask to come in from an address we do not know."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts import audit
from accounts.actions.arrivals import Job
from accounts.actions.invitations import Letter, make_invitation
from accounts.mail import queue_mail
from accounts.models import AccessRequest, Invitation, Person
from accounts.permissions import has_right
from accounts.rights import Right


class AlreadyDecidedError(Exception):
    """Somebody else answered first."""


@transaction.atomic
def approve_request(
    *, access_request: AccessRequest, by: Person, job: Job, at: datetime, reason: str = ""
) -> Invitation:
    """The answer carries a link, since days may have passed and the browser may be another."""
    access_request = _find(access_request, by=by)
    if not has_right(by, Right.CONFIRM_PEOPLE, organisation=job.organisation):
        raise PermissionDenied
    invitation = make_invitation(
        by=by,
        letter=Letter(
            email=access_request.email,
            display_name=access_request.display_name,
            organisation=job.organisation,
            profession=job.profession,
            employment_type=job.employment_type,
        ),
        at=at,
    )
    _decide(access_request, AccessRequest.Outcome.APPROVED, by=by, reason=reason, at=at)
    queue_mail(
        template="request_approved",
        to=access_request.email,
        context={
            "organisation": job.organisation.name,
            "reason": reason,
            "path": invitation.get_absolute_url(),
            "days": Invitation.LIVES.days,
        },
        expires_after=Invitation.LIVES,
    )
    return invitation


@transaction.atomic
def decline_request(
    *, access_request: AccessRequest, by: Person, reason: str, at: datetime
) -> AccessRequest:
    access_request = _find(access_request, by=by)
    _decide(access_request, AccessRequest.Outcome.DECLINED, by=by, reason=reason, at=at)
    queue_mail(
        template="request_declined",
        to=access_request.email,
        context={"reason": reason, "path": reverse("joining:start")},
    )
    return access_request


def _find(access_request: AccessRequest, *, by: Person) -> AccessRequest:
    """Locks the request, so that two people cannot answer it differently."""
    visible = AccessRequest.objects.visible_to(by).select_for_update()
    found = visible.filter(pk=access_request.pk).first()
    if found is None:
        raise PermissionDenied
    if found.decided_at:
        raise AlreadyDecidedError
    return found


def _decide(
    access_request: AccessRequest, outcome: str, *, by: Person, reason: str, at: datetime
) -> None:
    access_request.outcome, access_request.reason = outcome, reason
    access_request.decided_by, access_request.decided_at = by, at
    access_request.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    audit.record(actor=by, verb=f"request.{outcome}", target=access_request)
