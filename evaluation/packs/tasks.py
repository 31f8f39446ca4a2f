from celery import shared_task
from django.utils import timezone

from evaluation.packs import work

# A million answers take minutes. Longer than the broker's patience does no harm: whoever is handed
# the same row meanwhile finds it claimed.
PATIENCE = {"soft_time_limit": 30 * 60, "time_limit": 31 * 60}


@shared_task(**PATIENCE)
def work_on_export(export_id: int) -> int:
    return int(work.work(export_id, at=timezone.now()))


@shared_task(**PATIENCE)
def sweep_exports() -> int:
    return work.sweep_exports(at=timezone.now())
