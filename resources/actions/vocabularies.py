"""Loads the words that describe content. What a partnership has changed stays changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models.vocabularies import Term
from resources.models import (
    ContentNoteTopic,
    Licence,
    Principle,
    PrincipleSet,
    ResourceType,
    Topic,
)

FILE = Path(__file__).resolve().parent.parent / "vocabularies.json"
# A list follows the lists that its terms point at.
LISTS: dict[str, type[Term]] = {
    "content_note_topics": ContentNoteTopic,
    "topics": Topic,
    "principle_sets": PrincipleSet,
    "principles": Principle,
    "licences": Licence,
    "resource_types": ResourceType,
}
STEP = 10


@transaction.atomic
def load_vocabularies(*, file: Path = FILE) -> dict[str, int]:
    """Adds the terms that are missing and returns how many of each list."""
    lists = json.loads(file.read_text(encoding="utf-8"))
    return {name: _add_missing(model, lists.get(name, [])) for name, model in LISTS.items()}


def _add_missing(model: type[Term], terms: list[dict[str, Any]]) -> int:
    known = set(model.objects.values_list("slug", flat=True))
    missing = [
        model(order=place * STEP, **_fields(model, term))
        for place, term in enumerate(terms, start=1)
        if term["slug"] not in known
    ]
    model.objects.bulk_create(missing)
    return len(missing)


def _fields(model: type[Term], term: dict[str, Any]) -> dict[str, Any]:
    """A term names another by its short name."""
    fields = {}
    for name, value in term.items():
        related = model._meta.get_field(name).related_model
        fields[name] = related.objects.get(slug=value) if related else value
    return fields
