from celery import shared_task
from django.utils import timezone

from evaluation.packs import work


@shared_task
def work_on_export(export_id: int) -> int:
    return int(work.work(export_id, at=timezone.now()))


@shared_task
def sweep_exports() -> int:
    return work.sweep_exports(at=timezone.now())
