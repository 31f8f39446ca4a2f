from celery import shared_task
from django.utils import timezone

from portal.models import Heartbeat


@shared_task
def beat_heart() -> None:
    Heartbeat.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
