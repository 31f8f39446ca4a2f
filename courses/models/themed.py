from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AgeBand
from resources.models import Topic


class ForAgeBand(models.Model):
    """People meet round children of one age, or of any."""

    age_band = models.ForeignKey(
        AgeBand,
        verbose_name=_("age band"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True


class Themed(ForAgeBand):
    """And round one theme, by which the calendar says what fits."""

    theme = models.ForeignKey(
        Topic,
        verbose_name=_("theme"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True
