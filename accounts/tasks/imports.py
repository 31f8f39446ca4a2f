from celery import shared_task
from django.utils import timezone

from accounts.imports import work


@shared_task
def work_on_import(import_id: int) -> int:
    return int(work.work(import_id, at=timezone.now()))


@shared_task
def sweep_imports() -> int:
    return work.sweep_imports(at=timezone.now())
