from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person


class Choice(models.Model):
    """Whether a reader wants one kind of message by e-mail. Without a row, as the kind says."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="message_choices"
    )
    address = models.EmailField(_("an address without an account"), blank=True)
    kind = models.CharField(_("kind"), max_length=60)
    by_email = models.BooleanField(_("by e-mail"), default=True)
    in_portal = models.BooleanField(_("in the portal"), default=True)

    class Meta:
        verbose_name = _("choice of messages")
        verbose_name_plural = _("choices of messages")
        constraints = [
            models.CheckConstraint(condition=Q(person=None) ^ Q(address=""), name="choice_of_one"),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(address=""), name="choice_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["address", "kind"],
                condition=Q(person=None),
                name="choice_once_an_address",
            ),
        ]

    def __str__(self):
        return self.kind


class Rhythm(models.Model):
    """When somebody wants to hear from us."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="message_rhythm")
    digest_day = models.PositiveSmallIntegerField(
        _("day of the weekly summary"), choices=Weekday, default=Weekday.TUESDAY
    )
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of summaries"), default=9, validators=[MaxValueValidator(23)]
    )
    paused_until = models.DateField(_("nothing before"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/London")

    class Meta:
        verbose_name = _("rhythm of messages")
        verbose_name_plural = _("rhythms of messages")

    def __str__(self):
        return str(self.person_id)
