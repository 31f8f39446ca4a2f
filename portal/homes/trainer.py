from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import TaskState

from accounts.models import User
from courses.actions import courses_to_give_out
from courses.models import LessonPage, LiveSession, RecognitionRequest
from courses.permissions import can_start_course
from evaluation.disclosure import K
from resources.models import BasePage

SHOWN = 5
STOPPED_FOR = timedelta(days=14)


def trainer(user: User, at: datetime) -> dict[str, Any]:
    return {
        "drafts": _drafts(user)[:SHOWN],
        "reviews": _reviews(user)[:SHOWN],
        "to_give_out": courses_to_give_out()[:SHOWN],
        "to_recognise": _to_recognise(user, at),
        "may_start": can_start_course(user),
        "stops": _where_people_stop(at),
        "sessions": LiveSession.objects.still_to_run(user.person, at=at)[:SHOWN],
    }


def _drafts(user: User):
    """Their own pages with words that nobody else has seen yet, the newest first."""
    unfinished = BasePage.objects.filter(Q(live=False) | Q(has_unpublished_changes=True))
    return unfinished.filter(owner=user).order_by("-latest_revision_created_at")


def _reviews(user: User) -> list[TaskState]:
    states = TaskState.objects.reviewable_by(user).select_related("workflow_state")
    states = states.select_related("revision__user__person").order_by("started_at")
    return [
        state for state in states.prefetch_related("revision__content_object") if state.revision
    ]


def _to_recognise(user: User, at: datetime) -> int:
    requests = RecognitionRequest.objects.decidable_by(user.person, on=timezone.localdate(at))
    return requests.count()


def _where_people_stop(at: datetime) -> list[LessonPage]:
    """Lessons in which enough people stopped to say so without finding anybody."""
    stopped = Q(progress__completed_at=None, progress__seen_at__lt=at - STOPPED_FOR)
    lessons = LessonPage.objects.live().annotate(stopped=Count("progress", filter=stopped))
    return list(lessons.filter(stopped__gte=K).order_by("-stopped").defer("body")[:SHOWN])
