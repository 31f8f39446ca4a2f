"""Where somebody stands in a release of a course. Functions of their arguments only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from courses.rules import AtLeast, Everything, Lesson, Rule, unmet


@dataclass(frozen=True)
class Step:
    """A lesson and what one person has done with it; `progress` is None before it is begun."""

    number: int
    lesson: Any
    """A released lesson: `lesson_id`, `module_id`, `module`, `minutes`, `url`, `added_at`,
    `back_at`, `news_at`."""
    progress: Any | None
    is_withdrawn: bool = False
    """Hidden from everybody, and counted as done."""
    is_added: bool = False
    """Came after this person began."""
    is_back: bool = False
    """Was withdrawn and has come back since they began: where people choose, it counts."""
    has_news: bool = False
    """Something was added to it since this person began."""

    @property
    def is_extra(self) -> bool:
        """New to them, and not needed."""
        return self.is_added or self.is_back

    @property
    def is_done(self) -> bool:
        return bool(self.progress and self.progress.completed_at)

    @property
    def place(self) -> tuple[Any, int]:
        """The page that was open last, on the way that was taken, and its part."""
        if self.progress is None:
            return self.lesson.lesson, 1
        return self.progress.way or self.lesson.lesson, self.progress.part

    @property
    def resume_url(self) -> str:
        """To the very block that was open last."""
        if self.progress is None:
            return self.lesson.url
        page, part = self.place
        block = f"#b{self.progress.block}" if self.progress.block else ""
        return f"{page.url}?part={part}{block}"


@dataclass(frozen=True)
class Choice:
    """So many more of these steps."""

    count: int
    steps: list[Step]

    @property
    def is_open(self) -> bool:
        """There are more than are needed."""
        return len(self.steps) > self.count

    @property
    def module(self) -> Any | None:
        return self.steps[0].lesson.module

    @property
    def key(self) -> int | None:
        return self.steps[0].lesson.module_id


@dataclass(frozen=True)
class Section:
    """What is left of one module, or of the lessons that stand in none."""

    module: Any | None
    steps: list[Step]
    count: int | None
    """How many of them, where there is a choice."""


@dataclass(frozen=True)
class Standing:
    steps: list[Step]
    _needs: dict[int, int | None] = field(default_factory=dict)

    @cached_property
    def rule(self) -> Rule:
        branches: list[Rule] = []
        for module, steps in _by_module(self.steps):
            count = self._needs.get(module)
            branches.append(_all_needed(steps) if count is None else _choice(count, steps))
        return Everything(tuple(branches))

    def since(self, moment: datetime) -> Standing:
        """The same for somebody who enrolled then."""
        steps = [replace(step, **_came_since(step.lesson, moment)) for step in self.steps]
        return Standing(steps, self._needs)

    @cached_property
    def choices(self) -> list[Choice]:
        """What is unmet, each with the steps that would meet it."""
        by_key = {step.lesson.lesson_id: step for step in self.steps}
        credited = {
            step.lesson.lesson_id for step in self.steps if step.is_done or step.is_withdrawn
        }
        return [
            Choice(one.count, [by_key[key] for key in one.lessons])
            for one in unmet(self.rule, credited)
        ]

    @cached_property
    def left(self) -> list[Step]:
        """Every lesson that would bring the end nearer."""
        return [step for choice in self.choices for step in choice.steps]

    @property
    def sections(self) -> list[Section]:
        """What is unmet, for a page to list."""
        found = []
        for (_key, is_open), group in groupby(self.choices, key=lambda one: (one.key, one.is_open)):
            choices = list(group)
            steps = [step for choice in choices for step in choice.steps]
            found.append(Section(choices[0].module, steps, choices[0].count if is_open else None))
        return found

    @property
    def extra(self) -> list[Step]:
        """New since they began; they may, and need not. A new choice stands with the others."""
        asked = {step.number for step in self.left}
        return [
            step
            for step in self.steps
            if step.is_extra and not step.is_done and step.number not in asked
        ]

    @property
    def done(self) -> list[Step]:
        return [step for step in self.steps if step.is_done]

    @property
    def withdrawn(self) -> list[Step]:
        return [step for step in self.steps if step.is_withdrawn and not step.is_done]

    @property
    def is_complete(self) -> bool:
        """Nothing left, of something that was begun."""
        return any(step.progress for step in self.steps) and not self.choices

    @property
    def current(self) -> Step | None:
        """The unfinished lesson that was open last; before any was, the first one that is left."""
        begun = [step for step in self.left if step.progress]
        if begun:
            return max(begun, key=lambda step: step.progress.seen_at)
        return self.left[0] if self.left else None

    @property
    def minutes_left(self) -> int:
        return sum(
            sum(sorted(step.lesson.minutes for step in choice.steps)[: choice.count])
            for choice in self.choices
        )

    def left_after(self, lesson_key: int) -> Step | None:
        """The next lesson that is left, whatever is done with this one."""
        here = self.step_of(lesson_key)
        return next((step for step in self.left if here and step.number > here.number), None)

    def step_of(self, lesson_key: int) -> Step | None:
        return next((step for step in self.steps if step.lesson.lesson_id == lesson_key), None)


def standing_in(
    lessons: Iterable[Any],
    progress: Iterable[Any] = (),
    *,
    needs: dict[int, int | None] | None = None,
    withdrawn: Collection[int] = frozenset(),
    since: datetime | None = None,
) -> Standing:
    """Released lessons in the order of the course; progress of one person, in any order.

    `needs` says of a module how many of its lessons are needed, where not all are. `since` is when
    the person enrolled: lessons added later are extra.
    """
    by_lesson = {row.lesson_id: row for row in progress}
    steps = [
        Step(
            number,
            lesson,
            by_lesson.get(lesson.lesson_id),
            is_withdrawn=lesson.lesson_id in withdrawn,
            **_came_since(lesson, since),
            has_news=_is_later(lesson.news_at, since),
        )
        for number, lesson in enumerate(lessons, start=1)
    ]
    return Standing(steps, needs or {})


def standing_among(
    lessons: Iterable[Any], progress: Iterable[Any] = (), *, since: datetime | None = None
) -> Standing:
    """Of lessons that say by themselves what their module needs, and whether they are withdrawn."""
    lessons = list(lessons)
    return standing_in(
        lessons,
        progress,
        needs={each.module_id: each.needed for each in lessons if each.module_id},
        withdrawn={each.lesson_id for each in lessons if each.is_withdrawn},
        since=since,
    )


def _by_module(steps: Iterable[Step]) -> list[tuple[int | None, list[Step]]]:
    """A module stands where its first lesson does, wherever the others do."""
    groups: list[tuple[int | None, list[Step]]] = []
    by_module: dict[int, list[Step]] = {}
    for step in steps:
        module = step.lesson.module_id
        if module in by_module:
            by_module[module].append(step)
            continue
        groups.append((module, [step]))
        if module is not None:
            by_module[module] = groups[-1][1]
    return groups


def _all_needed(steps: Iterable[Step]) -> Rule:
    return Everything(tuple(Lesson(one.lesson.lesson_id) for one in steps if not one.is_extra))


def _choice(count: int, steps: Iterable[Step]) -> Rule:
    """What was added may be chosen and asks for no more; what came back goes on counting as done.

    So nothing that an author adds, withdraws or brings back makes it longer for anybody.
    """
    steps = list(steps)
    there = sum(not step.is_added for step in steps)
    open_ones = [step for step in steps if not step.is_back]
    count = min(count, there) - (len(steps) - len(open_ones))
    return AtLeast(max(count, 0), tuple(Lesson(step.lesson.lesson_id) for step in open_ones))


def _came_since(lesson: Any, since: datetime | None) -> dict[str, bool]:
    return {
        "is_added": _is_later(lesson.added_at, since),
        "is_back": _is_later(lesson.back_at, since),
    }


def _is_later(moment: datetime | None, since: datetime | None) -> bool:
    return bool(since and moment and moment > since)
