"""Lists of people as somebody uploads them, and what came of each row."""

from django.utils import timezone

from accounts.actions.imports import run_import, undo_import, upload_list
from accounts.imports.work import work
from accounts.models import Employment, Invitation, Person, RoleGrant
from accounts.spreadsheets import write_table

HEAD = ["name", "e-mail", "organisation", "profession", "how employed", "starts", "ends"]
SAM = ["Sam Carter", "sam@example.org", "Wenlow Primary", "Teacher", "Employed", "01/09/2025", ""]


def csv(*rows, head=HEAD):
    return write_table(head, rows).encode()


def upload(by, content, kind="people", **extra):
    row = upload_list(
        by=by, kind=kind, content=content, file_name="list.csv", at=timezone.now(), **extra
    )
    return finish(row)


def finish(row, at=None):
    assert work(row.pk, at=at or timezone.now())
    row.refresh_from_db()
    return row


def run(by, content, kind="people", **extra):
    row = upload(by, content, kind, **extra)
    run_import(people_import=row, by=by)
    return finish(row)


def take_back(row):
    undo_import(people_import=row, by=row.made_by, at=timezone.now())
    return finish(row)


def reports(row, *, is_trial):
    return list(row.reports.filter(is_trial=is_trial).values_list("number", "outcome", "notes"))


def outcomes(row):
    return [outcome for _, outcome, _ in reports(row, is_trial=row.state == "checked")]


def notes(row):
    return [note for _, _, notes in reports(row, is_trial=True) for note in notes]


def everything():
    people = Person.objects.order_by("pk").values_list("pk", "display_name", "email")
    jobs = Employment.objects.order_by("pk").values()
    grants = RoleGrant.objects.order_by("pk").values_list("pk", "ends_at")
    letters = Invitation.objects.order_by("pk").values_list("pk", "email")
    return [list(rows) for rows in (people, jobs, grants, letters)]
