"""The long part of an import: claimed by one worker, done in one transaction, stamped."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.imports import columns
from accounts.imports.book import Book
from accounts.imports.leavers import plan_leavers
from accounts.imports.people import plan_people
from accounts.imports.plan import Plan
from accounts.imports.undoing import undo
from accounts.imports.writing import write
from accounts.models import ImportRow, Organisation, PeopleImport
from accounts.rights import Right
from accounts.spreadsheets import Row

State, Kind = PeopleImport.State, PeopleImport.Kind
RIGHTS = {Kind.PEOPLE: Right.INVITE_PEOPLE, Kind.LEAVERS: Right.CONFIRM_PEOPLE}
HEADINGS = {
    Kind.PEOPLE: (columns.PEOPLE, columns.PEOPLE_REQUIRED),
    Kind.LEAVERS: (columns.LEAVERS, columns.LEAVERS_REQUIRED),
}


def work(import_id: int, *, at: datetime) -> bool:
    """Claim, do what the state asks for, stamp. After a killed worker's lease, beat tries again."""
    token = uuid.uuid4()
    if not PeopleImport.objects.free(at=at).filter(pk=import_id).claim(token, at=at):
        return False
    steps = {State.TO_CHECK: _check, State.TO_RUN: _run, State.TO_UNDO: _undo}
    with transaction.atomic():
        held = PeopleImport.objects.select_for_update(of=["self"]).select_related("made_by__user")
        people_import = held.filter(pk=import_id, claim=token).first()
        if people_import is None:
            return False
        steps[people_import.state](people_import, at=at)
        people_import.claim = people_import.lease_ends_at = None
        people_import.save()
    return True


def sweep_imports(*, at: datetime) -> int:
    """Whatever a lost task left behind; old files are emptied, old imports forgotten."""
    PeopleImport.objects.made_before(at - PeopleImport.KEPT_FOR).delete()
    stale = PeopleImport.objects.made_before(at - 2 * PeopleImport.UNDO_FOR).exclude(rows=[])
    stale.update(rows=[])
    waiting = list(PeopleImport.objects.free(at=at).values_list("pk", flat=True)[:5])
    return sum(work(import_id, at=at) for import_id in waiting)


def make_plan(people_import: PeopleImport, *, at: datetime) -> Plan:
    """The one way to a report, for the trial and for the real run."""
    rows = [Row(number, cells, long) for number, cells, long in people_import.rows]
    right = RIGHTS[people_import.kind]
    book = Book(by=people_import.made_by, right=right, rows=rows, at=at)
    if people_import.kind == Kind.LEAVERS:
        return plan_leavers(rows, book=book)
    return plan_people(rows, book=book, invites=people_import.send_invitations)


def _check(people_import: PeopleImport, *, at: datetime) -> None:
    _keep_reports(people_import, make_plan(people_import, at=at), is_trial=True)
    people_import.state = State.CHECKED


def _run(people_import: PeopleImport, *, at: datetime) -> None:
    """Holds the uploader's organisations, so that two lists do not add one person twice."""
    places = Organisation.objects.where(people_import.made_by, RIGHTS[people_import.kind])
    list(places.select_for_update(of=["self"]).order_by("pk"))
    plan = make_plan(people_import, at=at)
    write(plan, people_import=people_import, at=at)
    _keep_reports(people_import, plan, is_trial=False)
    people_import.state, people_import.run_at = State.DONE, at
    audit.record(actor=people_import.made_by, verb="import.run", target=people_import)


def _undo(people_import: PeopleImport, *, at: datetime) -> None:
    undo(people_import)
    people_import.state, people_import.undone_at = State.UNDONE, at
    audit.record(actor=people_import.made_by, verb="import.undone", target=people_import)


def _keep_reports(people_import: PeopleImport, plan: Plan, *, is_trial: bool) -> None:
    people_import.looked_at = len(plan.reports)
    people_import.reports.filter(is_trial=is_trial).delete()
    reports = [
        ImportRow(
            people_import=people_import,
            is_trial=is_trial,
            number=report.number,
            outcome=report.outcome,
            notes=[list(note) for note in report.notes],
        )
        for report in plan.reports
    ]
    ImportRow.objects.bulk_create(reports, batch_size=500)
