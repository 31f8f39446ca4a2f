"""A change in the CMS is seen on the next page: what was kept of it is forgotten after commit.

Editors hear of a review through `notifications`. Wagtail's own letters would come at any hour, to
anybody, uncounted: ours stand under their names, so that Wagtail finds them there and adds none.
"""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from accounts.models import Employment
from resources.frame import forget_areas, forget_frame
from resources.models import (
    BasePage,
    LegalPage,
    Partnership,
    ReviewCopy,
    SafeguardingRoute,
    SupportContact,
)
from resources.review_messages import ask_reviewers, tell_author

SECTION_DEPTH = 3
"""Below the root of all pages and the home page of the site."""


@receiver([post_save, post_delete], sender=Partnership)
@receiver([post_save, post_delete], sender=SafeguardingRoute)
@receiver([post_save, post_delete], sender=SupportContact)
@receiver([post_save, post_delete], sender=ReviewCopy)
@receiver([page_published, page_unpublished, post_delete], sender=LegalPage)
@receiver(post_page_move)
def forget_what_stands_around_pages(**kwargs):
    transaction.on_commit(forget_frame)


@receiver([post_save, post_delete])
def forget_which_sections_there_are(instance, **kwargs):
    """They stand right under the home page."""
    if isinstance(instance, BasePage) and instance.depth == SECTION_DEPTH:
        transaction.on_commit(forget_frame)


@receiver([post_save, post_delete], sender=Employment)
def forget_where_somebody_works(instance, **kwargs):
    transaction.on_commit(lambda: forget_areas(instance.person_id))


@receiver(
    task_submitted,
    sender=TaskState,
    dispatch_uid="group_approval_task_submitted_email_notification",
)
def a_review_waits(instance, **kwargs):
    ask_reviewers(instance, at=timezone.now())


@receiver(
    workflow_submitted,
    sender=WorkflowState,
    dispatch_uid="workflow_state_submitted_email_notification",
)
def nobody_else_is_told(**kwargs):
    """Wagtail would write to superusers, of whom there are none here."""


@receiver(
    workflow_approved,
    sender=WorkflowState,
    dispatch_uid="workflow_state_approved_email_notification",
)
@receiver(
    workflow_rejected,
    sender=WorkflowState,
    dispatch_uid="workflow_state_rejected_email_notification",
)
def a_review_has_ended(instance, **kwargs):
    tell_author(instance, at=timezone.now())
