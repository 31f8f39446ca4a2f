from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Sector
from courses.models.sessions import LiveSession
from courses.querysets import AttendanceQuerySet


class Attendance(models.Model):
    """Whether somebody came. Only they and whoever runs the session see it."""

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="attendances"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    """Of somebody who came and is not on the portal."""
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    finishes_course = models.BooleanField(default=False, editable=False)
    """Nothing was left by it: without it the course would not be finished."""
    is_there = models.BooleanField(_("was there"), default=True)
    marked_at = models.DateTimeField(_("marked"), editable=False)
    marked_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["session_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(person__isnull=False),
                name="marked_once_each",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person=None) & ~Q(name="")),
                name="somebody_or_a_name",
            ),
        ]

    def __str__(self):
        return self.name or str(self.person)
