"""A plan asks nobody any more; or asks again. Nothing of what was answered changes."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.audit import record
from accounts.models import Person
from evaluation.models import Plan
from evaluation.permissions import can_keep_plans


@transaction.atomic
def close_plan(*, plan: Plan, by: Person, at: datetime) -> Plan:
    """Twice is once. Invitations stay as they are, so that asking again goes on. Locks the plan."""
    return _set(plan, by=by, closed_at=at, verb="plan.closed")


@transaction.atomic
def ask_again(*, plan: Plan, by: Person) -> Plan:
    """Whoever's time is not over is asked again. Locks the plan."""
    return _set(plan, by=by, closed_at=None, verb="plan.asks_again")


def _set(plan: Plan, *, by: Person, closed_at: datetime | None, verb: str) -> Plan:
    if not can_keep_plans(by):
        raise PermissionDenied
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if bool(plan.closed_at) != bool(closed_at):
        plan.closed_at = closed_at
        plan.save(update_fields=["closed_at"])
        record(actor=by, verb=verb, target=plan)
    return plan
