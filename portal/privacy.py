"""Who answers for what is kept about a person. The top of the ladder asks every app below."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model

import accounts.privacy
import courses.privacy
import evaluation.privacy
import forums.privacy
import notifications.privacy
import resources.privacy
from accounts.models import Person, User

# Accounts comes last: what it removes, a login above all, must be let go of first.
APPS = (
    courses.privacy,
    forums.privacy,
    evaluation.privacy,
    resources.privacy,
    notifications.privacy,
    accounts.privacy,
)


def export_for(person: Person) -> dict[str, Any]:
    return {
        app.__name__.removesuffix(".privacy"): section
        for app in APPS
        if (section := app.export_for(person))
    }


@transaction.atomic
def erase(person: Person) -> None:
    for app in APPS:
        app.erase(person)


@transaction.atomic
def merge(*, keep: Person, into_keep: Person) -> None:
    for app in APPS:
        app.merge(keep=keep, into_keep=into_keep)


def covered_keys() -> frozenset[str]:
    return frozenset().union(*(app.KEYS for app in APPS))


def keys_to_people() -> frozenset[str]:
    """Every column of the database that leads to a person or to a login."""
    return frozenset(
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model in (Person, User) and not field.remote_field.parent_link
    )


def rows_about(person: Person) -> dict[type[Model], int]:
    """How much there is to move, by kind of row."""
    counts: dict[type[Model], int] = {}
    for key in sorted(covered_keys()):
        label, _dot, name = key.rpartition(".")
        model = apps.get_model(label)
        at = "person" if model._meta.get_field(name).related_model is User else ""
        path = f"{name}__{at}" if at else name
        found = model._base_manager.filter(**{path: person}).count()
        if found:
            counts[model] = counts.get(model, 0) + found
    return counts
