import pkgutil

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
