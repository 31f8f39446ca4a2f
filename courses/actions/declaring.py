"""Write down what was learned elsewhere, and take it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import Person
from courses.evidence import delete_file_of, delete_with_evidence
from courses.models import DeclaredLearning, ExternalCourse
from courses.outside import Learning


@transaction.atomic
def declare_learning(
    *, person: Person, learning: Learning, external: ExternalCourse | None = None
) -> DeclaredLearning:
    """Saying the same of one day again corrects it: how long it took, and what shows it."""
    facts = {name: value for name, value in vars(learning).items() if value is not None}
    same = {name: facts.pop(name) for name in ("title", "provider", "finished_on")}
    row, is_new = person.declared_learning.get_or_create(
        **same, defaults={**facts, "external": external}
    )
    if not is_new:
        _correct(row, facts)
    return row


@transaction.atomic
def take_back_learning(*, person: Person, learning: DeclaredLearning) -> bool:
    """Only its owner does; the evidence goes with it."""
    return bool(delete_with_evidence(person.declared_learning.filter(pk=learning.pk)))


def _correct(row: DeclaredLearning, facts: dict[str, Any]) -> None:
    if facts.get("evidence"):
        delete_file_of(row)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
