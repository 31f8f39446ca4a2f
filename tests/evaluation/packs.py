"""A pack as its reader has it."""

import csv
import io
from datetime import timedelta
from zipfile import ZipFile

from django.utils import timezone

from evaluation.actions import ask_for_rows
from evaluation.packs.work import work
from tests.accounts.factories import user_with_role

REASON = "The yearly report to the partnership."


def store_in(folder, settings):
    media = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    media["OPTIONS"] = {"location": str(folder)}
    settings.STORAGES = {**settings.STORAGES, "default": media}


def asked(plan, *, by=None, at=None):
    by = by or user_with_role("evaluator").person
    at = at or timezone.now()
    until = timezone.localdate() + timedelta(days=30)
    return ask_for_rows(by=by, plan=plan, reason=REASON, until=until, at=at)


def made(plan, **how):
    export = asked(plan, **how)
    assert work(export.pk, at=timezone.now())
    export.refresh_from_db()
    return export


def files_of(export):
    with export.file.open("rb") as content, ZipFile(content) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def table(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def tables_of(plan):
    files = files_of(made(plan))
    return {
        name.removesuffix(".csv"): table(content)
        for name, content in files.items()
        if name.endswith(".csv")
    }
