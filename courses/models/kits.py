from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from courses.blocks import CaseStudyBlock
from courses.kit_blocks import PlanStepBlock
from courses.models.themed import Themed
from courses.querysets import SessionKitQuerySet
from courses.run_sheet import Step, steps_of
from courses.usual_kit import usual_agreement, usual_care, usual_plan
from resources.blocks import DownloadBlock
from resources.models import KeepsFiles


class SessionKit(Themed, KeepsFiles):
    """What facilitators go through in a session. Sessions show its newest saved words."""

    title = models.CharField(_("title"), max_length=120)
    mentions = models.CharField(
        _("what it mentions"),
        max_length=240,
        blank=True,
        help_text=_("One plain sentence. Sessions that say nothing themselves say this."),
    )
    plan = StreamField([("step", PlanStepBlock())], verbose_name=_("plan"), default=usual_plan)
    case = StreamField(
        [("case_study", CaseStudyBlock())],
        max_num=1,
        verbose_name=_("case study"),
        blank=True,
        help_text=_("Made up. A session round a case has one; others may go without."),
    )
    agreement = models.TextField(
        _("group agreement"), default=usual_agreement, help_text=_("One sentence on each line.")
    )
    care = models.TextField(
        _("when somebody is upset"),
        default=usual_care,
        help_text=_(
            "What the facilitator does, in order, one sentence on each line. Who the support "
            "person is comes from the session."
        ),
    )
    handouts = StreamField([("download", DownloadBlock())], verbose_name=_("handouts"), blank=True)
    is_active = models.BooleanField(
        _("can be chosen"),
        default=True,
        help_text=_("Sessions that have it keep it."),
    )

    objects = SessionKitQuerySet.as_manager()

    class Meta:
        verbose_name = _("facilitator kit")
        verbose_name_plural = _("facilitator kits")
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    @property
    def case_study(self):
        return next((block.value for block in self.case), None)

    @property
    def agreement_lines(self):
        return _lines(self.agreement)

    @property
    def care_lines(self):
        return _lines(self.care)

    def steps_from(self, starts_at: datetime) -> list[Step]:
        stages = self.case_study["stages"] if self.case_study else ()
        plan = [block.value for block in self.plan]
        return steps_of(plan, stages=stages, starts_at=starts_at)


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
