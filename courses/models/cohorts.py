from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Sector
from courses.models.pages import CoursePage
from courses.models.themed import ForAgeBand
from courses.querysets import CohortQuerySet, MembershipQuerySet, SeriesQuerySet
from evaluation.models import Plan


class Series(models.Model):
    """Sessions that belong together, such as three in a row. Any cohort may go through it."""

    title = models.CharField(_("title"), max_length=120)
    about = models.TextField(_("what it is about"), blank=True)
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    edits = models.PositiveIntegerField(default=0, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of sessions")
        verbose_name_plural = _("series of sessions")
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title


class SeriesPart(models.Model):
    """Taken once, with whichever cohort."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    title = models.CharField(_("title"), max_length=120)

    class Meta:
        verbose_name = _("part of a series")
        verbose_name_plural = _("parts of a series")
        ordering = ["series_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="part_number_once")
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"


class Cohort(ForAgeBand):
    """A named group that meets more than once. Its sessions are open to its members first."""

    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("what it is about"), blank=True)
    series = models.ForeignKey(
        Series,
        verbose_name=_("series of sessions"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cohorts",
    )
    course = models.ForeignKey(
        CoursePage,
        verbose_name=_("the course it belongs to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cohorts",
    )
    lead = models.ForeignKey(
        Person,
        verbose_name=_("lead"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="cohorts_led",
    )
    evaluation_plan = models.ForeignKey(
        Plan,
        verbose_name=_("evaluation plan"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("What its people are asked when they join, after the last session, and later."),
    )
    asked_after_at = models.DateTimeField(null=True, editable=False)
    """When its people were asked how it was."""
    is_pilot = models.BooleanField(_("this is a pilot"), default=False)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    edits = models.PositiveIntegerField(default=0, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="cohort_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return self.name

    def has_member(self, person):
        return self.memberships.current().filter(person=person).exists()

    def shows_parts_to(self, person):
        """Who was where: for whoever leads it or made it, and nobody above them."""
        return person.pk in (self.lead_id, self.made_by_id)


class Membership(models.Model):
    """Somebody belongs to a cohort, or did. Whoever comes back has the same row."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Of the job they joined in, as it was then."""
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    left_at = models.DateTimeField(null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership of a cohort")
        verbose_name_plural = _("memberships of cohorts")
        ordering = ["cohort_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "person"], name="member_of_a_cohort_once")
        ]

    def __str__(self):
        return str(self.person)
