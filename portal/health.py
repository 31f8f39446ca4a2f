"""Is each part that the portal needs answering? Words for operators, never the text of an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from celery import current_app
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from portal.models import Heartbeat

OK = "ok"
SILENT_AFTER = timedelta(seconds=150)


def parts(*, at: datetime) -> dict[str, str]:
    return {
        "database": _state(_ask_database),
        "broker": _state(_ask_broker),
        "storage": _state(_ask_storage),
        "worker": _state(lambda: _worker(at=at)),
    }


def _state(ask: Callable[[], str]) -> str:
    try:
        return ask()
    except Exception as problem:
        return f"not answering ({type(problem).__name__})"


def _ask_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _ask_broker() -> str:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)
    return OK


def _ask_storage() -> str:
    name = default_storage.save(f"health/{uuid4()}", ContentFile(b"ok"))
    default_storage.delete(name)
    return OK


def _worker(*, at: datetime) -> str:
    """The heartbeat is asked for by beat and written by a worker, so it speaks for both."""
    heartbeat = Heartbeat.objects.first()
    if heartbeat is None:
        return "has not been heard of yet"
    return OK if at - heartbeat.at < SILENT_AFTER else "silent; is the worker or beat stopped?"


def waiting_in_queues() -> dict[str, int | None]:
    """How many tasks wait in each queue; None where the broker does not say."""
    names = [queue.name for queue in current_app.amqp.queues.values()]
    try:
        with current_app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)
            ask = broker.default_channel.queue_declare
            # Not passively: where nothing waits, this broker knows of no such queue.
            return {name: ask(queue=name, durable=True).message_count for name in names}
    except Exception:
        return dict.fromkeys(names)
