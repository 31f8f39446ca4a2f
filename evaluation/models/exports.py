import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from evaluation.models.leases import Leased
from evaluation.models.plans import Plan
from evaluation.querysets import ExportQuerySet


class Export(Leased):
    """Somebody asked for rows, and why. The row stays when its file has gone."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        READY = "ready", _("Ready")
        EXPIRED = "expired", _("Deleted again")
        FAILED = "failed", _("Could not be made")

    KEPT_FOR = timedelta(days=1)

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="exports")
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="row_exports")
    reason = models.CharField(_("what the rows are for"), max_length=300)
    until = models.DateField(_("until when they are needed"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.WAITING, editable=False
    )
    total = models.PositiveIntegerField(_("responses"), default=0, editable=False)
    written = models.PositiveIntegerField(_("responses written"), default=0, editable=False)
    file = models.FileField(_("file"), max_length=120, blank=True, editable=False)
    expires_at = models.DateTimeField(_("deleted at"), null=True, editable=False)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export of rows")
        verbose_name_plural = _("exports of rows")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="rows_need_a_reason"),
        ]

    def __str__(self):
        return str(self.uuid)

    @property
    def file_name(self):
        """Where the whole file lies; nothing lies there before it is whole."""
        return f"exports/{self.uuid}.zip"

    @property
    def percent(self):
        return 100 * self.written // self.total if self.total else 0

    @property
    def is_given_up(self):
        return self.state == self.State.FAILED

    def can_be_fetched(self, *, at):
        return self.state == self.State.READY and at < self.expires_at
