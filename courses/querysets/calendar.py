"""What stands in the calendar of all providers, and who reads theirs in a program of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q, Value

if TYPE_CHECKING:
    from accounts.models import AgeBand
    from resources.models import Topic

ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Narrowing:
    """What the calendar is narrowed to; empty means everything."""

    age_band: AgeBand | None = None
    theme: Topic | None = None
    kind: str = ""
    """One of sessions, or `ELSEWHERE`."""
    provider: str = ""
    """By name: not every one of them is an organisation of ours."""

    @property
    def is_narrow(self) -> bool:
        return self != Narrowing()

    @property
    def words(self) -> dict[str, Any]:
        said = {"age_band": self.age_band, "theme": self.theme}
        return {name: value for name, value in said.items() if value}


class CalendarQuerySet(models.QuerySet):
    def between(self, first: datetime, last: datetime) -> CalendarQuerySet:
        return self.filter(starts_at__gte=first, starts_at__lt=last)

    def to_come(self, *, at: datetime) -> CalendarQuerySet:
        return self.filter(starts_at__gt=at)

    def keys(self, source: str) -> CalendarQuerySet:
        """To stand in one order with those of another source."""
        named = self.order_by().annotate(source=Value(source), key=F("pk"))
        return named.values_list("starts_at", "source", "key")


class OtherTrainingQuerySet(CalendarQuerySet):
    def shown(self) -> OtherTrainingQuerySet:
        return self.filter(is_active=True)

    def narrowed(self, said: Narrowing) -> OtherTrainingQuerySet:
        if said.kind not in ("", ELSEWHERE):
            return self.none()
        found = self.filter(**said.words)
        if said.provider:
            named = Q(organisation__name=said.provider) | Q(provider=said.provider)
            found = found.filter(named)
        return found

    def with_words(self) -> OtherTrainingQuerySet:
        return self.select_related("age_band", "theme", "organisation", "level")

    def providers(self) -> set[str]:
        rows = self.order_by().values_list("organisation__name", "provider").distinct()
        return {name or words for name, words in rows}


class CalendarFeedQuerySet(models.QuerySet):
    def open(self) -> CalendarFeedQuerySet:
        """Of whoever is here and may sign in."""
        return self.filter(
            person__user__is_active=True, person__erased_at=None, person__merged_into=None
        )

    def of_closed_accounts(self) -> CalendarFeedQuerySet:
        return self.filter(person__user__is_active=False)
