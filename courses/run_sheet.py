"""What happens when in a session run from a kit. Functions of their arguments only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Step:
    number: int
    title: str
    minutes: int
    what_to_do: Any
    starts_at: datetime
    ends_at: datetime
    """By the plan, counted from the start of the session."""
    stage: Any = None
    """Of the case, where this step opens one."""


def steps_of(
    plan: Iterable[Mapping[str, Any]], *, stages: Sequence[Any], starts_at: datetime
) -> list[Step]:
    """One after the other. A stage that the case does not have is left out."""
    steps, begins = [], starts_at
    for number, row in enumerate(plan, 1):
        ends = begins + timedelta(minutes=row["minutes"])
        stage = dict(enumerate(stages, 1)).get(row["stage"])
        shown = (row["title"], row["minutes"], row["what_to_do"])
        steps.append(Step(number, *shown, begins, ends, stage))
        begins = ends
    return steps


def opens_each_in_order(plan: Iterable[Mapping[str, Any]], *, stages: int) -> bool:
    """Every stage of the case by one step, the first one first."""
    return [row["stage"] for row in plan if row["stage"]] == list(range(1, stages + 1))
