"""The days of each task put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from portal.models import TaskDay

DAYS = 7


@dataclass(frozen=True)
class TaskWeek:
    task: str
    runs: int
    unfinished: int
    """Begun and not ended: at work just now, or its worker was killed."""
    errors: int
    mean_ms: int | None
    longest_ms: int
    last_error_at: datetime | None
    last_problem: str


def last_week(*, today: date) -> list[TaskWeek]:
    days = TaskDay.objects.filter(day__gt=today - timedelta(days=DAYS)).order_by("task", "day")
    return [_together(task, list(rows)) for task, rows in groupby(days, key=lambda day: day.task)]


def _together(task: str, days: list[TaskDay]) -> TaskWeek:
    ended = sum(day.ended for day in days)
    runs = sum(day.started for day in days)
    failed = [day for day in days if day.last_failed_at]
    return TaskWeek(
        task=task,
        runs=runs,
        unfinished=max(runs - ended, 0),
        errors=sum(day.failed for day in days),
        mean_ms=round(sum(day.total_ms for day in days) / ended) if ended else None,
        longest_ms=max(day.longest_ms for day in days),
        last_error_at=failed[-1].last_failed_at if failed else None,
        last_problem=failed[-1].last_problem if failed else "",
    )
