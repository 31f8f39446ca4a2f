from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from courses.models.lessons import LessonPage
from courses.models.pages import CoursePage
from courses.models.releases import EarlierFacts, Release
from courses.querysets import EnrolmentQuerySet, LessonProgressQuerySet
from courses.refreshing import is_open


class Enrolment(models.Model):
    """Somebody takes a course. Once finished it stays finished, whatever its authors change.

    A refresher is the next period: what belongs to the one before stays with it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="enrolments")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="enrolments")
    earlier_facts = models.ForeignKey(
        EarlierFacts, on_delete=models.PROTECT, null=True, editable=False, related_name="enrolments"
    )
    period = models.PositiveSmallIntegerField(_("period"), default=1, editable=False)
    time_is_agreed = models.BooleanField(
        _("time agreed with my manager"), null=True, blank=True, editable=False
    )
    enrolled_at = models.DateTimeField(_("enrolled"), default=timezone.now, editable=False)
    completed_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-enrolled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "period"], name="one_enrolment_per_period"
            ),
        ]
        indexes = [models.Index("course", models.F("id").desc(), name="newest_of_a_course")]

    def __str__(self):
        return str(self.course)

    @property
    def facts_then(self):
        """What the release said of the course when it was finished."""
        return self.earlier_facts or self.release

    @property
    def is_under_way_or_more(self):
        """Begun, finished, or a refresher of what was finished."""
        return self.period > 1 or bool(self.completed_at) or bool(self.progress.all())

    @property
    def is_refresher(self):
        return self.period > 1

    def is_refresher_open(self, *, on):
        """Finished, of a course that is refreshed, and near enough to its end."""
        if not self.completed_at or not self.course.is_refreshed:
            return False
        return is_open(self.refresh_by, on)

    @property
    def refresh_by(self):
        """Of what is finished, in a course that is refreshed."""
        certificate = getattr(self, "certificate", None)
        until = certificate.valid_until if certificate else None
        return until or self.course.valid_until(timezone.localdate(self.completed_at))

    def refresh_by_if_to_come(self, *, on):
        """Shown while it lies ahead; afterwards nobody is told that they are behind."""
        return self.refresh_by if self.refresh_by >= on else None


class LessonProgress(models.Model):
    """How far somebody is in a lesson: what they had open last, and when they finished.

    The other way that they took is kept for nothing but leading them back to their place: no view
    of anybody else, no export and no report holds it.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="progress")
    part = models.PositiveSmallIntegerField(_("part"), default=1)
    block = models.CharField(_("block"), max_length=36, blank=True, default="")
    way = models.ForeignKey(
        LessonPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    presence = models.ForeignKey(
        "Presence", on_delete=models.SET_NULL, null=True, blank=True, related_name="gave"
    )
    """Where it was finished by taking the course together."""
    attendance = models.ForeignKey(
        "Attendance", on_delete=models.SET_NULL, null=True, blank=True, related_name="gave"
    )
    """Where it was finished by coming to a session."""
    begun_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    seen_at = models.DateTimeField(_("open last"), default=timezone.now, editable=False)
    completed_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    objects = LessonProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="one_progress_per_lesson"),
        ]

    def __str__(self):
        return str(self.lesson)
