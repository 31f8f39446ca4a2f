"""Who has finished what is asked of them, for those who look after them.

Finished or not yet, and nothing else: neither how, nor how far, nor since when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Employment, Level, Person, User
from accounts.permissions import reach
from accounts.querysets import PersonQuerySet
from accounts.rights import Right
from courses.asked import Asking
from courses.models import CoursePage, Enrolment, Recognition, Requirement
from courses.pathway import Asked

BATCH = 500


class Status(TextChoices):
    FINISHED = "finished", _("Finished")
    NOT_YET = "not_yet", _("Not yet")
    THEY_KNOW = "they_know", _("Not yet, if it is their work")
    """Asked for work with an age band: nobody else knows whether they do it."""


@dataclass(frozen=True)
class Line:
    asked: Asked
    finished_on: date | None
    """None: not yet."""

    @property
    def status(self) -> Status:
        if self.finished_on:
            return Status.FINISHED
        return Status.THEY_KNOW if self.asked.notes else Status.NOT_YET


@dataclass(frozen=True)
class Row:
    person: Person
    jobs: list[Employment]
    lines: list[Line]


@dataclass(frozen=True)
class RequiredList:
    """What one lead sees, narrowed to a course, how it stands, a level expected and a name."""

    user: User
    on: date
    course: CoursePage | None = None
    status: str = ""
    level: Level | None = None
    named: str = ""

    @cached_property
    def asking(self) -> Asking:
        return Asking(Requirement.objects.open_to(self.user))

    def page(self, *, size: int, after: Person | None = None) -> list[Row]:
        """By name, from after somebody on; as many questions for many people as for one."""
        people = self._people()
        if after:
            later = Q(display_name=after.display_name, pk__gt=after.pk)
            people = people.filter(Q(display_name__gt=after.display_name) | later)
        return self._rows(list(people.order_by("display_name", "pk")[:size]))

    def all(self) -> Iterator[Row]:
        """Batch after batch, for a download."""
        rows = self.page(size=BATCH)
        while rows:
            yield from rows
            rows = self.page(size=BATCH, after=rows[-1].person)

    def somebody(self, uuid: object) -> Person | None:
        """Where the page before ended: also when they have since moved out of what is listed."""
        here = Person.objects.present().filter(Exists(self._jobs_of_outer()))
        return here.filter(uuid=uuid).first() if uuid else None

    @cached_property
    def _courses(self) -> list[CoursePage]:
        return [self.course] if self.course else self.asking.courses

    @property
    def _jobs(self) -> QuerySet[Employment]:
        """That run now, that somebody confirmed, and where this lead sees what is required."""
        here = reach(self.user.person, Right.SEE_REQUIRED_STATUS, at="organisation")
        jobs = Employment.objects.current(on=self.on).confirmed().filter(here)
        return jobs.filter(level_expected=self.level) if self.level else jobs

    def _jobs_of_outer(self) -> QuerySet[Employment]:
        return self._jobs.filter(person=OuterRef("pk"))

    def _people(self) -> PersonQuerySet:
        found = Q(pk__in=[])
        for course in self._courses:
            asked = Exists(self._jobs_of_outer().filter(self.asking.asks(course)))
            found |= Q(asked) & self._stands(course)
        people = Person.objects.present().filter(found)
        return people.matching(self.named) if self.named else people

    def _stands(self, course: CoursePage) -> Q:
        mine = {"person": OuterRef("pk"), "course": course}
        finished = Q(Exists(Enrolment.objects.finished().filter(**mine)))
        counts = finished | Q(Exists(Recognition.objects.filter(**mine)))
        surely = self.asking.asks(course, whatever_their_work=True)
        is_sure = Q(Exists(self._jobs_of_outer().filter(surely)))
        match self.status:
            case Status.FINISHED:
                return counts
            case Status.NOT_YET:
                return ~counts & is_sure
            case Status.THEY_KNOW:
                return ~counts & ~is_sure
            case _:
                return ~Q(pk__in=[])

    def _rows(self, people: Sequence[Person]) -> list[Row]:
        days = _days_finished(people, self._courses)
        jobs: dict[int, list[Employment]] = defaultdict(list)
        shown = self._jobs.filter(person__in=people).order_by("starts_on", "pk")
        for job in shown.select_related("organisation", "profession__sector", "level_expected"):
            jobs[job.person_id].append(job)
        return [
            Row(one, jobs[one.pk], list(self._lines(one, jobs[one.pk], days))) for one in people
        ]

    def _lines(
        self, person: Person, jobs: Iterable[Employment], days: dict[tuple[int, int], date]
    ) -> Iterator[Line]:
        for asked in self.asking.of(jobs):
            line = Line(asked, days.get((person.pk, asked.course.pk)))
            if asked.course in self._courses and self.status in {"", line.status}:
                yield line


def _days_finished(
    people: Sequence[Person], courses: Sequence[CoursePage]
) -> dict[tuple[int, int], date]:
    """The last time each was finished; what was learned before counts from when it did."""
    asked = {"person__in": people, "course__in": courses}
    recognised = Recognition.objects.filter(**asked)
    finished = Enrolment.objects.finished().filter(**asked).order_by("period")
    found: dict[tuple[int, int], datetime] = {}
    for rows in (
        recognised.values_list("person", "course", "recognised_at"),
        finished.values_list("person", "course", "completed_at"),
    ):
        found |= {(person, course): at for person, course, at in rows}
    return {key: timezone.localdate(at) for key, at in found.items()}
