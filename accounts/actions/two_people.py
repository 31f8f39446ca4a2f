"""Roles that take two people: one administrator asks, another one agrees."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actions.roles import Terms, check_giver, grant_on, tell_the_trail
from accounts.mail import queue_mail
from accounts.models import AskedRole, Person, RoleGrant
from accounts.permissions import may_give_roles
from accounts.querysets import PersonQuerySet

TOLD_FOR = timedelta(days=3)


class AlreadyAnsweredError(Exception):
    """Somebody else has answered first."""


@transaction.atomic
def ask_for_role(*, by: Person, person: Person, at: datetime, **terms: Any) -> AskedRole:
    """What could not be granted is refused now. The other administrators are told. Locks the
    person.
    """
    wanted = Terms(**terms)
    check_giver(by, person)
    grant_on(wanted, person=person, by=by)
    if person.asked_roles.waiting().filter(role=wanted.role).exists():
        raise ValidationError(_("This role waits for a second administrator already."))
    asked = AskedRole.objects.create(
        person=person,
        role=wanted.role,
        employment=wanted.employment,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        asked_by=by,
        asked_at=at,
    )
    audit.record(actor=by, verb="role.asked", target=person, reason_code=asked.role)
    for other in others_who_may_agree(asked, at=at).exclude(email="").order_by("pk"):
        queue_mail(
            template="role_waits",
            to=other.email,
            context={"path": reverse("people:asked_roles")},
            expires_after=TOLD_FOR,
        )
    return asked


@transaction.atomic
def agree_to_role(*, asked: AskedRole, by: Person, at: datetime) -> RoleGrant:
    """Checked anew, since days have passed. Locks what was asked, and the person."""
    asked = _waiting(asked)
    _check_may_agree(asked, by)
    starts_at = max(asked.starts_at or at, at)
    grant = grant_on(replace(_terms(asked), starts_at=starts_at), person=asked.person, by=by)
    grant.granted_by, grant.agreed_by = asked.asked_by, by
    grant.save()
    _answer(asked, AskedRole.Answer.AGREED, by=by, at=at)
    audit.record(actor=by, verb="role.agreed", target=grant.person, reason_code=grant.role)
    tell_the_trail(grant, by=asked.asked_by)
    return grant


@transaction.atomic
def turn_down_role(*, asked: AskedRole, by: Person, at: datetime) -> AskedRole:
    """Declined by another administrator, or taken back by whoever asked."""
    if not may_give_roles(by):
        raise PermissionDenied
    asked = _waiting(asked)
    is_own = asked.asked_by_id == by.pk
    answer = AskedRole.Answer.TAKEN_BACK if is_own else AskedRole.Answer.DECLINED
    _answer(asked, answer, by=by, at=at)
    audit.record(actor=by, verb=f"role.{answer}", target=asked.person, reason_code=asked.role)
    return asked


def others_who_may_agree(asked: AskedRole, *, at: datetime) -> PersonQuerySet:
    """Never whoever asks, nor whom it is for."""
    holders = RoleGrant.objects.giving_roles(at=at).exclude(
        person__in=[asked.asked_by_id, asked.person_id]
    )
    return Person.objects.filter(pk__in=holders.values("person"))


def _check_may_agree(asked: AskedRole, by: Person) -> None:
    check_giver(by, asked.person)
    if asked.asked_by_id == by.pk:
        raise ValidationError(_("You asked for it yourself. Another administrator must agree."))
    if not may_give_roles(asked.asked_by):
        raise ValidationError(
            _("Whoever asked is no longer an administrator. Turn it down, and ask anew.")
        )


def _waiting(asked: AskedRole) -> AskedRole:
    """Locks it, so that two people cannot answer it differently."""
    rows = AskedRole.objects.select_for_update(of=("self",))
    asked = rows.select_related("person", "asked_by", "employment").get(pk=asked.pk)
    if asked.answered_at:
        raise AlreadyAnsweredError
    return asked


def _terms(asked: AskedRole) -> Terms:
    return Terms(role=asked.role, employment=asked.employment, ends_at=asked.ends_at)


def _answer(asked: AskedRole, answer: str, *, by: Person, at: datetime) -> None:
    asked.answer, asked.answered_by, asked.answered_at = answer, by, at
    asked.save(update_fields=["answer", "answered_by", "answered_at"])
