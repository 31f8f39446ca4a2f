from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyRound(models.Model):
    """How far the look at everybody has come that is taken once a day."""

    on = models.DateField(_("day"), unique=True)
    after = models.PositiveBigIntegerField(_("number of the last person looked at"), default=0)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("daily round")
        verbose_name_plural = _("daily rounds")

    def __str__(self):
        return str(self.on)
