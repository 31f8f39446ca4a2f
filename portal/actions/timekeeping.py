"""Keep count of tasks by day: how often, how long, and what went wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from portal.models import TaskDay

KEPT_FOR = timedelta(days=35)


def note_started(*, task: str, at: datetime) -> None:
    """Counted at the start too, so that a task whose worker was killed is seen."""
    _add(task, at, started=F("started") + 1)


def note_ended(*, task: str, at: datetime, ms: int, problem: BaseException | None = None) -> None:
    changes = {
        "ended": F("ended") + 1,
        "total_ms": F("total_ms") + ms,
        "longest_ms": Greatest(F("longest_ms"), ms),
    }
    if problem is not None:
        changes |= {
            "failed": F("failed") + 1,
            "last_problem": type(problem).__name__[:80],
            "last_failed_at": at,
        }
    _add(task, at, **changes)


def forget_old_days(*, today: date) -> int:
    return TaskDay.objects.filter(day__lt=today - KEPT_FOR).delete()[0]


def _add(task: str, at: datetime, **changes: object) -> None:
    row = {"task": task, "day": timezone.localdate(at)}
    TaskDay.objects.get_or_create(**row)
    TaskDay.objects.filter(**row).update(**changes)
