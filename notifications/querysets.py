from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from accounts.models import Person
from accounts.permissions import has_right_everywhere, reach
from accounts.querysets import PersonQuerySet
from accounts.rights import Right
from notifications.kinds import kinds_that_go_along, kinds_that_hide_outcome


class MessageQuerySet(models.QuerySet):
    def waiting(self) -> MessageQuerySet:
        return self.filter(state="waiting")

    def due(self, *, at: datetime) -> MessageQuerySet:
        """Waiting and not to be tried later; the longest due come first."""
        return self.waiting().filter(try_at__lte=at).order_by("try_at", "pk")

    def due_or_going_along(self, *, at: datetime) -> MessageQuerySet:
        """With what a letter that goes now can take along, though its own moment is later."""
        takes = Q(kind__in=kinds_that_go_along(), due_at__lte=at)
        return self.waiting().filter(Q(try_at__lte=at) | takes).order_by("try_at", "pk")

    def abandoned(self, *, at: datetime) -> MessageQuerySet:
        """Claimed by a sweep whose lease ran out before it said what became of them."""
        return self.filter(state="claimed", lease_ends_at__lte=at)

    def open(self) -> MessageQuerySet:
        """Not yet sent, skipped, failed or cancelled."""
        return self.filter(state__in=["waiting", "claimed"])

    def sent(self) -> MessageQuerySet:
        return self.filter(state="sent")

    def ended_since(self, moment: datetime) -> MessageQuerySet:
        """Sent, skipped, failed or cancelled; named one by one, since the index begins with it."""
        ended = ["sent", "skipped", "failed", "cancelled"]
        return self.filter(state__in=ended, ended_at__gte=moment)

    def that_may_be_told(self) -> MessageQuerySet:
        """Without those of which nobody may learn whether they went."""
        ended = ["sent", "skipped", "cancelled"]
        return self.exclude(kind__in=kinds_that_hide_outcome(), state__in=ended)

    def in_standing(self, standing: str, *, at: datetime) -> MessageQuerySet:
        """As the desk lists them."""
        match standing:
            case "due":
                return self.open().filter(try_at__lte=at)
            case "later":
                return self.open().filter(try_at__gt=at)
            case "unsent":
                return self.filter(state="failed")
            case "not_sent":
                return self.filter(state__in=["skipped", "cancelled"])
            case _:
                return self.sent()

    def to_hand_over(self, *, people: PersonQuerySet, since: datetime) -> MessageQuerySet:
        """What waits unread in the portal for people whom no letter reaches."""
        waits = self.sent().unread().filter(channel="portal", handed_over_at=None)
        return waits.filter(person__in=people, ended_at__gte=since)

    def visible_to(self, person: Person) -> MessageQuerySet:
        """What was sent to them, by whichever way."""
        return self.sent().filter(person=person)

    def unread(self) -> MessageQuerySet:
        return self.filter(read_at=None)


class QuietTimeQuerySet(models.QuerySet):
    def not_over(self, *, on: date) -> QuietTimeQuerySet:
        return self.filter(ends_on__gte=on)

    def kept_by(self, person: Person) -> QuietTimeQuerySet:
        """Those that they may change."""
        if has_right_everywhere(person, Right.MANAGE_SITE):
            return self
        return self.filter(reach(person, Right.CONFIRM_PEOPLE, at="organisation"))

    def seen_by(self, person: Person) -> QuietTimeQuerySet:
        """Those that hold for the people in their care."""
        return self.filter(organisation=None) | self.kept_by(person)
