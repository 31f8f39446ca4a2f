from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Locality, Organisation
from accounts.models.vocabularies import Profession


class Headcount(models.Model):
    """How many people of a profession work somewhere on a day, and who says so."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="headcounts",
    )
    profession = models.ForeignKey(
        Profession,
        verbose_name=_("profession"),
        on_delete=models.PROTECT,
        related_name="headcounts",
    )
    locality = models.ForeignKey(
        Locality,
        verbose_name=_("workplace area"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="headcounts",
        help_text=_("Leave empty for the whole organisation."),
    )
    counted_on = models.DateField(_("counted on"))
    source = models.CharField(
        _("source"), max_length=120, help_text=_("Where the number comes from.")
    )
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        ordering = ["-counted_on", "organisation__name", "profession__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "profession", "locality", "counted_on", "source"],
                name="one_headcount_per_combination",
                violation_error_message=_(
                    "This number is there already: same organisation, profession, area, "
                    "day and source. Change that one."
                ),
            ),
            # Databases hold two empty localities to be different.
            models.UniqueConstraint(
                fields=["organisation", "profession", "counted_on", "source"],
                condition=models.Q(locality=None),
                name="one_headcount_per_whole_organisation",
                violation_error_message=_(
                    "This number is there already: same organisation, profession, day and "
                    "source. Change that one."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.profession}: {self.people}"
