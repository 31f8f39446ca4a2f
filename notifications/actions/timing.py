"""When a message about a day should go, by the partnership's own days and hours."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from notifications.calendars import is_bank_holiday
from notifications.hours import open_before
from notifications.models import Kindness


def working_day_before(moment: datetime) -> datetime:
    """Where there is none within a year, the moment itself."""
    kindness, zone = Kindness.load(), timezone.get_default_timezone()
    found = open_before(
        timezone.localdate(moment, zone),
        hours=kindness.hours,
        zone=zone,
        is_closed=lambda day: is_bank_holiday(day, kindness.nation),
    )
    return found or moment
