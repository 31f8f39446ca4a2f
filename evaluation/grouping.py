"""Which groups somebody belongs to on the day they first answer: what results are given for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Person

DIMENSIONS = {
    "sector": _("sector"),
    "profession": _("role"),
    "organisation": _("organisation"),
    "locality": _("area"),
}


def groups_of(person: Person, *, on: date) -> dict[str, str]:
    """By the job they have had longest of those confirmed; nothing for whoever has none."""
    jobs = person.employments.current(on=on).confirmed()
    job = (
        jobs.select_related("organisation", "profession__sector", "locality")
        .order_by("starts_on", "pk")
        .first()
    )
    if job is None:
        return {}
    groups = {
        "sector": str(job.profession.sector),
        "profession": str(job.profession),
        "organisation": str(job.organisation),
        "locality": str(job.locality) if job.locality else "",
    }
    return {name: value for name, value in groups.items() if value}


def crossing_in_words(names: Iterable[str]) -> str:
    return get_text_list([str(DIMENSIONS[name]) for name in names], gettext("and"))
