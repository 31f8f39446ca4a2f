"""Where somebody stands in a course. Functions of their arguments only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """A lesson and what one person has done with it; `progress` is None before it is begun."""

    number: int
    lesson: Any
    progress: Any | None

    @property
    def is_done(self) -> bool:
        return bool(self.progress and self.progress.completed_at)


@dataclass(frozen=True)
class Standing:
    steps: list[Step]

    @property
    def left(self) -> list[Step]:
        return [step for step in self.steps if not step.is_done]

    @property
    def done(self) -> list[Step]:
        return [step for step in self.steps if step.is_done]

    @property
    def is_complete(self) -> bool:
        """Nothing left, if and only if there was something to do."""
        return bool(self.steps) and not self.left

    @property
    def current(self) -> Step | None:
        """The unfinished lesson that was open last; before any was, the first one that is left."""
        begun = [step for step in self.left if step.progress]
        if begun:
            return max(begun, key=lambda step: step.progress.seen_at)
        return self.left[0] if self.left else None

    @property
    def minutes_left(self) -> int:
        return sum(step.lesson.minutes for step in self.left)


def standing_in(lessons: Iterable[Any], progress: Iterable[Any]) -> Standing:
    """Lessons in the order of the course; progress of one person, in any order."""
    by_lesson = {row.lesson_id: row for row in progress}
    return Standing(
        [
            Step(number, lesson, by_lesson.get(lesson.pk))
            for number, lesson in enumerate(lessons, start=1)
        ]
    )
