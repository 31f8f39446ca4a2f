"""Whose list it is, and whose turn to work on it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.actions.imports import run_import, upload_list
from accounts.imports.work import work
from accounts.models import PeopleImport
from tests.accounts.factories import user_with_role
from tests.accounts.imports.lists import SAM, csv, upload

pytestmark = pytest.mark.django_db


def test_only_the_uploader_runs_and_undoes(lead, school):
    row = upload(lead, csv(SAM))
    other = user_with_role("administrator").person
    with pytest.raises(PermissionDenied):
        run_import(people_import=row, by=other)


def test_who_may_not_invite_cannot_upload(school):
    with pytest.raises(PermissionDenied):
        upload(user_with_role("champion").person, csv(SAM))


def test_work_that_another_worker_holds_is_left_alone_until_its_lease_ends(lead, school):
    row = upload_list(
        by=lead, kind="people", content=csv(SAM), file_name="x.csv", at=timezone.now()
    )
    now = timezone.now()
    PeopleImport.objects.filter(pk=row.pk).update(lease_ends_at=now + timedelta(minutes=1))
    assert not work(row.pk, at=now)
    assert work(row.pk, at=now + timedelta(minutes=2))
