from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import (
    AgeBand,
    EmploymentType,
    Level,
    LevelCrosswalk,
    LevelSet,
    OrganisationType,
    Profession,
    Sector,
)
from accounts.models.vocabularies import Term

FILE = Path(__file__).parent.parent / "vocabularies.toml"


@transaction.atomic
def load_vocabularies(path: Path = FILE) -> Counter[str]:
    """Adds what is missing and touches nothing else. Returns how many rows of each kind are new."""
    words = tomllib.loads(path.read_text())
    added: Counter[str] = Counter()
    added += _load(EmploymentType, words["employment_types"])
    added += _load(OrganisationType, words["organisation_types"])
    added += _load(AgeBand, words["age_bands"])
    added += _load_nested(Sector, Profession, words["sectors"], "professions", "sector")
    added += _load_nested(LevelSet, Level, words["level_sets"], "levels", "level_set")
    added += _load_crosswalks(words["crosswalks"])
    return added


def _load(model: type[Term], rows: list[dict[str, Any]]) -> Counter[str]:
    there = set(model.objects.values_list("slug", flat=True))
    new = [
        model(order=order, **row) for order, row in enumerate(rows, 1) if row["slug"] not in there
    ]
    model.objects.bulk_create(new)
    return Counter({model._meta.verbose_name_plural: len(new)})


def _load_nested(
    model: type[Term],
    inner: type[Term],
    rows: list[dict[str, Any]],
    inside: str,
    outside: str,
) -> Counter[str]:
    nested = {row["slug"]: row.pop(inside) for row in rows}
    added = _load(model, rows)
    outer = model.objects.in_bulk(nested, field_name="slug")
    for slug, inner_rows in nested.items():
        added += _load(inner, [{**row, outside: outer[slug]} for row in inner_rows])
    return added


def _load_crosswalks(rows: list[dict[str, str]]) -> Counter[str]:
    there = set(LevelCrosswalk.objects.values_list("level__slug", flat=True))
    levels = Level.objects.in_bulk(field_name="slug")
    new = [
        LevelCrosswalk(level=levels[row["level"]], equivalent=levels[row["equivalent"]])
        for row in rows
        if row["level"] not in there
    ]
    LevelCrosswalk.objects.bulk_create(new)
    return Counter({LevelCrosswalk._meta.verbose_name_plural: len(new)})
