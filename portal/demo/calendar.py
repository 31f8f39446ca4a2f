"""Training that made-up providers offer and book themselves."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from accounts.models import AgeBand, Person
from courses.actions.gathering import keep_training
from courses.models import OtherTraining
from portal.demo.files import read, to_come

PLAIN = ("title", "provider", "minutes")


def load_other_training(people: dict[str, Person], *, at: datetime) -> None:
    words = read("calendar")
    for row in words["training"]:
        facts = {name: row[name] for name in PLAIN} | {
            "starts_at": to_come(at, in_days=row["in_days"], hour=row["hour"]),
            "place": row.get("place", ""),
            "link": row.get("link", ""),
            "age_band": AgeBand.objects.filter(slug=row.get("age_band", "")).first(),
            "audience": row.get("audience", ""),
        }
        keep_training(training=OtherTraining(), facts=facts, by=people[words["kept_by"]])


def remove_other_training() -> None:
    """With what was added since of the same providers, and of the made-up organisations."""
    providers = {row["provider"] for row in read("calendar")["training"]}
    places = {row["name"] for row in read("partnership")["organisations"]}
    ours = Q(provider__in=providers) | Q(organisation__name__in=places)
    OtherTraining.objects.filter(ours).delete()
