"""Which courses are asked of somebody, why, and from when. Functions of their arguments only.

Courses, jobs, notes, professions, sectors and levels are opaque keys.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

Key = Hashable


@dataclass(frozen=True)
class Job:
    key: Key
    profession: Key
    sector: Key
    level: Key | None
    """That is expected there; without one, nothing is asked that asks for a level."""
    since: date


@dataclass(frozen=True)
class Requirement:
    """What is None holds for everybody."""

    course: Key
    since: date
    within_days: int
    profession: Key | None = None
    sector: Key | None = None
    level: Key | None = None
    note: Key | None = None


@dataclass(frozen=True)
class Level:
    key: Key
    level_set: Key
    order: int
    is_cumulative: bool


class Levels:
    """The sets, and which levels of different sets are read as equal: in both directions."""

    def __init__(self, levels: Iterable[Level], equal: Iterable[tuple[Key, Key]]) -> None:
        self._levels = {level.key: level for level in levels}
        self._equal: dict[Key, set[Key]] = {key: {key} for key in self._levels}
        for one, other in equal:
            self._equal[one].add(other)
            self._equal[other].add(one)

    def includes(self, expected: Key, asked: Key) -> bool:
        """Whether whoever is expected at one level needs the other.

        Within a set its own rule holds alone: going through another set would make a ladder of a
        spectrum.
        """
        here, there = self._levels[expected], self._levels[asked]
        if here.level_set == there.level_set:
            return _reaches(here, there)
        return any(
            _reaches(self._levels[one], self._levels[other])
            for one in self._equal[expected]
            for other in self._equal[asked]
        )

    def needing(self, asked: Key) -> list[Key]:
        """The levels at which whoever is expected needs this one."""
        return [expected for expected in self._levels if self.includes(expected, asked)]


def _reaches(expected: Level, asked: Level) -> bool:
    if expected.key == asked.key:
        return True
    is_one_ladder = expected.level_set == asked.level_set and expected.is_cumulative
    return is_one_ladder and asked.order < expected.order


@dataclass(frozen=True)
class Asked:
    """A course, once, with every job that asks for it and the earliest day suggested."""

    course: Key
    jobs: tuple[Key, ...]
    suggested_by: date
    notes: tuple[Key, ...]
    """Empty as soon as one job asks for it whatever the note says."""


def asked_of(
    jobs: Collection[Job], requirements: Iterable[Requirement], levels: Levels
) -> list[Asked]:
    """The soonest first."""
    reasons: dict[Key, list[tuple[Job, Requirement]]] = {}
    for requirement in requirements:
        for job in jobs:
            if _asks(requirement, job, levels):
                reasons.setdefault(requirement.course, []).append((job, requirement))
    asked = [_merged(course, pairs) for course, pairs in reasons.items()]
    return sorted(asked, key=lambda one: one.suggested_by)


def _asks(requirement: Requirement, job: Job, levels: Levels) -> bool:
    if requirement.profession not in {None, job.profession}:
        return False
    if requirement.sector not in {None, job.sector}:
        return False
    if requirement.level is None:
        return True
    return job.level is not None and levels.includes(job.level, requirement.level)


def _merged(course: Key, pairs: list[tuple[Job, Requirement]]) -> Asked:
    notes = dict.fromkeys(requirement.note for _job, requirement in pairs)
    return Asked(
        course,
        jobs=tuple(dict.fromkeys(job.key for job, _requirement in pairs)),
        suggested_by=min(_day(job, requirement) for job, requirement in pairs),
        notes=() if None in notes else tuple(notes),
    )


def _day(job: Job, requirement: Requirement) -> date:
    """Counted from whichever came later, so that nobody begins behind."""
    return max(job.since, requirement.since) + timedelta(days=requirement.within_days)


class State(Enum):
    FINISHED = "finished"
    RECOGNISED = "recognised"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True)
class Step:
    course: Key
    state: State
    asked: Asked | None
    """None of what was done and is not, or no longer, asked."""
    done_on: date | None = None
    may_refresh: bool = False
    refresh_by: date | None = None
    """None where the day has passed: it stays done, and can still be refreshed."""


@dataclass(frozen=True)
class Pathway:
    left: list[Step]
    done: list[Step]

    @property
    def is_empty(self) -> bool:
        return not (self.left or self.done)


def pathway(
    asked: Iterable[Asked],
    *,
    finished: Mapping[Key, date],
    recognised: Mapping[Key, date],
    begun: Collection[Key],
    to_refresh: Mapping[Key, date | None],
) -> Pathway:
    """What counts once counts whatever is asked; the newest of it first."""
    by_course = {one.course: one for one in asked}
    done = [
        Step(
            course,
            State.FINISHED,
            by_course.get(course),
            day,
            may_refresh=course in to_refresh,
            refresh_by=to_refresh.get(course),
        )
        for course, day in finished.items()
    ]
    done += [
        Step(course, State.RECOGNISED, by_course.get(course), day)
        for course, day in recognised.items()
        if course not in finished
    ]
    counted = {step.course for step in done}
    left = [
        Step(course, State.UNDER_WAY if course in begun else State.NOT_BEGUN, one)
        for course, one in by_course.items()
        if course not in counted
    ]
    return Pathway(left, sorted(done, key=lambda step: step.done_on or date.min, reverse=True))
