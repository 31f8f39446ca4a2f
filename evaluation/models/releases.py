import uuid
from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.models.plans import Plan


class Release(models.Model):
    """A frozen cut of the answers: the same digits for everybody, in every format, for good."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField(_("number"))
    k = models.PositiveSmallIntegerField(_("fewest people"))
    n_matched = models.PositiveIntegerField(_("matched people"))
    lattice = models.JSONField(_("groups and their crossings"))
    cells = models.JSONField(_("figures"))
    flow = models.JSONField(_("who took part"))
    quotations = models.JSONField(_("what people wrote"), default=list, blank=True)
    equality = models.JSONField(
        _("what is told of those who answered"),
        default=dict,
        editable=False,
        help_text=_("By question: its figures, and the counts that the next release is held to."),
    )
    cut = models.JSONField(
        _("whose answers are in it"),
        default=dict,
        editable=False,
        help_text=_("Random ids and groups, so that the next release is held against this one."),
    )
    released_at = models.DateTimeField(_("released"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["plan_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_release_per_number"),
        ]

    def __str__(self):
        return f"{self.plan}, {self.number}"

    @cached_property
    def whole(self):
        """The figures of everybody together: for each scale, by the name of the statistic."""
        scales = {}
        for cell in self.cells:
            scale, _, measure = cell["statistic"].partition("/")
            is_change = measure and "." not in scale
            if is_change and not cell["dimensions"] and cell["status"] == "published":
                scales.setdefault(scale, {"n": cell["n"]})[measure] = cell["value"]
        return scales

    @property
    def headline(self):
        """The scale that one sentence is about: the total where there is one."""
        name = "total" if "total" in self.whole else next(iter(self.whole), None)
        return name and {"scale": name, **self.whole[name]}


class Chart(models.Model):
    """Drawn with its release from released numbers, and never again."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="charts")
    scale = models.CharField(_("scale"), max_length=80)
    """As the cells name it."""
    svg = models.TextField(_("picture"))
    png = models.BinaryField(_("picture for documents"))

    class Meta:
        verbose_name = _("chart")
        verbose_name_plural = _("charts")
        ordering = ["release_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "scale"], name="one_chart_a_scale"),
        ]

    def __str__(self):
        return f"{self.release_id}, {self.scale}"
