import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from evaluation.querysets import OutsideReportQuerySet


class OutsideReport(models.Model):
    """What may be told of scores that somebody brought in a file. The file is kept nowhere."""

    KEPT_FOR = timedelta(days=1)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="outside_reports")
    measure = models.CharField(gettext_lazy("what was measured"), max_length=100)
    k = models.PositiveSmallIntegerField(gettext_lazy("fewest people"))
    reliability = models.FloatField(gettext_lazy("reliability"))
    lowest = models.FloatField(gettext_lazy("lowest possible score"), null=True)
    highest = models.FloatField(gettext_lazy("highest possible score"), null=True)
    lattice = models.JSONField(gettext_lazy("groups"))
    cells = models.JSONField(gettext_lazy("figures"))
    flow = models.JSONField(gettext_lazy("who took part"))
    released_at = models.DateTimeField(gettext_lazy("made"), default=timezone.now, editable=False)

    objects = OutsideReportQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("report of outside data")
        verbose_name_plural = gettext_lazy("reports of outside data")
        ordering = ["-released_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def equality(self):
        """A file holds no questions about people themselves."""
        return {}

    @property
    def title(self):
        return _("%(measure)s (outside data)") % {"measure": self.measure}

    @property
    def number(self):
        """It stands where the files of a plan have the number of their release."""
        return _("outside data")

    @property
    def expires_at(self):
        return self.released_at + self.KEPT_FOR

    @property
    def has_figures(self):
        return any(cell["status"] == "published" for cell in self.cells)
