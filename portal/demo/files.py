"""Where the demonstration's words and dates come from."""

from __future__ import annotations

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

FOLDER = Path(__file__).parent
FRIDAY, NEXT_MONDAY = 5, 8
NAMESPACE = UUID("c4a7b0de-0000-4000-8000-000000000000")


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def id_of(kind: str, slug: str) -> UUID:
    """The same in every installation, so that what was loaded can be found again."""
    return uuid5(NAMESPACE, f"{kind}:{slug}")


def moment(at: datetime, *, days_ago: int, hour: int = 10) -> datetime:
    """In office hours on that day, or at `at` itself if that is still to come."""
    day = timezone.localdate(at) - timedelta(days=days_ago)
    return min(timezone.make_aware(datetime.combine(day, time(hour))), at)


def to_come(at: datetime, *, in_days: int, hour: int) -> datetime:
    """At half past, and never at a weekend; a bank holiday may be hit."""
    day = timezone.localdate(at) + timedelta(days=in_days)
    if day.isoweekday() > FRIDAY:
        day += timedelta(days=NEXT_MONDAY - day.isoweekday())
    return timezone.make_aware(datetime.combine(day, time(hour, 30)))
