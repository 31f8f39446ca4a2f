"""What editors hear of a review, and whether it is still wanted when its time comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import TaskState, WorkflowState

from accounts.models import User
from notifications.actions import notify
from notifications.kinds import Kind
from notifications.models import Message
from resources.models import BasePage
from resources.models.workflow import is_author

TOO_LATE = timedelta(days=30)


def ask_reviewers(task_state: TaskState, *, at: datetime) -> int:
    """Everybody who may approve it and did not write it."""
    page = task_state.workflow_state.content_object
    reviewers = User.objects.filter(
        groups__in=task_state.task.specific.groups.all(), is_active=True
    ).exclude(Q(person=None) | Q(person__erased_at__isnull=False))
    asked = [user for user in reviewers.distinct() if not is_author(page, user)]
    for user in asked:
        notify(
            kind=REVIEW_WAITS.code,
            key=f"{REVIEW_WAITS.code}:{task_state.pk}:{user.person.uuid}",
            person=user.person,
            reason=gettext("You are one of those who read pages before they are published."),
            due_at=at,
            expires_at=at + TOO_LATE,
            context={"task_state": task_state.pk},
        )
    return len(asked)


def tell_author(workflow_state: WorkflowState, *, at: datetime) -> None:
    author = workflow_state.requested_by
    if author is None or author.person_id is None:
        return
    notify(
        kind=REVIEW_ENDED.code,
        key=f"{REVIEW_ENDED.code}:{workflow_state.pk}:{workflow_state.current_task_state_id}",
        person=author.person,
        reason=gettext("You sent this page for review."),
        due_at=at,
        expires_at=at + TOO_LATE,
        context={"workflow_state": workflow_state.pk, "status": workflow_state.status},
    )


def words_for_waiting(message: Message) -> Mapping[str, Any] | None:
    """Wanted while the page is still to be read and this reader may approve it."""
    found = TaskState.objects.filter(
        pk=message.context["task_state"], status=TaskState.STATUS_IN_PROGRESS
    ).first()
    if found is None or not message.person.has_login:
        return None
    page, user = found.workflow_state.content_object, message.person.user
    if not found.task.specific.get_actions(page, user):
        return None
    asked_by = found.workflow_state.requested_by
    return {
        "title": page.get_admin_display_title(),
        "author": str(asked_by.person) if asked_by and asked_by.person else gettext("somebody"),
        "path": _editor_of(page),
    }


def words_for_ended(message: Message) -> Mapping[str, Any] | None:
    """Wanted while nothing new has been asked since."""
    found = WorkflowState.objects.filter(pk=message.context["workflow_state"]).first()
    if found is None or found.status != message.context["status"]:
        return None
    page = found.content_object
    is_published = found.status == WorkflowState.STATUS_APPROVED
    return {
        "title": page.get_admin_display_title(),
        "outcome": gettext("was read and is published")
        if is_published
        else gettext("was read and came back to you, with a note on what to change"),
        "path": _editor_of(page),
    }


def _editor_of(page: BasePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


REVIEW_WAITS = Kind(
    code="resources.review_waits",
    label=gettext_lazy("A page waits for you to read it"),
    template="review_waits",
    words=words_for_waiting,
    meaning={
        "title": gettext_lazy("the title of the page"),
        "author": gettext_lazy("who sent it for review"),
        "path": gettext_lazy("the page in the editor"),
    },
    key="resources.review_waits:<review>:<person>",
    when=gettext_lazy("when a page is sent for review"),
    expires=gettext_lazy("after 30 days"),
    stops=gettext_lazy("once for each review"),
    withdrawn=gettext_lazy("somebody has read it, or the reader may no longer approve it"),
)
REVIEW_ENDED = Kind(
    code="resources.review_ended",
    label=gettext_lazy("Your page was read"),
    template="review_ended",
    words=words_for_ended,
    meaning={
        "title": gettext_lazy("the title of the page"),
        "outcome": gettext_lazy("what became of it"),
        "path": gettext_lazy("the page in the editor"),
    },
    key="resources.review_ended:<review>:<step>",
    when=gettext_lazy("when a page was approved or sent back"),
    expires=gettext_lazy("after 30 days"),
    stops=gettext_lazy("once for each answer"),
    withdrawn=gettext_lazy("the page was sent for review again, or is gone"),
)
