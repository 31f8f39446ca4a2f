import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.models.occasions import Occasion


class Release(models.Model):
    """A frozen cut of the matched change: whoever looks, and however often, sees these digits."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField(_("number"))
    released_at = models.DateTimeField(_("released"), default=timezone.now, editable=False)
    n_matched = models.PositiveIntegerField(_("matched people"))
    pre_mean = models.FloatField(_("mean before"))
    pre_sd = models.FloatField(_("standard deviation before"))
    post_mean = models.FloatField(_("mean after"))
    post_sd = models.FloatField(_("standard deviation after"))
    mean_diff = models.FloatField(_("mean difference"))
    sd_diff = models.FloatField(_("standard deviation of the differences"))

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["occasion", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "number"], name="one_release_per_number"),
        ]

    def __str__(self):
        return f"{self.occasion}, {self.number}"
