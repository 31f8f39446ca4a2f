from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from courses.standing import standing_in

if TYPE_CHECKING:
    from accounts.models import Person
    from resources.models import BasePage


class EnrolmentQuerySet(models.QuerySet):
    def of(self, person: Person) -> EnrolmentQuerySet:
        return self.filter(person=person).select_related("course")

    def finished(self) -> EnrolmentQuerySet:
        return self.exclude(completed_at=None)

    def at_or_below(self, page: BasePage) -> EnrolmentQuerySet:
        """In the course this page is, in one below it, or with a lesson begun there."""
        return self.filter(
            Q(course__path__startswith=page.path)
            | Exists(
                apps.get_model("courses", "LessonProgress").objects.filter(
                    enrolment=OuterRef("pk"), lesson__path__startswith=page.path
                )
            )
        )

    def people(self) -> int:
        """How many different people are among these."""
        return self.order_by().values("person").distinct().count()

    def with_standing(self) -> list[models.Model]:
        """Each enrolment gets `standing`: three queries however many there are."""
        enrolments = list(self.prefetch_related("progress"))
        lessons = _lessons_by_course([enrolment.course for enrolment in enrolments])
        for enrolment in enrolments:
            enrolment.standing = standing_in(lessons[enrolment.course_id], enrolment.progress.all())
        return enrolments


def _lessons_by_course(courses: list[models.Model]) -> dict[int, list[models.Model]]:
    """Published lessons at any depth below each course, in the order of the page tree."""
    below = reduce(or_, [Q(path__startswith=course.path) for course in courses], Q(pk__in=[]))
    lessons = apps.get_model("courses", "LessonPage").objects.live().filter(below)
    by_course = defaultdict(list)
    for lesson in lessons.order_by("path").defer("body", "search_text"):
        for course in courses:
            if lesson.path.startswith(course.path):
                by_course[course.pk].append(lesson)
    return by_course
