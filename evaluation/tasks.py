from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from evaluation.actions.asking import close_run_out
from evaluation.actions.bringing import forget_outside_data
from evaluation.actions.scoring import score_responses


@shared_task
def look_after_questions() -> int:
    """Close windows that are over, and score what was sent. May run twice or be killed."""
    return close_run_out(at=timezone.now()) + score_responses()


@shared_task
def forget_what_was_brought() -> int:
    return forget_outside_data(at=timezone.now())
