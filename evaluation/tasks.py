from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from evaluation import preparing
from evaluation.actions.asking import close_run_out
from evaluation.actions.bringing import forget_outside_data
from evaluation.actions.counting import count_who_took_part
from evaluation.actions.scoring import score_responses


@shared_task
def look_after_questions() -> int:
    """Close windows that are over, score what was sent, and count once a day.

    May run twice or be killed.
    """
    count_who_took_part(on=timezone.localdate())
    return close_run_out(at=timezone.now()) + score_responses()


@shared_task
def prepare_figures(preparation_id: int) -> int:
    return int(preparing.prepare(preparation_id, at=timezone.now()))


@shared_task
def sweep_preparations() -> int:
    return preparing.sweep_preparations(at=timezone.now())


@shared_task
def forget_what_was_brought() -> int:
    return forget_outside_data(at=timezone.now())
