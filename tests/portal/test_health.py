import datetime

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from portal import health
from portal.models import Heartbeat
from portal.tasks import beat_heart

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media"},
        },
    }


def test_a_process_that_answers_is_alive(client):
    assert client.get("/healthz").content == b"ok"


def test_everything_is_ready_once_a_worker_has_been_heard_of(client):
    beat_heart()

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "database": "ok",
        "broker": "ok",
        "storage": "ok",
        "worker": "ok",
    }
    assert default_storage.listdir("health") == ([], [])


def test_the_broker_says_how_many_tasks_wait_in_each_queue():
    before = health.waiting_in_queues()
    assert set(before) == {"mail", "default", "heavy"}
    beat_heart.delay()
    assert health.waiting_in_queues() == {**before, "default": before["default"] + 1}


def test_a_silent_worker_is_named(client):
    Heartbeat.objects.create(at=timezone.now() - datetime.timedelta(minutes=3))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["worker"].startswith("silent")
    assert answer.json()["database"] == "ok"


def test_a_storage_that_cannot_be_written_is_named_without_its_address(client, tmp_path):
    (tmp_path / "media").write_text("a file where a folder should be")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["storage"].startswith("not answering")
    assert str(tmp_path) not in answer.content.decode()


def test_a_broker_that_does_not_answer_is_named(client, settings, celery_app_without_broker):
    assert health.parts(at=timezone.now())["broker"].startswith("not answering")


def test_the_heart_beats_in_one_row():
    beat_heart()
    beat_heart()

    assert Heartbeat.objects.count() == 1
    assert connection.is_usable()


@pytest.fixture
def celery_app_without_broker():
    from portal import celery_app

    address = celery_app.conf.broker_write_url
    celery_app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    yield celery_app
    celery_app.conf.broker_write_url = address
