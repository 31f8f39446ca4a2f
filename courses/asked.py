"""What is asked of people, put together from requirements, jobs, levels and what counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import Q
from django.utils import timezone

from accounts.models import Employment, Level, LevelCrosswalk, Person, User
from accounts.querysets import EmploymentQuerySet
from courses import pathway
from courses.models import CoursePage, Enrolment, Requirement
from courses.pathway import Asked, Job, Levels, Pathway


def asked_of(user: User, *, on: date) -> list[Asked]:
    """Also for jobs that nobody has confirmed yet. Where nothing is asked, nothing is read."""
    asking = Asking(Requirement.objects.open_to(user))
    if asking.is_empty:
        return []
    return asking.of(jobs_of(user.person, on=on))


def is_asked(person: Person, course: int, *, on: date) -> Asked | None:
    """One course, of somebody with or without a login; None when it is not asked (any more)."""
    requirements = Requirement.objects.filter(course=course)
    if person.has_login:
        asking = Asking(requirements.open_to(person.user))
    else:
        asking = Asking(requirements.open_without_login())
    return next(iter(asking.of(jobs_of(person, on=on))), None)


def jobs_of(person: Person, *, on: date) -> EmploymentQuerySet:
    jobs = person.employments.current(on=on)
    return jobs.select_related("profession__sector", "organisation", "level_expected")


def waiting_for(user: User, *, enrolments: Iterable[Enrolment], on: date) -> list[Asked]:
    """What is asked and neither begun nor counted; their enrolments with progress are given."""
    asked = asked_of(user, on=on)
    if not asked:
        return []
    counted = set(user.person.recognitions.values_list("course", flat=True))
    counted |= {one.course_id for one in enrolments if one.is_under_way_or_more}
    return [one for one in asked if one.course.pk not in counted]


@dataclass(frozen=True)
class Reach:
    """How far somebody is with what one of their jobs asks, towards the level it expects."""

    job: Employment
    left: int
    done: int


def reaches_of(found: Pathway) -> list[Reach]:
    """Courses asked by a note are left out: only their reader knows whether they are meant."""
    left, done = (
        Counter(
            job
            for step in steps
            if step.asked and not step.asked.notes
            for job in step.asked.jobs
            if job.level_expected_id
        )
        for steps in (found.left, found.done)
    )
    return [Reach(job, left[job], done[job]) for job in dict.fromkeys([*left, *done])]


def pathway_of(user: User, *, on: date) -> Pathway:
    """For its owner alone."""
    recognised = user.person.recognitions.select_related("course")
    enrolments = Enrolment.objects.of(user.person).with_begun().order_by("period")
    finished = [one for one in enrolments if one.completed_at]
    return pathway.pathway(
        asked_of(user, on=on),
        finished={one.course: timezone.localdate(one.completed_at) for one in finished},
        recognised={one.course: timezone.localdate(one.recognised_at) for one in recognised},
        begun={one.course for one in enrolments if one.has_begun},
        to_refresh={
            one.course: one.refresh_by_if_to_come(on=on) for one in refreshers_of(enrolments, on=on)
        },
    )


def refreshers_of(enrolments: Iterable[Enrolment], *, on: date) -> list[Enrolment]:
    """Of one person: what they finished last of a course and may refresh; the soonest first."""
    latest = {one.course_id: one for one in sorted(enrolments, key=attrgetter("period"))}
    found = [one for one in latest.values() if one.course.live and one.is_refresher_open(on=on)]
    return sorted(found, key=attrgetter("refresh_by"))


class Asking:
    """Requirements and the levels they speak of, read once for any number of people."""

    def __init__(self, requirements: Iterable[Requirement]) -> None:
        self._requirements = [one.as_asking for one in requirements]
        asks_for_levels = any(one.level is not None for one in self._requirements)
        self._levels = practice_levels() if asks_for_levels else Levels([], [])

    @property
    def is_empty(self) -> bool:
        return not self._requirements

    @property
    def courses(self) -> list[CoursePage]:
        """Each once, by title."""
        return sorted({one.course for one in self._requirements}, key=attrgetter("title", "pk"))

    def of(self, jobs: Iterable[Employment]) -> list[Asked]:
        """Of one person, for these jobs of theirs; the soonest first."""
        return pathway.asked_of(
            [
                Job(one, one.profession_id, one.sector.pk, one.level_expected_id, one.starts_on)
                for one in jobs
            ],
            self._requirements,
            self._levels,
        )

    def asks(self, course: CoursePage, *, whatever_their_work: bool = False) -> Q:
        """The jobs of which this course is asked: the same as `of`, said to the database.

        Or only those of which it is asked without a note that only they can judge.
        """
        found = Q(pk__in=[])
        for one in self._requirements:
            if one.course == course and not (whatever_their_work and one.note):
                found |= self._asks(one)
        return found

    def _asks(self, requirement: pathway.Requirement) -> Q:
        # An empty Q() would vanish beside `|`.
        asked = ~Q(pk__in=[])
        if requirement.profession is not None:
            asked &= Q(profession=requirement.profession)
        if requirement.sector is not None:
            asked &= Q(profession__sector=requirement.sector)
        if requirement.level is not None:
            asked &= Q(level_expected__in=self._levels.needing(requirement.level))
        return asked


def practice_levels() -> Levels:
    levels = Level.objects.select_related("level_set")
    return Levels(
        (
            pathway.Level(one.pk, one.level_set_id, one.order, one.level_set.is_cumulative)
            for one in levels
        ),
        LevelCrosswalk.objects.values_list("level", "equivalent"),
    )
