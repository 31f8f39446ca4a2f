import secrets
import uuid
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Level, Organisation, Person
from courses.models.themed import Themed
from courses.querysets import CalendarFeedQuerySet, OtherTrainingQuerySet

BYTES = 24
"""192 bits, beyond guessing even for whoever knows the key of the installation."""


class OtherTraining(Themed):
    """Training that somebody else offers and books. It stands in the calendar beside sessions."""

    title = models.CharField(_("title"), max_length=160)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("who offers it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    provider = models.CharField(_("who offers it, in words"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(
        _("how many minutes"), validators=[MinValueValidator(5), MaxValueValidator(1440)]
    )
    place = models.CharField(_("where"), max_length=200, blank=True)
    link = models.URLField(_("where to read more and book"), blank=True)
    level = models.ForeignKey(
        Level,
        verbose_name=_("practice level"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    audience = models.CharField(_("who it is for"), max_length=200, blank=True)
    is_active = models.BooleanField(_("shown"), default=True, editable=False)

    objects = OtherTrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("training elsewhere")
        verbose_name_plural = _("training elsewhere")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None) ^ Q(provider=""), name="somebody_offers_it"
            ),
            models.UniqueConstraint(
                fields=["title", "starts_at", "organisation"],
                condition=Q(provider=""),
                name="training_of_an_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["title", "starts_at", "provider"],
                condition=Q(organisation=None),
                name="training_of_a_provider_once",
            ),
        ]
        indexes = [models.Index(fields=["is_active", "starts_at"], name="training_by_day")]

    def __str__(self):
        return self.title

    @property
    def offered_by(self):
        return self.organisation or self.provider

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)


class TrainingList(models.Model):
    """An uploaded list of training elsewhere: read and tried, and applied when somebody says so."""

    KEPT_FOR = timedelta(days=30)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=120, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="training_lists")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    rows = models.JSONField(default=list, editable=False)
    left_out = models.JSONField(default=list, editable=False)
    reports = models.JSONField(default=list, editable=False)
    """For each row its number, its title, its outcome, and pairs of column and sentence."""
    applied_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("list of training elsewhere")
        verbose_name_plural = _("lists of training elsewhere")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return str(self.uuid)


def new_key():
    return secrets.token_urlsafe(BYTES)


class CalendarFeed(models.Model):
    """Somebody reads their booked sessions in a calendar of theirs. A new key ends the address."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_feed")
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)
