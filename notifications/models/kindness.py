from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Person
from notifications.calendars import Nation
from notifications.hours import OfficeHours
from notifications.querysets import QuietTimeQuerySet

FIVE_DAYS = "01234"


class Kindness(models.Model):
    """How seldom and when the partnership writes. There is one row; without it, its defaults."""

    opens = models.TimeField(_("not before"), default=time(9))
    closes = models.TimeField(_("not after"), default=time(17))
    weekdays = models.CharField(_("on these days"), max_length=7, default=FIVE_DAYS)
    nation = models.CharField(
        _("no letters on the bank holidays of"),
        max_length=3,
        choices=Nation,
        default=Nation.ENGLAND,
        blank=True,
    )
    letters_a_week = models.PositiveSmallIntegerField(
        _("letters a week at most"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("From every part of the portal together. Codes and confirmations come always."),
    )
    reminders_at_most = models.PositiveSmallIntegerField(
        _("reminders of one thing at most"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("Then the portal stops, and the person below hears of it."),
    )
    handed_to = models.ForeignKey(
        Person,
        verbose_name=_("who hears when reminders stop"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("kindness")
        verbose_name_plural = _("kindness")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="kindness_is_one"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="kindness_has_hours"),
        ]

    def __str__(self):
        return str(_("How seldom and when we write"))

    @classmethod
    def load(cls):
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def hours(self):
        return OfficeHours(self.opens, self.closes, frozenset(map(int, self.weekdays)))


class QuietTime(models.Model):
    """Days on which nobody here is written to: school holidays, leave, a hard week."""

    label = models.CharField(_("what it is"), max_length=120)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("for everybody who works at"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for the whole partnership."),
    )

    objects = QuietTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiet time")
        verbose_name_plural = _("quiet times")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="quiet_time_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return self.label

    def holds(self, day):
        return self.starts_on <= day <= self.ends_on
