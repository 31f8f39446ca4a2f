import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.models.occasions import Occasion
from evaluation.models.plans import Wave
from evaluation.querysets import RoomQuerySet


class Room(models.Model):
    """People in one room answer by the codes on their slips, for as long as it is open."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="rooms")
    wave = models.CharField(_("moment"), max_length=10, choices=Wave)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["-opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion"], condition=Q(closed_at=None), name="one_open_room_per_occasion"
            ),
        ]

    def __str__(self):
        return f"{self.occasion}, {self.get_wave_display()}"


class AccessCode(models.Model):
    """Stands on a slip that somebody keeps; here is only what it can be recognised by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("code on a slip")
        verbose_name_plural = _("codes on slips")
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)
