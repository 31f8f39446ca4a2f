from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Locality, Organisation
from accounts.models.people import Person
from accounts.models.vocabularies import EmploymentType, Level, Profession
from accounts.querysets import EmploymentQuerySet


class Employment(models.Model):
    """Where somebody works or volunteers, as what, from when to when. Several may run at once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="employments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="employments"
    )
    profession = models.ForeignKey(
        Profession, verbose_name=_("role"), on_delete=models.PROTECT, related_name="employments"
    )
    employment_type = models.ForeignKey(
        EmploymentType, verbose_name=_("how"), on_delete=models.PROTECT, related_name="employments"
    )
    locality = models.ForeignKey(
        Locality,
        verbose_name=_("workplace area"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="employments",
    )
    line_manager = models.ForeignKey(
        Person,
        verbose_name=_("line manager"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="manages",
        help_text=_("Used only to invite, to assign and to keep breakout groups apart."),
    )
    level_expected = models.ForeignKey(
        Level,
        verbose_name=_("practice level expected"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person,
        verbose_name=_("confirmed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    declined_at = models.DateTimeField(_("declined"), null=True, blank=True, editable=False)
    declined_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    staff_number = models.CharField(
        _("staff number"),
        max_length=40,
        blank=True,
        help_text=_("Only finds the same person again in the organisation's next list."),
    )

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="employment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(line_manager=models.F("person")),
                name="nobody_manages_themselves",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(declined_at=None),
                name="employment_not_both_confirmed_and_declined",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "profession", "starts_on"],
                name="one_employment_per_start",
            ),
        ]

    def __str__(self):
        return f"{self.profession}, {self.organisation}"

    @property
    def sector(self):
        return self.profession.sector

    @property
    def is_confirmed(self):
        """Boards, coverage and everything of the organisation's wait for this."""
        return self.confirmed_at is not None

    @property
    def is_declined(self):
        return self.declined_at is not None
