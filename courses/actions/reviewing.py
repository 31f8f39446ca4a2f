"""Send every page of a course for review at once, and approve what waits of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import TaskState

from accounts.models import User
from courses.models import CoursePage
from courses.whole import whole_of
from resources.models import BasePage


class StillToWriteError(Exception):
    """A prompt stands where words of the author's own have to."""


@transaction.atomic
def send_course_for_review(*, course: CoursePage, by: User) -> int:
    """Everything that is a draft and not yet in review; the same review as page by page."""
    CoursePage.objects.select_for_update(of=["self"]).get(pk=course.pk)
    whole = whole_of(course)
    if whole.to_write:
        raise StillToWriteError
    sent = [page for page in whole.to_send if _may_submit(page, by)]
    for page in sent:
        _send(page, by)
    return len(sent)


@transaction.atomic
def approve_course(*, course: CoursePage, by: User) -> int:
    """Each step asks for itself whether this person may: never an author, nor with words left."""
    CoursePage.objects.select_for_update(of=["self"]).get(pk=course.pk)
    approvable = [page for page in whole_of(course).in_review if _may_approve(page, by)]
    for page in approvable:
        state = page.current_workflow_task_state
        state.task.specific.on_action(state, by, "approve")
    return len(approvable)


def waits_for(user: User, pages: Iterable[BasePage]) -> bool:
    """Whether one of these stands in the list of what this person is asked to read."""
    keys = [str(page.pk) for page in pages]
    states = TaskState.objects.reviewable_by(user)
    return states.filter(workflow_state__object_id__in=keys).exists()


def _may_approve(page: BasePage, user: User) -> bool:
    state = page.current_workflow_task_state
    actions = state.task.specific.get_actions(page, user) if state else []
    return any(action[0] == "approve" for action in actions)


def _send(page: BasePage, by: User) -> None:
    """Once more to the same reader, where that reader had asked for changes."""
    if page.current_workflow_state:
        page.current_workflow_state.resume(user=by)
    else:
        page.get_workflow().start(page, by)


def _may_submit(page: BasePage, user: User) -> bool:
    allowed = page.permissions_for_user(user)
    return allowed.can_edit() and allowed.can_submit_for_moderation()
