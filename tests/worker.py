"""A Celery worker in a process of its own, on the broker and the database of this test process."""

import os
import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings

SMALL = ["--pool=solo", "--without-gossip", "--without-mingle", "--without-heartbeat"]


@contextmanager
def worker(*, mail_port, site_url):
    """Its letters go to that port and their links to that site."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": f"sqlite:///{settings.DATABASES['default']['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "CELERY_BROKER_URL": settings.CELERY_BROKER_URL,
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
