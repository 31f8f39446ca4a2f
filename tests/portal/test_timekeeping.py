"""How often tasks run, how long they take, what goes wrong: counted by workers themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from kombu import Connection

from portal.actions.timekeeping import KEPT_FOR, forget_old_days, note_ended, note_started
from portal.models import TaskDay
from portal.task_weeks import last_week
from portal.tasks import beat_heart
from tests.accounts.factories import user_with_role
from tests.broker import Broker
from tests.queries import queries_of
from tests.worker import worker
from tools.servers import wait_for

NOW = datetime(2026, 11, 18, 11, tzinfo=UTC)


def run(task="portal.tasks.beat_heart", *, at=NOW, ms=10, problem=None):
    note_started(task=task, at=at)
    note_ended(task=task, at=at, ms=ms, problem=problem)


@pytest.mark.django_db
def test_a_week_of_one_task_is_put_together():
    run(ms=10)
    run(ms=40, at=NOW - timedelta(days=1))
    run(ms=10, problem=ValueError("a name that must not be kept"))
    note_started(task="portal.tasks.beat_heart", at=NOW)
    run(at=NOW - timedelta(days=7), ms=9_999)
    (week,) = last_week(today=NOW.date())
    assert (week.runs, week.unfinished, week.errors) == (4, 1, 1)
    assert (week.mean_ms, week.longest_ms) == (20, 40)
    assert (week.last_problem, week.last_error_at) == ("ValueError", NOW)


@pytest.mark.django_db
def test_a_task_that_never_ended_has_no_mean():
    note_started(task="portal.tasks.beat_heart", at=NOW)
    assert last_week(today=NOW.date())[0].mean_ms is None


@pytest.mark.django_db
def test_old_days_are_forgotten():
    run(at=NOW - KEPT_FOR - timedelta(days=1))
    run(at=NOW - KEPT_FOR)
    assert forget_old_days(today=NOW.date()) == 1
    assert TaskDay.objects.get().day == (NOW - KEPT_FOR).date()


@pytest.mark.django_db
def test_the_page_asks_the_same_for_many_tasks_as_for_one(client):
    client.force_login(user_with_role("administrator"))
    run(at=timezone.now())
    page = reverse("running")
    assert "portal.tasks.beat_heart" in client.get(page).text
    one = queries_of(lambda: client.get(page))
    for number in range(5):
        run(f"tests.task_{number}", at=timezone.now(), problem=OSError())
    assert queries_of(lambda: client.get(page)) == one


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_counts_its_tasks():
    with (
        Broker() as broker,
        worker(mail_port=1, site_url="http://localhost", broker_url=broker.url),
        Connection(broker.url) as connection,
    ):
        beat_heart.apply_async(connection=connection)
        wait_for(lambda: TaskDay.objects.filter(ended=1).exists(), "The worker's count")
    day = TaskDay.objects.get()
    assert (day.task, day.started, day.failed) == ("portal.tasks.beat_heart", 1, 0)
