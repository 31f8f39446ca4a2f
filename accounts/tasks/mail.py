from celery import shared_task
from django.utils import timezone

from accounts import outbox


@shared_task
def send_access_mail(mail_id: int) -> int:
    return int(outbox.deliver(mail_id, at=timezone.now()))


@shared_task
def sweep_access_mail() -> int:
    return outbox.sweep(at=timezone.now())
