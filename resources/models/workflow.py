from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class PeerReviewTask(AbstractGroupApprovalTask):
    """Somebody else reads it before it is published.

    Whoever owns the page, asked for the review or wrote the last words cannot approve them,
    administrators included. While it waits, its authors cannot change what is being read.
    """

    class Meta:
        verbose_name = _("review by somebody else")
        verbose_name_plural = _("reviews by somebody else")

    @classmethod
    def get_description(cls):
        return _("Somebody who did not write it reads and approves it")

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        if is_author(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state, user, action_name, **kwargs):
        if action_name == "approve" and is_author(task_state.workflow_state.content_object, user):
            raise PermissionDenied(_("Somebody who did not write this has to approve it."))
        super().on_action(task_state, user, action_name, **kwargs)

    def locked_for_user(self, obj, user):
        return is_author(obj, user) or super().locked_for_user(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)


def is_author(page, user) -> bool:
    state = page.current_workflow_state
    revision = page.get_latest_revision()
    authors = {page.owner_id, state and state.requested_by_id, revision and revision.user_id}
    return user.pk in authors
