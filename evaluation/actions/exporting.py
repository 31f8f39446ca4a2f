from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.audit import record
from accounts.models import Person
from evaluation.models import Export, Plan
from evaluation.packs.tasks import work_on_export
from evaluation.permissions import can_take_rows


@transaction.atomic
def ask_for_rows(*, by: Person, plan: Plan, reason: str, until: date, at: datetime) -> Export:
    """They are written behind the page, and stay to be fetched for a day."""
    if not can_take_rows(by):
        raise PermissionDenied
    export = Export.objects.create(plan=plan, asked_by=by, reason=reason, until=until, asked_at=at)
    record(actor=by, verb="ask_for_rows", target=export)
    work_on_export.delay_on_commit(export.pk)
    return export


def fetch_rows(*, by: Person, export: Export, at: datetime) -> Export:
    """Written in the trail; why stands on the export, which stays when its file has gone."""
    if not can_take_rows(by) or export.asked_by_id != by.pk or not export.can_be_fetched(at=at):
        raise PermissionDenied
    record(actor=by, verb="download_rows", target=export, reason_code="stated_on_export")
    return export
