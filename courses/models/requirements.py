from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AgeBand, Level, Profession, Sector
from courses import pathway
from courses.models.pages import CoursePage
from courses.querysets import RequirementQuerySet

MOST_DAYS = 3650


class Requirement(models.Model):
    """A course is asked of whoever works as this. What is left empty holds for everybody."""

    course = models.ForeignKey(
        CoursePage,
        verbose_name=_("course"),
        on_delete=models.CASCADE,
        related_name="requirements",
    )
    profession = models.ForeignKey(
        Profession,
        verbose_name=_("role"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty means every role."),
    )
    sector = models.ForeignKey(
        Sector,
        verbose_name=_("sector"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty means every sector."),
    )
    level = models.ForeignKey(
        Level,
        verbose_name=_("practice level expected"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "Asked at this level, at the levels above it where each includes the ones before it, "
            "and at equal levels of other sets. Empty means whatever level is expected."
        ),
    )
    age_band = models.ForeignKey(
        AgeBand,
        verbose_name=_("for work with"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Only a note beside the course. People decide whether it is true of them."),
    )
    since = models.DateField(
        _("asked since"),
        default=timezone.localdate,
        help_text=_("The suggested day is counted from here, or from the first day of the job."),
    )
    suggested_within_days = models.PositiveSmallIntegerField(
        _("suggested within so many days"), default=90, validators=[MaxValueValidator(MOST_DAYS)]
    )
    is_active = models.BooleanField(_("asked"), default=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("required course")
        verbose_name_plural = _("required courses")
        ordering = ["course__path", "pk"]

    def __str__(self):
        return f"{self.course}: {self.of_whom}"

    @property
    def of_whom(self):
        named = [str(one) for one in (self.profession, self.sector, self.level) if one]
        return ", ".join(named) or str(_("everybody"))

    @property
    def as_asking(self):
        return pathway.Requirement(
            self.course,
            since=self.since,
            within_days=self.suggested_within_days,
            profession=self.profession_id,
            sector=self.sector_id,
            level=self.level_id,
            note=self.age_band,
        )

    def clean(self):
        super().clean()
        if self.profession and self.sector and self.profession.sector_id != self.sector_id:
            words = _("“%(role)s” is not in this sector, so nobody would be asked.")
            raise ValidationError({"sector": words % {"role": self.profession}})
