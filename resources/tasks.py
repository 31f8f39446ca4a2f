from __future__ import annotations

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_what_is_scheduled() -> None:
    """Pages whose day has come go live, and those whose day is over go. Twice does no more."""
    call_command("publish_scheduled", verbosity=0)
