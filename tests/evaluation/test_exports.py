"""Asking for rows, the worker that writes them, and what becomes of the file."""

import os
import signal
from datetime import timedelta
from multiprocessing import get_context

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from evaluation import privacy
from evaluation.models import Export
from evaluation.packs import tasks
from evaluation.packs.work import sweep_exports, work
from tests.accounts.factories import PersonFactory, user_with_role
from tests.evaluation.factories import OccasionFactory, PlanFactory, matched_people
from tests.evaluation.packs import REASON, asked, files_of, made, store_in

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=3)
NAME_ROLES = (
    "facilitator", "trainer", "organisation_lead", "privacy_officer", "safeguarding_lead",
    "administrator", "programme_lead", "commissioner",
)  # fmt: skip


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    """What lies in the storage, by name."""
    store_in(tmp_path, settings)
    return tmp_path / "exports"


@pytest.fixture
def evaluator(client):
    user = user_with_role("evaluator")
    client.force_login(user)
    return user.person


def inside(place):
    return sorted(path.name for path in place.iterdir()) if place.exists() else []


def rows_page(plan):
    return reverse("evaluation:rows", args=[plan.uuid])


def test_an_evaluator_asks_and_gets_the_pack_and_the_trail_says_so(client, evaluator):
    plan = OccasionFactory().plan
    until = timezone.localdate() + timedelta(days=7)
    client.post(rows_page(plan), {"reason": REASON, "until": until.isoformat()})
    export = Export.objects.get()
    assert (export.asked_by, export.reason, export.until) == (evaluator, REASON, until)
    work(export.pk, at=timezone.now())
    address = reverse("evaluation:download_rows", args=[export.uuid])
    assert address in client.get(rows_page(plan)).content.decode()

    got = client.get(address)

    assert b"".join(got.streaming_content).startswith(b"PK")
    assert "no-store" in got["Cache-Control"]
    assert "attachment" in got["Content-Disposition"]
    verbs = AuditEntry.objects.filter(target_id=str(export.uuid), actor=evaluator.uuid)
    assert list(verbs.values_list("verb", flat=True)) == ["ask_for_rows", "download_rows"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", ""),
        ("reason", "because"),
        ("until", ""),
        ("until", "2020-01-01"),
        ("until", "2999-01-01"),
    ],
)
def test_without_a_reason_and_an_end_nothing_is_written(client, evaluator, field, value):
    until = timezone.localdate() + timedelta(days=7)
    given = {"reason": REASON, "until": until.isoformat(), field: value}
    html = client.post(rows_page(PlanFactory()), given).content.decode()
    assert "govuk-error-summary" in html
    assert not Export.objects.exists()


@pytest.mark.parametrize("role", NAME_ROLES)
def test_roles_that_see_names_take_no_rows(client, role):
    user, export = user_with_role(role), made(PlanFactory())
    client.force_login(user)
    assert client.get(rows_page(export.plan)).status_code == 403
    address = reverse("evaluation:download_rows", args=[export.uuid])
    assert client.get(address).status_code == 403
    with pytest.raises(PermissionDenied):
        asked(export.plan, by=user.person)


def test_what_somebody_else_asked_for_is_not_there(client, evaluator):
    export = made(PlanFactory())
    assert client.get(reverse("evaluation:download_rows", args=[export.uuid])).status_code == 404


def test_a_right_that_ended_meanwhile_makes_no_file(place):
    export = asked(PlanFactory())
    export.asked_by.role_grants.all().delete()
    assert not work(export.pk, at=timezone.now())
    export.refresh_from_db()
    assert export.state == Export.State.FAILED
    assert inside(place) == []


def test_the_file_is_deleted_after_its_day_and_the_reason_stays(client, evaluator, place):
    export = made(PlanFactory(), by=evaluator)
    assert inside(place) == [f"{export.uuid}.zip"]
    sweep_exports(at=export.expires_at - timedelta(seconds=1))
    assert inside(place) == [f"{export.uuid}.zip"]

    sweep_exports(at=export.expires_at)

    assert inside(place) == []
    export.refresh_from_db()
    assert (export.state, export.reason) == (Export.State.EXPIRED, REASON)
    address = reverse("evaluation:download_rows", args=[export.uuid])
    assert client.get(address).status_code == 404


def test_a_file_whose_day_is_over_is_not_sent_though_nothing_swept_it(client, evaluator):
    export = made(PlanFactory(), by=evaluator)
    Export.objects.update(expires_at=timezone.now())
    address = reverse("evaluation:download_rows", args=[export.uuid])
    assert client.get(address).status_code == 404


def test_after_three_tries_it_is_given_up(client, evaluator, place):
    export = asked(PlanFactory(), by=evaluator)
    Export.objects.update(tries=Export.MOST_TRIES)
    assert sweep_exports(at=timezone.now()) == 0
    assert "could not be written" in client.get(rows_page(export.plan)).content.decode()
    assert inside(place) == []


def test_two_workers_make_one_file(place):
    export = made(PlanFactory())
    assert not work(export.pk, at=timezone.now())
    assert inside(place) == [f"{export.uuid}.zip"]


def test_rows_somebody_asked_for_go_with_them(place, django_capture_on_commit_callbacks):
    export = made(PlanFactory())
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(export.asked_by)
    assert inside(place) == []
    assert not Export.objects.exists()


def test_what_was_asked_for_is_the_kept_records_after_a_merge():
    export, keep = made(PlanFactory()), PersonFactory()
    privacy.merge(keep=keep, into_keep=export.asked_by)
    export.refresh_from_db()
    assert export.asked_by == keep
    assert privacy.export_for(keep)["rows_taken"][0]["reason"] == REASON


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["while it writes", "while it keeps", "before it says so"])
def test_a_killed_worker_leaves_no_half_file_and_another_takes_up_the_row(place, moment):
    occasion = OccasionFactory()
    matched_people(occasion, 3)
    export, at = asked(occasion.plan), timezone.now()
    connections.close_all()
    worker = get_context("fork").Process(target=work_and_be_killed, args=[export.pk, at, moment])
    worker.start()
    worker.join(60)
    assert worker.exitcode == -signal.SIGKILL
    if moment == "while it writes":
        assert inside(place) == []
    if moment == "while it keeps":
        assert inside(place) == [f"{export.uuid}.zip.part"]
    assert sweep_exports(at=at) == 0

    assert sweep_exports(at=at + LATER) == 1

    export.refresh_from_db()
    assert (export.state, export.tries) == (Export.State.READY, 2)
    assert inside(place) == [f"{export.uuid}.zip"]
    assert "long.csv" in files_of(export)


def work_and_be_killed(export_id, at, moment):
    """With nothing left to tidy up."""

    def be_killed():
        os.kill(os.getpid(), signal.SIGKILL)

    def in_database(execute, sql, params, many, context):
        if moment == "while it writes" and "shuffled" in sql:
            be_killed()
        if moment == "before it says so" and "ready" in (params or ()):
            be_killed()
        return execute(sql, params, many, context)

    if moment == "while it keeps":
        os.replace = lambda *places: be_killed()
    with connection.execute_wrapper(in_database):
        work(export_id, at=at)


def test_a_pack_may_take_longer_than_other_work_since_its_lease_keeps_others_off(settings):
    for task in (tasks.work_on_export, tasks.sweep_exports):
        assert settings.CELERY_TASK_TIME_LIMIT < task.soft_time_limit < task.time_limit
