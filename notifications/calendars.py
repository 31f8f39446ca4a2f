"""The bank holidays of the four nations, known without asking anybody."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from holidays.countries import UnitedKingdom


class Nation(TextChoices):
    ENGLAND = "ENG", _("England")
    NORTHERN_IRELAND = "NIR", _("Northern Ireland")
    SCOTLAND = "SCT", _("Scotland")
    WALES = "WLS", _("Wales")


@cache
def _of_year(nation: str, year: int) -> frozenset[date]:
    return frozenset(UnitedKingdom(subdiv=nation, years=year))


def is_bank_holiday(day: date, nation: str) -> bool:
    return bool(nation) and day in _of_year(nation, day.year)
