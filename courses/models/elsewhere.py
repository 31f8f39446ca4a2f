import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AgeBand, Level, Person
from courses.models.pages import CoursePage
from courses.querysets import ExternalCourseQuerySet


def evidence_path(row, name):
    """Named by nobody: what somebody called their file can tell about them."""
    return f"evidence/{uuid.uuid4().hex}.{name.rpartition('.')[2].lower()}"


class ExternalCourse(models.Model):
    """A course of somebody else's, which people take there and declare here."""

    title = models.CharField(_("title"), max_length=160)
    provider = models.CharField(_("who gives it"), max_length=120)
    url = models.URLField(_("web address"))
    lead = models.CharField(
        _("lead sentence"),
        max_length=300,
        blank=True,
        help_text=_("What somebody will understand or do."),
    )
    level = models.ForeignKey(
        Level,
        verbose_name=_("practice level"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    age_bands = models.ManyToManyField(AgeBand, verbose_name=_("age bands"), blank=True)
    self_directed_minutes = models.PositiveIntegerField(
        _("self-directed minutes"), help_text=_("Time to read, watch and think alone.")
    )
    participatory_minutes = models.PositiveIntegerField(
        _("participatory minutes"), default=0, help_text=_("Time spent learning with others.")
    )
    fits_with = models.ManyToManyField(
        CoursePage,
        verbose_name=_("fits with"),
        blank=True,
        related_name="fitting",
        help_text=_("It is named on the pages of these courses."),
    )
    is_active = models.BooleanField(_("shown"), default=True)

    objects = ExternalCourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course elsewhere")
        verbose_name_plural = _("courses elsewhere")
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    @property
    def total_minutes(self):
        return self.self_directed_minutes + self.participatory_minutes


class OutsideLearning(models.Model):
    """What somebody says they learned outside this portal. The evidence has no address."""

    title = models.CharField(_("what it was"), max_length=160)
    provider = models.CharField(_("who gave it"), max_length=120, blank=True)
    finished_on = models.DateField(_("finished"))
    self_directed_minutes = models.PositiveIntegerField(_("self-directed minutes"), default=0)
    participatory_minutes = models.PositiveIntegerField(_("participatory minutes"), default=0)
    evidence = models.FileField(
        _("evidence"), upload_to=evidence_path, max_length=120, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.title


class DeclaredLearning(OutsideLearning):
    """It counts as *declared*: nobody has checked it. What was true then stays written down."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="declared_learning")
    external = models.ForeignKey(
        ExternalCourse, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    declared_at = models.DateTimeField(_("declared"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("declared learning")
        verbose_name_plural = _("declared learning")
        ordering = ["-finished_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "title", "provider", "finished_on"], name="declared_once_a_day"
            )
        ]

    @property
    def evidence_url(self):
        return reverse("courses:declared_evidence", args=[self.pk]) if self.evidence else ""
