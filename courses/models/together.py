import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from courses.models.pages import CoursePage
from courses.querysets import SittingQuerySet


class Sitting(models.Model):
    """Some people took a course together, on a shared screen; a facilitator wrote down who."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    """From the form: pressed twice, it is one sitting."""
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="sittings")
    taken_on = models.DateField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("how many minutes it took"))
    place = models.CharField(_("where"), max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="sittings_recorded"
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("course taken together")
        verbose_name_plural = _("courses taken together")
        ordering = ["-taken_on", "-pk"]

    def __str__(self):
        return str(self.course)


class Presence(models.Model):
    """Somebody was there. Only they and whoever wrote it down see it."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="presences")
    finishes_course = models.BooleanField(default=False, editable=False)
    """Nothing was left by it: without it the course would not be finished."""
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)
    is_denied = models.BooleanField(default=False, editable=False)
    """By the person, who says that it was somebody else."""

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["person__display_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "person"], name="once_in_a_sitting")
        ]

    def __str__(self):
        return str(self.person)
