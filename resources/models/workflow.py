from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from resources.authors import has_written
from resources.readiness import what_keeps_back

SOMEBODY_ELSE = _("Somebody who did not write this has to approve it.")


class ReviewStep(AbstractGroupApprovalTask):
    """It ends only when nothing is left of it, and says until then what is."""

    asks_a_group = False

    class Meta:
        abstract = True

    def what_is_left(self, page, user):
        """In sentences; nothing when this step may end."""
        return what_keeps_back(page.get_latest_revision_as_object())

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
                raise PermissionDenied(" ".join(map(str, left)))
        super().on_action(task_state, user, action_name, **kwargs)


class PeerReviewTask(ReviewStep):
    """Somebody else reads it before it is published.

    Whoever owns the page, asked for the review or changed a word since it was last published
    cannot approve it, administrators included. While it waits, its authors cannot change what is
    being read.
    """

    class Meta:
        verbose_name = _("review by somebody else")
        verbose_name_plural = _("reviews by somebody else")

    @classmethod
    def get_description(cls):
        return _("Somebody who did not write it reads and approves it")

    def what_is_left(self, page, user):
        return [SOMEBODY_ELSE] if is_author(page, user) else super().what_is_left(page, user)

    def locked_for_user(self, obj, user):
        return is_author(obj, user) or super().locked_for_user(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)


class LivedExperienceTask(ReviewStep):
    """People who have lived through it read the words, and each of their comments is answered.

    Whoever works with the group is often the author, so that an author may end this step, where
    somebody else reads the page after it.
    """

    asks_a_group = True

    class Meta:
        verbose_name = _("lived-experience language review")
        verbose_name_plural = _("lived-experience language reviews")

    @classmethod
    def get_description(cls):
        return _(
            "A group of people who have lived through it reads a review copy, and every comment is "
            "answered"
        )

    def what_is_left(self, page, user):
        left = what_is_left_of_review(page) or super().what_is_left(page, user)
        if not left and is_author(page, user) and not self._is_read_by_somebody_else_after(page):
            left = [SOMEBODY_ELSE]
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
    """While it is being read, whoever saved it last is one, changed or not."""
    revision = page.get_latest_revision()
    return bool(revision and revision.user_id == user.pk) or wrote(page, user)


def is_reviewed(page) -> bool:
    """Whether it reaches readers by way of somebody else."""
    workflow = page.get_workflow()
    if workflow is None:
        return False
    steps = workflow.tasks.filter(active=True)
    return any(isinstance(step.specific, ReviewStep) for step in steps)


def wrote(page, user) -> bool:
    """Whether it is theirs: to answer for, to ask for, or by a word that is not public yet."""
    state = page.current_workflow_state
    is_theirs = user.pk in {page.owner_id, state and state.requested_by_id}
    return is_theirs or has_written(page, user)
