from __future__ import annotations

from datetime import datetime
from functools import partial

from celery import current_app
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.audit import record
from accounts.models import Person
from evaluation.models import Plan, Preparation
from evaluation.permissions import can_see_results

TASK = "evaluation.tasks.prepare_figures"
"""By its name: the task brings SciPy and the charts along, which no page needs."""


@transaction.atomic
def ask_for_figures(*, by: Person, plan: Plan, at: datetime) -> Preparation:
    """They are made behind the page. Asking twice asks once. Locks the plan."""
    if not can_see_results(by):
        raise PermissionDenied
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    known = Preparation.objects.filter(plan=plan).first()
    if known and known.is_under_way:
        return known
    afresh = {
        "asked_by": by,
        "asked_at": at,
        "state": Preparation.State.WAITING,
        "step": 0,
        "claim": None,
        "lease_ends_at": None,
        "tries": 0,
    }
    row, _is_new = Preparation.objects.update_or_create(plan=plan, defaults=afresh)
    record(actor=by, verb="ask_for_figures", target=plan)
    task = partial(current_app.send_task, TASK, args=[row.pk])
    # Beat takes the row up where no broker is there to be told.
    transaction.on_commit(task, robust=True)
    return row
