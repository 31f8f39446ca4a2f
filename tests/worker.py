"""A Celery worker in a process of its own, on the broker and the database of this test process."""

import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings

SMALL = ["--pool=solo", "--without-gossip", "--without-mingle", "--without-heartbeat"]


@contextmanager
def worker(*, mail_port, site_url, broker_url=None):
    """Its letters go to that port and their links to that site."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "CELERY_BROKER_URL": broker_url or settings.CELERY_BROKER_URL,
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "SITE_URL": site_url,
    }
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "portal", "worker"]
    command = [*celery, "--loglevel=WARNING", *SMALL]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment) as running:
        try:
            yield running
        finally:
            running.terminate()


def database_url():
    """Of the copy that this test process works on."""
    given = settings.DATABASES["default"]
    if given["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{given['NAME']}"
    who = ":".join(quote(given[part]) for part in ("USER", "PASSWORD") if given[part])
    where = quote(given["HOST"], safe="") + (f":{given['PORT']}" if given["PORT"] else "")
    return f"postgres://{who}@{where}/{given['NAME']}"
