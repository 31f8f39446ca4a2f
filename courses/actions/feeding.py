"""A private address for somebody's own calendar: give one, give another, end it."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Person
from courses.models import CalendarFeed
from courses.models.calendar import new_key


def give_feed(*, person: Person, at: datetime) -> CalendarFeed:
    """The first, or another; the one before leads nowhere from then on."""
    given = {"key": new_key(), "made_at": at}
    found, _is_new = CalendarFeed.objects.update_or_create(person=person, defaults=given)
    return found


def end_feed(*, person: Person) -> None:
    CalendarFeed.objects.filter(person=person).delete()


def end_feeds_of_closed_accounts() -> int:
    """Opened again, an account begins with a new address: the old one may be known to others."""
    ended, _rows = CalendarFeed.objects.of_closed_accounts().delete()
    return ended
