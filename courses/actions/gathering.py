"""Training that others offer: keep it, take it off the calendar, take in a list of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import Person
from accounts.spreadsheets import Row, read_table
from courses.models import OtherTraining, TrainingList
from courses.training_lists import COLUMNS, MOST_ROWS, REQUIRED, Plan, plan_list

BATCH = 200
LONGEST_NAME = 120


class TwiceError(Exception):
    """The same training, of the same provider at the same time, is there already."""


def keep_training(*, training: OtherTraining, facts: Mapping[str, Any], by: Person) -> None:
    """A new one, or what has changed about one that is there."""
    for name, value in facts.items():
        setattr(training, name, value)
    try:
        with transaction.atomic():
            training.save()
            audit.record(actor=by, verb="other_training.kept", target=training)
    except IntegrityError as problem:
        raise TwiceError from problem


@transaction.atomic
def show_training(*, training: OtherTraining, is_shown: bool, by: Person) -> None:
    """On the calendar, or off it. The row stays, so that no list brings it back."""
    changed = OtherTraining.objects.filter(pk=training.pk).exclude(is_active=is_shown)
    if changed.update(is_active=is_shown):
        verb = "other_training.shown" if is_shown else "other_training.hidden"
        audit.record(actor=by, verb=verb, target=training)


@transaction.atomic
def upload_training_list(
    *, content: bytes, file_name: str, by: Person, at: datetime
) -> TrainingList:
    """A trial: no training changes. Raises SpreadsheetError when the file cannot be read at all.

    Lists that were uploaded long ago go.
    """
    table = read_table(content, columns=COLUMNS, required=REQUIRED, most_rows=MOST_ROWS)
    TrainingList.objects.filter(made_at__lt=at - TrainingList.KEPT_FOR).delete()
    return TrainingList.objects.create(
        file_name=file_name[:LONGEST_NAME],
        made_by=by,
        made_at=at,
        rows=[[row.number, dict(row.cells), row.is_too_long] for row in table.rows],
        left_out=list(table.left_out),
        reports=plan_list(table.rows, at=at).reports,
    )


@transaction.atomic
def apply_training_list(*, training_list: TrainingList, by: Person, at: datetime) -> TrainingList:
    """All rows that can be used, or none. A second time changes nothing. Locks the list."""
    found = TrainingList.objects.select_for_update().get(pk=training_list.pk)
    if found.applied_at is None:
        plan = plan_list([Row(*row) for row in found.rows], at=at)
        _write(plan)
        found.reports, found.applied_at = plan.reports, at
        found.save(update_fields=["reports", "applied_at"])
        audit.record(actor=by, verb="training_list.applied", target=found)
    return found


def _write(plan: Plan) -> None:
    """What another list brought in the same moment stays as that one said."""
    OtherTraining.objects.bulk_create(plan.new, ignore_conflicts=True, batch_size=BATCH)
    for name, rows in plan.changed.items():
        OtherTraining.objects.bulk_update(rows, [name], batch_size=BATCH)
