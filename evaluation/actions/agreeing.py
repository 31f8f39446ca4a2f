"""Totals of fewer than ten people: a lead asks, the privacy officer answers."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.audit import record
from accounts.models import Person
from evaluation.actions.planning import (
    NotAgreedError,
    PlanLockedError,
    lock_plan,
    restate_consent,
)
from evaluation.consent import own_words
from evaluation.disclosure import PILOT_K, check_k, may_change_k
from evaluation.models import Plan
from evaluation.permissions import can_agree_to_small_groups


class SeveralPlacesError(Exception):
    """It is used in more than one place: neither one pilot nor one session."""


class NothingAskedError(Exception):
    """Somebody has answered it already, or whoever asked has taken it back."""


@transaction.atomic
def ask_for_small_groups(
    *, plan: Plan, because: str, reason: str, by: Person, seen: datetime, at: datetime
) -> Plan:
    """Before the first answer only. Asking again replaces what was asked. Locks the plan."""
    plan = lock_plan(plan, by=by, seen=seen)
    plan.k_wished, plan.k_because, plan.k_reason, plan.k_answer = PILOT_K, because, reason, ""
    _refuse_what_cannot_be(plan)
    plan.k_asked_at, plan.k_asked_by, plan.changed_at = at, by, at
    _save(plan)
    record(actor=by, verb="plan.small_groups_asked", target=plan)
    return plan


@transaction.atomic
def agree_to_small_groups(*, plan: Plan, by: Person, at: datetime) -> Plan:
    """From now on the consent text says it. Locks the plan."""
    plan = _waiting(plan, by=by)
    _refuse_what_cannot_be(plan)
    plan.k, plan.k_wished, plan.k_agreed_at, plan.changed_at = plan.k_wished, None, at, at
    _save(plan)
    restate_consent(plan, own_words(plan.consent.words) if plan.consent else "")
    record(actor=by, verb="plan.small_groups_agreed", target=plan)
    return plan


@transaction.atomic
def decline_small_groups(*, plan: Plan, why: str, by: Person, at: datetime) -> Plan:
    """The plan stays as it is, and whoever asked reads why. Locks the plan."""
    plan = _waiting(plan, by=by)
    plan.k_wished, plan.k_answer, plan.changed_at = None, why, at
    _save(plan)
    record(actor=by, verb="plan.small_groups_declined", target=plan)
    return plan


def _waiting(plan: Plan, *, by: Person) -> Plan:
    """Nobody agrees to what they asked for themselves."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not can_agree_to_small_groups(by) or plan.k_asked_by_id == by.pk:
        raise PermissionDenied
    if plan.k_wished is None:
        raise NothingAskedError
    return plan


def _refuse_what_cannot_be(plan: Plan) -> None:
    if not may_change_k(plan.k, plan.k_wished, has_answers=plan.is_answered):
        raise PlanLockedError
    if check_k(plan.k_wished, is_small=bool(plan.k_because), officer_agrees=True):
        raise NotAgreedError
    if plan.occasions.count() > 1:
        raise SeveralPlacesError


def _save(plan: Plan) -> None:
    plan.save(
        update_fields=[
            "k",
            "k_wished",
            "k_because",
            "k_reason",
            "k_answer",
            "k_asked_at",
            "k_asked_by",
            "k_agreed_at",
            "changed_at",
        ]
    )
