"""What results cost: the change of so many pairs, a pack of answers, and a million of them.

A pack is written by a worker in a process of its own, so that its peak memory is its own.
"""

import json
import math
import os
import subprocess
import sys
import time
from datetime import timedelta
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils import timezone

from evaluation.actions import ask_for_rows
from evaluation.statistics import Pair, analyse_pairs
from tests.accounts.factories import user_with_role
from tools.bench.surveys import answer_by_many, asked_before_and_after

PAIRS = (100, 10_000, 100_000)
SIZES = (5_000, 60_000, 1_000_000)
"""Answers to single questions, in this order: each pack holds what came before."""
STATEMENTS, MOMENTS = 12, 2


def figures():
    yield from (analysed(count) for count in PAIRS)
    yield from packed(SIZES)


def analysed(count):
    """All that `analyse_pairs` prints of one file, without reading it."""
    pairs = [Pair(1 + number * 7 % 41 / 10, 1 + number * 11 % 43 / 10) for number in range(count)]
    started = time.perf_counter()
    analyse_pairs(pairs, reliability=0.8)
    seconds = round(time.perf_counter() - started, 3)
    return {"name": f"analyse {count:,} matched pairs", "seconds": seconds}


def packed(sizes):
    """Of the practice scale before and after. Memory may hardly grow from one to the next."""
    occasion, there = asked_before_and_after(), 0
    for size in sizes:
        people = math.ceil(size / STATEMENTS / MOMENTS)
        answer_by_many(occasion, range(there, people))
        there = people
        written = in_a_worker(asked_for(occasion.plan))
        forms = people * MOMENTS
        name = f"pack of {forms * STATEMENTS:,} answers in {forms:,} forms"
        yield {"name": name, **written}


def asked_for(plan):
    now = timezone.now()
    return ask_for_rows(
        by=user_with_role("evaluator").person,
        plan=plan,
        reason="It is measured how long this takes.",
        until=timezone.localdate(now) + timedelta(days=30),
        at=now,
    )


def in_a_worker(export):
    """A new process: a fork begins with the memory of this one as its own peak."""
    with TemporaryDirectory(prefix="portal-bench-") as folder:
        where = {"DATABASE_URL": _address(), "STORAGE_URL": f"file://{folder}"}
        told = subprocess.run(
            [sys.executable, "-m", "tools.bench.one_pack", str(export.pk)],
            env={**os.environ, **where},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
    return json.loads(told)


def _address():
    """Of the database that is measured, which has a name of its own."""
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
