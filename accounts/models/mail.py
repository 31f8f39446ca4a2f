from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.querysets import AccessMailQuerySet


class AccessMail(models.Model):
    """A message that lets somebody in: kept sealed until it is sent, then emptied."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("Too late to send")

    template = models.CharField(max_length=60, editable=False)
    sealed = models.TextField(editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    claim = models.UUIDField(null=True, editable=False)
    lease_ends_at = models.DateTimeField(null=True, editable=False)

    LEASE = timedelta(minutes=2)
    KEPT_FOR = timedelta(days=90)

    objects = AccessMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("access mail")
        verbose_name_plural = _("access mail")
        indexes = [models.Index(fields=["state", "created_at"], name="access_mail_waiting")]

    def __str__(self):
        return f"{self.template} {self.pk}"
