from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from courses.refreshing import months_on, next_end_of


class Lasting(models.Model):
    """What finishing a course gives, and how long it holds."""

    gives_certificate = models.BooleanField(_("gives a certificate"), default=True)
    certificate_months = models.PositiveSmallIntegerField(
        _("certificate is valid for so many months"),
        null=True,
        blank=True,
        help_text=_("Empty means that it does not run out, or that a refresher says when."),
    )
    refresh_months = models.PositiveSmallIntegerField(
        _("refreshed after so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(3), MaxValueValidator(120)],
        help_text=_("Counted from the day somebody finishes. Empty means no refresher."),
    )
    refresh_in_month = models.PositiveSmallIntegerField(
        _("or refreshed each year by the end of"),
        choices=list(MONTHS.items()),
        null=True,
        blank=True,
        help_text=_("The same month for everybody. Choose this or a number of months."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(refresh_months=None) | models.Q(refresh_in_month=None),
                name="a_course_is_refreshed_in_one_way",
                violation_error_message=_("Choose one: so many months, or a month of the year."),
            )
        ]

    @property
    def is_refreshed(self):
        return bool(self.refresh_months or self.refresh_in_month)

    def valid_until(self, finished_on):
        """The day until which a finish holds; None where it does not run out."""
        if self.refresh_in_month:
            return next_end_of(self.refresh_in_month, finished_on)
        months = self.refresh_months or self.certificate_months
        return months_on(finished_on, months) if months else None
