"""The steps a review may be made of: ours alone.

Wagtail's plain approval by a group knows no author, so whoever wrote a page could approve it there.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail import workflows
from wagtail.models import GroupApprovalTask, Task, WorkflowTask

from resources.models import LivedExperienceTask, PeerReviewTask

STEPS = [LivedExperienceTask, PeerReviewTask]


def offer_our_steps() -> None:
    """Wagtail lists every type of task there is, once, and keeps the list."""
    workflows.TASK_TYPES[:] = STEPS


@receiver(pre_save, sender=GroupApprovalTask)
@receiver(pre_save, sender=Task)
def refuse_a_step_that_knows_no_author(instance: Task, **kwargs: object) -> None:
    """Also when one of an older installation is switched on again."""
    if instance.active and instance.specific_class not in STEPS:
        raise PermissionDenied(_refusal())


@receiver(pre_save, sender=WorkflowTask)
def refuse_to_put_it_into_a_review(instance: WorkflowTask, **kwargs: object) -> None:
    if instance.task.specific_class not in STEPS:
        raise PermissionDenied(_refusal())


def _refusal() -> str:
    return _("Somebody else has to read each page. Choose one of the steps that the list offers.")
