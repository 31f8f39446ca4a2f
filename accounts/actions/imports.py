"""Lists of people: take a file in, try it, run it, take it back."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.imports.work import HEADINGS, RIGHTS, Kind, State
from accounts.models import PeopleImport, Person
from accounts.permissions import has_right
from accounts.spreadsheets import read_table
from accounts.tasks.imports import work_on_import


@transaction.atomic
def upload_list(
    *,
    by: Person,
    kind: str,
    content: bytes,
    file_name: str,
    at: datetime,
    send_invitations: bool = False,
) -> PeopleImport:
    """Raises SpreadsheetError when the file as a whole cannot be read. Keeps only known columns."""
    if not has_right(by, RIGHTS[kind]):
        raise PermissionDenied
    known, required = HEADINGS[kind]
    table = read_table(content, columns=known, required=required)
    people_import = PeopleImport.objects.create(
        kind=kind,
        made_by=by,
        made_at=at,
        file_name=file_name[:120],
        rows=[[row.number, dict(row.cells), row.is_too_long] for row in table.rows],
        left_out=list(table.left_out),
        total=len(table.rows),
        send_invitations=send_invitations and kind == Kind.PEOPLE,
    )
    work_on_import.delay_on_commit(people_import.pk)
    return people_import


@transaction.atomic
def run_import(*, people_import: PeopleImport, by: Person) -> PeopleImport:
    return _ask_for(people_import, State.TO_RUN, by=by, only_from=State.CHECKED)


@transaction.atomic
def undo_import(*, people_import: PeopleImport, by: Person, at: datetime) -> PeopleImport:
    if not people_import.may_undo(at=at):
        raise PermissionDenied
    return _ask_for(people_import, State.TO_UNDO, by=by, only_from=State.DONE)


def _ask_for(
    people_import: PeopleImport, state: str, *, by: Person, only_from: str
) -> PeopleImport:
    """Only the uploader: what a list may touch hangs on who uploaded it."""
    found = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    if found.made_by != by:
        raise PermissionDenied
    if found.state == only_from:
        found.state = state
        found.save(update_fields=["state"])
        work_on_import.delay_on_commit(found.pk)
    return found
