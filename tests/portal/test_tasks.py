import pkgutil

import pytest
from django.conf import settings

import accounts.tasks
from portal.celery import app


def test_every_module_of_tasks_is_known_to_the_worker():
    found = {
        f"accounts.tasks.{module.name}" for module in pkgutil.iter_modules(accounts.tasks.__path__)
    }
    assert found <= set(settings.CELERY_IMPORTS)


def test_every_task_on_the_timetable_exists():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        ("accounts.tasks.mail.send_access_mail", "mail"),
        ("notifications.tasks.sweep_messages", "mail"),
        ("accounts.tasks.imports.work_on_import", "heavy"),
        ("portal.tasks.beat_heart", "default"),
    ],
)
def test_each_task_goes_where_its_urgency_says(task, queue):
    assert app.amqp.router.route({}, task)["queue"].name == queue
