"""How far the courses have reached, in groups in which nobody can be found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import Profession
from accounts.querysets.days import current_on
from courses.models import CoursePage
from evaluation.disclosure import K


def in_words(count: int) -> str:
    """A number of people as it may be read: under K only that it is."""
    return str(count) if count >= K else _("Fewer than %(k)d") % {"k": K}


@dataclass(frozen=True)
class Group:
    label: str
    people: int
    finished: int | None
    """None where the finished are too few to show."""

    @property
    def percent(self) -> int | None:
        return None if self.finished is None else round(100 * self.finished / self.people)


def coverage_by_profession(*, on: date) -> list[Group]:
    """Professions with at least K confirmed people here, most people first."""
    works = current_on(on, starts="employments__starts_on", ends="employments__ends_on") & Q(
        employments__confirmed_at__isnull=False, employments__declined_at=None
    )
    finished = works & Q(employments__person__enrolments__completed_at__isnull=False)
    professions = Profession.objects.annotate(
        people=Count("employments__person", filter=works, distinct=True),
        finished=Count("employments__person", filter=finished, distinct=True),
    )
    return [
        Group(str(one), one.people, one.finished if one.finished >= K else None)
        for one in professions.filter(people__gte=K).order_by("-people", "order")
    ]


@dataclass(frozen=True)
class CourseReach:
    title: str
    url: str
    began: str
    finished: str


def reach_of_courses() -> list[CourseReach]:
    courses = CoursePage.objects.live().annotate(
        began=Count("enrolments__person", distinct=True),
        finished=Count(
            "enrolments__person",
            filter=Q(enrolments__completed_at__isnull=False),
            distinct=True,
        ),
    )
    return [
        CourseReach(one.title, one.url, in_words(one.began), in_words(one.finished))
        for one in courses.order_by("path")
    ]
