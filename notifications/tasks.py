from __future__ import annotations

from time import monotonic

from celery import shared_task
from django.utils import timezone

from notifications.actions.sweeping import sweep_messages as sweep

SECONDS = 30
"""With a stalled mail server one more batch takes at most 200 seconds: below the soft limit."""


@shared_task
def sweep_messages() -> int:
    """Batch after batch until nothing is due or half a minute has gone; beat comes again."""
    ends, swept = monotonic() + SECONDS, 0
    while handled := sweep(at=timezone.now()):
        swept += handled
        if monotonic() > ends:
            break
    return swept
