"""Who takes a course, and how far they are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from courses.querysets.recognition import seen_as_manager
from courses.querysets.releases import OF_A_LINK

if TYPE_CHECKING:
    from accounts.models import Person
    from resources.models import BasePage


class EnrolmentQuerySet(models.QuerySet):
    def of(self, person: Person) -> EnrolmentQuerySet:
        return self.filter(person=person).select_related("course", "certificate")

    def around(self, lesson: BasePage) -> EnrolmentQuerySet:
        """Of the course that this lesson stands in."""
        steps = range(lesson.steplen, len(lesson.path), lesson.steplen)
        return self.filter(course__path__in=[lesson.path[:end] for end in steps])

    def with_course_to_link(self) -> EnrolmentQuerySet:
        """A course has eighty columns: those of a link, and whether it has a plan to ask by."""
        here = ("person", "course", "release", "period", "enrolled_at", "completed_at")
        course = (f"course__{name}" for name in (*OF_A_LINK, "evaluation_plan"))
        return self.select_related("course").only(*here, *course)

    def newest_first(self) -> EnrolmentQuerySet:
        """Of one person and course: a refresher before what it refreshes."""
        return self.order_by("-period")

    def finished(self) -> EnrolmentQuerySet:
        return self.exclude(completed_at=None)

    def people(self) -> int:
        """How many different people are among these."""
        return self.order_by().values("person").distinct().count()

    def to_refresh(self) -> EnrolmentQuerySet:
        """The latest finish of each course that is refreshed; a refresher may be under way."""
        later = self.model.objects.finished().filter(
            person=OuterRef("person"), course=OuterRef("course"), period__gt=OuterRef("period")
        )
        is_refreshed = ~Q(course__refresh_months=None, course__refresh_in_month=None)
        found = self.finished().filter(~Exists(later), is_refreshed, course__live=True)
        return found.select_related("course", "certificate")

    def in_progress(self) -> EnrolmentQuerySet:
        """Begun and not finished."""
        return self.filter(completed_at=None, progress__isnull=False).distinct()

    def not_begun(self) -> EnrolmentQuerySet:
        return self.filter(completed_at=None, progress=None)

    def for_trainer(
        self, trainer: Person, *, on: date, named: str, before: int | None
    ) -> EnrolmentQuerySet:
        """Names, and `begun`, empty before the first lesson; the newest first, from that one on.

        Those of whom a manager may see less are left out. Progress is read of the rows shown alone:
        PostgreSQL would answer an `Exists` by reading all of it.
        """
        found = self.exclude(seen_as_manager(trainer, on=on))
        if named:
            found = found.filter(person__display_name__icontains=named)
        if before:
            found = found.filter(pk__lt=before)
        progress = apps.get_model("courses", "LessonProgress").objects.only("enrolment")
        begun = Prefetch("progress", queryset=progress, to_attr="begun")
        return found.select_related("person").prefetch_related(begun).order_by("-pk")

    def with_begun(self) -> EnrolmentQuerySet:
        progress = apps.get_model("courses", "LessonProgress").objects
        return self.annotate(has_begun=Exists(progress.filter(enrolment=OuterRef("pk"))))

    def with_standing(self) -> list[models.Model]:
        """Each enrolment gets `standing`: three queries however many there are."""
        lessons = apps.get_model("courses", "ReleasedLesson").objects.in_order()
        progress = apps.get_model("courses", "LessonProgress").objects.with_way()
        enrolments = list(
            self.select_related("release").prefetch_related(
                Prefetch("progress", queryset=progress),
                Prefetch("release__lessons", queryset=lessons),
            )
        )
        for enrolment in enrolments:
            enrolment.standing = enrolment.release.standing(
                enrolment.progress.all(),
                since=enrolment.enrolled_at,
                lessons=enrolment.release.lessons.all(),
            )
        return enrolments


class LessonProgressQuerySet(models.QuerySet):
    def with_way(self) -> LessonProgressQuerySet:
        """To lead somebody back to where they were; never for anybody else."""
        here = ("enrolment", "lesson", "part", "block", "begun_at", "seen_at", "completed_at")
        return self.select_related("way").only(*here, *(f"way__{name}" for name in OF_A_LINK))
