"""What follows the last approval. Wagtail imports this while its models are being made, so that
nothing here may import a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from resources.authors import has_written

if TYPE_CHECKING:
    from wagtail.models import Revision, WorkflowState

    from accounts.models import User


def publish_reviewed(workflow_state: WorkflowState, user: User | None = None) -> None:
    """Approving is the right; whoever approves needs no other.

    A review whose steps were all switched off ends as it begins, with nobody having read the page.
    """
    revision = workflow_state.content_object.get_latest_revision()
    if not _is_read_by_somebody_else(workflow_state, revision):
        raise PermissionDenied(_("Nobody else has read this yet, and no step of a review asks."))
    revision.publish(user=user, skip_permission_checks=True)


def _is_read_by_somebody_else(workflow_state: WorkflowState, revision: Revision) -> bool:
    page = workflow_state.content_object
    authors = {page.owner_id, workflow_state.requested_by_id, revision.user_id} - {None}
    approved = workflow_state.task_states.filter(status="approved")
    others = approved.exclude(finished_by__in=authors).select_related("finished_by")
    return any(not (one.finished_by and has_written(page, one.finished_by)) for one in others)
