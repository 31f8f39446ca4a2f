import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from evaluation.models.plans import Plan, Wave
from evaluation.querysets import InvitationQuerySet, OccasionQuerySet


class Occasion(models.Model):
    """Something that people are asked about before and after: known by key and label only."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(_("key"), max_length=120, unique=True)
    label = models.CharField(_("label"), max_length=200)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="occasions")
    support = models.ForeignKey(
        Person,
        verbose_name=_("support person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        ordering = ["label", "pk"]

    def __str__(self):
        return self.label


class Invitation(models.Model):
    """Somebody was asked. Whether they answered stands nowhere beside their name."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="survey_invitations")
    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="invitations")
    wave = models.CharField(_("wave"), max_length=10, choices=Wave)
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    show = models.CharField(
        _("their own words, shown again"),
        max_length=500,
        blank=True,
        help_text=_("Handed in by whoever asks, and never kept with the answers."),
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    closed_because = models.CharField(_("why it closed"), max_length=40, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["opens_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "occasion", "wave"], name="one_invitation_per_wave"
            ),
        ]

    def __str__(self):
        return f"{self.occasion}, {self.get_wave_display()}"

    def has_ended(self, *, at):
        return bool(self.closed_at or (self.closes_at and self.closes_at <= at))

    def is_open(self, *, at):
        return self.opens_at <= at and not self.has_ended(at=at)
