"""Listens to a worker's tasks. Only a worker does: what runs elsewhere keeps no count."""

from __future__ import annotations

from time import monotonic
from typing import Any

from celery import Task, states
from celery.signals import task_postrun, task_prerun, worker_init
from django.utils import timezone

from portal.actions.timekeeping import note_ended, note_started

_began: dict[str, float] = {}


def join_workers() -> None:
    worker_init.connect(_listen)


def _listen(**_facts: Any) -> None:
    """Before the worker forks, so that each of its processes listens too."""
    task_prerun.connect(_on_start)
    task_postrun.connect(_on_end)


def _on_start(task_id: str, task: Task, **_facts: Any) -> None:
    _began[task_id] = monotonic()
    note_started(task=task.name, at=timezone.now())


def _on_end(task_id: str, task: Task, state: str, retval: Any, **_facts: Any) -> None:
    ms = round((monotonic() - _began.pop(task_id)) * 1000)
    problem = retval if state == states.FAILURE else None
    note_ended(task=task.name, at=timezone.now(), ms=ms, problem=problem)
