from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from evaluation.models.leases import Leased
from evaluation.models.plans import Plan
from evaluation.querysets import LeasedQuerySet


class Preparation(Leased):
    """That somebody asked for figures of a plan, and what came of it the last time."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being prepared")
        READY = "ready", _("Ready")
        NONE_NEW = "none_new", _("Not enough people yet")
        STOPPED = "stopped", _("Could not be prepared")

    class Step(models.IntegerChoices):
        SCORES = 1, _("working out the scores")
        MATCHING = 2, _("finding who answered both times")
        PROTECTING = 3, _("making sure that nobody can be found")
        DRAWING = 4, _("drawing the charts")

    # Longer than a task may run, so that no two workers ever prepare one plan.
    LEASE = timedelta(minutes=6)

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="preparation")
    asked_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="preparations"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.WAITING, editable=False
    )
    step = models.PositiveSmallIntegerField(_("step"), default=0, editable=False)

    objects = LeasedQuerySet.as_manager()

    class Meta:
        verbose_name = _("preparation of figures")
        verbose_name_plural = _("preparations of figures")
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return f"{self.plan_id}, {self.state}"

    @property
    def is_under_way(self):
        return self.state == self.State.WAITING

    @property
    def step_in_words(self):
        return self.Step(self.step).label if self.step else ""

    @property
    def percent(self):
        return 100 * self.step // (len(self.Step) + 1)
