"""Letters a second by one worker, its memory, and the bell among as many rows as there may be."""

import resource
import statistics
import time
from multiprocessing import get_context
from types import SimpleNamespace

from django.conf import settings
from django.db import connection, connections

from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from portal.navigation import unread_messages
from tests.accounts.factories import PersonFactory
from tests.mail_sink import MailSink
from tests.notifications.factories import NOTE, NOW, AlwaysOpen, MessageFactory

READERS = 100
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)"


def sweep_speed(count):
    """One worker in a process of its own, its letters taken by a real mail server in this one."""
    AlwaysOpen()
    rows = (
        Message(
            key=f"bench:{number}",
            kind=NOTE.code,
            address=f"reader{number}@example.org",
            reason="Measured.",
            due_at=NOW,
            try_at=NOW,
        )
        for number in range(count)
    )
    Message.objects.bulk_create(rows, batch_size=1_000)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with MailSink() as sink:
        settings.EMAIL_PORT = sink.port
        connections.close_all()
        fork = get_context("fork")
        ours, theirs = fork.Pipe()
        fork.Process(target=_sweep_all, args=[theirs]).start()
        seconds, megabytes = ours.recv()
        taken = len(sink.letters)
    if taken != count:
        raise SystemExit(f"{taken} of {count} letters arrived; there is nothing to measure.")
    return {"name": "sweep", "letters_a_second": round(count / seconds), "peak_mb": megabytes}


def _sweep_all(answer):
    started = time.perf_counter()
    while sweep_messages(at=NOW):
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answer.send((time.perf_counter() - started, peak))


def bell_speed(count, *, times=200):
    people = PersonFactory.create_batch(READERS)
    sample = MessageFactory(person=people[0], state="sent", ended_at=NOW)
    _multiply(sample, count, first_person=people[0].pk)
    users = [SimpleNamespace(is_authenticated=True, person=person) for person in people]
    asking = [SimpleNamespace(user=user) for user in users]
    took, in_database = [], []
    for number in range(times):
        with connection.execute_wrapper(_timed(in_database)):
            started = time.perf_counter()
            unread_messages(asking[number % READERS])
            took.append((time.perf_counter() - started) * 1000)
    slowest = statistics.quantiles(took, n=20)[-1]
    return {
        "name": "bell",
        "rows": Message.objects.count(),
        "median_ms": round(statistics.median(took), 3),
        "p95_ms": round(slowest, 3),
        "query_median_ms": round(statistics.median(in_database), 3),
    }


def _timed(took):
    def ask(execute, *question):
        started = time.perf_counter()
        answer = execute(*question)
        took.append((time.perf_counter() - started) * 1000)
        return answer

    return ask


def _multiply(sample, count, *, first_person):
    """Every second one was read; each reader has as many as the others."""
    told = {
        "key": "'many:' || n.i",
        "person_id": f"{first_person} + n.i % {READERS}",
        "read_at": "CASE WHEN n.i % 2 = 0 THEN m.ended_at END",
    }
    columns = [field.column for field in Message._meta.concrete_fields if not field.primary_key]
    values = [told.get(column, f"m.{column}") for column in columns]
    table = Message._meta.db_table
    insert = (
        f"INSERT INTO {table} ({', '.join(columns)}) {NUMBERS} "  # noqa: S608
        f"SELECT {', '.join(values)} FROM {table} m, n WHERE m.id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(insert.replace("% ", "%% "), [count, sample.pk])
        cursor.execute("ANALYZE")
