from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from courses.models.pages import CoursePage
from courses.querysets import CandidacyQuerySet
from courses.stages import Facts, Stage


class StagedPathway(models.Model):
    """A role that people grow into: applied, trained, supervised practice, active."""

    title = models.CharField(
        _("title"), max_length=120, unique=True, help_text=_("For example “Nurture practitioner”.")
    )
    lead = models.CharField(_("lead sentence"), max_length=300, blank=True)
    courses = models.ManyToManyField(
        CoursePage,
        verbose_name=_("courses to be trained"),
        blank=True,
        related_name="staged_pathways",
    )
    supervision_hours = models.PositiveSmallIntegerField(
        _("hours of supervised practice"), default=10, help_text=_("Needed before being active.")
    )
    is_open = models.BooleanField(_("people may apply"), default=True)

    class Meta:
        verbose_name = _("pathway with stages")
        verbose_name_plural = _("pathways with stages")
        ordering = ["title"]

    def __str__(self):
        return self.title


class Candidacy(models.Model):
    """Somebody on such a pathway, until they step back. One that is over is kept."""

    pathway = models.ForeignKey(StagedPathway, on_delete=models.PROTECT, related_name="candidacies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="candidacies")
    supervisor = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="supervises"
    )
    ended_on = models.DateField(_("stepped back"), null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name = _("person on a pathway with stages")
        verbose_name_plural = _("people on pathways with stages")
        ordering = ["person__display_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "pathway"],
                condition=models.Q(ended_on=None),
                name="once_on_a_pathway_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(supervisor=models.F("person")),
                name="nobody_supervises_themselves",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.pathway}"

    @cached_property
    def facts(self):
        """Where they stand, from what was written down and what is finished or recognised."""
        person, wanted = self.person, list(self.pathway.courses.all())
        done = set(person.enrolments.finished().values_list("course", flat=True))
        done |= set(person.recognitions.values_list("course", flat=True))
        hours = list(self.supervisions.all())
        return Facts(
            reached={Stage(one.stage): one.reached_on for one in self.stages.all()},
            courses_left=[course for course in wanted if course.pk not in done],
            minutes_needed=60 * self.pathway.supervision_hours,
            minutes_confirmed=sum(one.minutes for one in hours if one.confirmed_at),
        )


class StageReached(models.Model):
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    reached_on = models.DateField(_("on"))
    decided_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="stages_decided"
    )
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("stage that somebody reached")
        verbose_name_plural = _("stages that people reached")
        ordering = ["candidacy_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidacy", "stage"], name="each_stage_once")
        ]

    def __str__(self):
        return self.get_stage_display()


class Supervision(models.Model):
    """That it took place, and how long. What was talked about belongs nowhere here."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="supervisions")
    held_on = models.DateField(_("on"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("supervision")
        verbose_name_plural = _("supervisions")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidacy", "held_on"], name="supervised_once_a_day")
        ]

    def __str__(self):
        return str(self.held_on)
