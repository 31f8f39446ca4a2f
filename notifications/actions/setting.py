"""Change how kindly the portal writes."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.models import Person
from notifications.models import Kindness, QuietTime


@transaction.atomic
def save_kindness(*, by: Person, kindness: Kindness) -> Kindness:
    kindness.save()
    audit.record(actor=by, verb="messages.kindness_set", target=kindness)
    return kindness


@transaction.atomic
def save_quiet_time(*, by: Person, quiet_time: QuietTime) -> QuietTime:
    """Letters that were put off past days no longer quiet go on the day they were put off to."""
    quiet_time.save()
    audit.record(actor=by, verb="messages.quiet_time_set", target=quiet_time)
    return quiet_time


@transaction.atomic
def remove_quiet_time(*, by: Person, quiet_time: QuietTime) -> None:
    audit.record(actor=by, verb="messages.quiet_time_removed", target=quiet_time)
    quiet_time.delete()
