"""A worker that dies in the middle of a list, and one that lives longer than its lease."""

import os
import signal
from datetime import timedelta
from multiprocessing import get_context
from threading import Thread

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from accounts.actions.imports import upload_list
from accounts.imports.work import sweep_imports, work
from accounts.models import PeopleImport
from accounts.spreadsheets import write_table
from tests.accounts.factories import (
    EmploymentTypeFactory,
    OrganisationFactory,
    ProfessionFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [[f"Reader {number}", "Wenlow Primary"] for number in range(50)]
TWO_MINUTES = timedelta(minutes=2)


@pytest.fixture
def uploaded():
    ProfessionFactory()
    EmploymentTypeFactory()
    lead = user_with_role("organisation_lead", organisation=OrganisationFactory()).person
    content = write_table(["name", "organisation"], ROWS).encode()
    facts = {"kind": "people", "content": content, "file_name": "x.csv", "at": timezone.now()}
    return upload_list(by=lead, **facts)


def test_a_list_whose_worker_was_killed_is_taken_up_again_within_two_minutes(uploaded):
    at = timezone.now()
    connections.close_all()
    worker = get_context("fork").Process(target=work_and_be_killed, args=[uploaded.pk, at])
    worker.start()
    worker.join(60)
    assert worker.exitcode == -signal.SIGKILL
    assert not uploaded.reports.exists()
    assert sweep_imports(at=at) == 0

    assert sweep_imports(at=at + TWO_MINUTES) == 1

    uploaded.refresh_from_db()
    assert (uploaded.state, uploaded.claim) == (PeopleImport.State.CHECKED, None)
    assert uploaded.reports.count() == len(ROWS)


def work_and_be_killed(import_id, at):
    """In the middle of its one transaction, with nothing left to tidy up."""

    def be_killed(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(be_killed):
        work(import_id, at=at)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="there the whole file is held")
def test_a_list_whose_worker_lives_is_passed_over_however_long_it_takes(uploaded):
    later = timezone.now() + TWO_MINUTES
    taken = []

    def another_worker():
        taken.append(sweep_imports(at=later))
        connection.close()

    with transaction.atomic():
        PeopleImport.objects.select_for_update().get(pk=uploaded.pk)
        other = Thread(target=another_worker)
        other.start()
        other.join(30)
    assert taken == [0]
