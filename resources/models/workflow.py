from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from resources.gaps import gaps_before_first


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
        if is_author(obj, user) or gaps_before_first(obj.get_latest_revision_as_object()):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state, user, action_name, **kwargs):
        if action_name == "approve":
            self._refuse_to_approve(task_state, user)
        super().on_action(task_state, user, action_name, **kwargs)

    def _refuse_to_approve(self, task_state, user):
        if is_author(task_state.workflow_state.content_object, user):
            raise PermissionDenied(_("Somebody who did not write this has to approve it."))
        if gaps := gaps_before_first(task_state.revision.as_object()):
            words = _("“%(gap)s” still waits for words of your own.")
            raise PermissionDenied(words % {"gap": gaps[0]})

    def locked_for_user(self, obj, user):
        return is_author(obj, user) or super().locked_for_user(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)


class LivedExperienceTask(AbstractGroupApprovalTask):
    """People who have lived through it read the words, and each of their comments is answered.

    Whoever works with the group is often the author, so that an author may end this step, where
    somebody else reads the page after it.
    """

    class Meta:
        verbose_name = _("lived-experience language review")
        verbose_name_plural = _("lived-experience language reviews")

    @classmethod
    def get_description(cls):
        return _(
            "A group of people who have lived through it reads a review copy, and every comment is "
            "answered"
        )

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        if not actions or not self.what_is_left(obj, user):
            return actions
        kept = [action for action in actions if action[0] != "approve"]
        return [*kept, ("see_what_is_left", gettext("See what is left before approving"), True)]

    def get_template_for_action(self, action):
        if action == "see_what_is_left":
            return "resources/cms/what_is_left.html"
        return super().get_template_for_action(action)

    def on_action(self, task_state, user, action_name, **kwargs):
        if action_name == "approve":
            left = self.what_is_left(task_state.workflow_state.content_object, user)
            if left:
                raise PermissionDenied(" ".join(left))
        super().on_action(task_state, user, action_name, **kwargs)

    def what_is_left(self, page, user):
        """In sentences; nothing when this step may end."""
        left = what_is_left_of_review(page)
        if not left and is_author(page, user) and not self._is_read_by_somebody_else_after(page):
            left = [gettext("Somebody who did not write this has to approve it.")]
        return left

    def _is_read_by_somebody_else_after(self, page):
        steps = page.current_workflow_state.workflow.workflow_tasks.order_by("sort_order")
        tasks = list(steps.values_list("task", flat=True))
        after = tasks[tasks.index(self.pk) + 1 :] if self.pk in tasks else []
        return PeerReviewTask.objects.filter(pk__in=after, active=True).exists()


def what_is_left_of_review(page):
    """What a page's groups still wait for; at least one has to have read what is not yet public."""
    copies = page.review_copies.with_counts()
    left = [sentence for copy in copies.open() for sentence in left_of_copy(copy)]
    since = page.last_published_at
    done = copies.closed().filter(closed_at__gt=since) if since else copies.closed()
    if not left and not done.exists():
        left = [gettext("No group has read this yet. Make a review copy first.")]
    return left


def left_of_copy(copy):
    """Of an open copy, with its counts."""
    group = {"group": copy.group_name}
    if copy.waiting:
        words = ngettext(
            "%(n)d comment from %(group)s waits for an answer.",
            "%(n)d comments from %(group)s wait for an answer.",
            copy.waiting,
        )
        return [words % {"n": copy.waiting, **group}]
    if not copy.said:
        return [gettext("Write down what %(group)s said, or say that no comments came.") % group]
    return [gettext("Close the review by %(group)s.") % group]


def is_author(page, user) -> bool:
    state = page.current_workflow_state
    revision = page.get_latest_revision()
    authors = {page.owner_id, state and state.requested_by_id, revision and revision.user_id}
    return user.pk in authors
