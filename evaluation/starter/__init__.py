"""The questions that the portal brings along, in our own words."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction

from evaluation.models import Instrument, Item, ResponseOption, ResponseSet

FILE = Path(__file__).parent / "instruments.json"
PRACTICE_IN_THREE = "practice-in-three"


@transaction.atomic
def load_starter_instruments() -> int:
    """Add what is missing; what is there stays as it is. Returns how many instruments are new."""
    document = json.loads(FILE.read_text())
    sets = {row["slug"]: _response_set(row) for row in document["response_sets"]}
    return sum(_add_instrument(row, sets) for row in document["instruments"])


def _response_set(row: dict) -> ResponseSet:
    response_set, is_new = ResponseSet.objects.get_or_create(
        slug=row["slug"], defaults={"label": row["label"]}
    )
    if is_new:
        ResponseOption.objects.bulk_create(
            ResponseOption(response_set=response_set, order=order, **option)
            for order, option in enumerate(row["options"])
        )
    return response_set


def _add_instrument(row: dict, sets: dict[str, ResponseSet]) -> bool:
    words = {name: value for name, value in row.items() if name not in ("slug", "items")}
    instrument, is_new = Instrument.objects.get_or_create(slug=row["slug"], defaults=words)
    if is_new:
        Item.objects.bulk_create(
            Item(
                instrument=instrument,
                order=order,
                **{**item, "response_set": sets[item["response_set"]]},
            )
            for order, item in enumerate(row["items"])
        )
    return is_new
