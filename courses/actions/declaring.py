"""Write down what was learned elsewhere, and take it back."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Person
from courses.evidence import delete_with_evidence
from courses.models import DeclaredLearning, ExternalCourse
from courses.outside import Learning


@transaction.atomic
def declare_learning(
    *, person: Person, learning: Learning, external: ExternalCourse | None = None
) -> DeclaredLearning:
    """Saying the same of one day twice is one declaration, and the first stands."""
    found = person.declared_learning.filter(
        title=learning.title, provider=learning.provider, finished_on=learning.finished_on
    ).first()
    if found:
        return found
    facts = {name: value for name, value in vars(learning).items() if value is not None}
    return DeclaredLearning.objects.create(person=person, external=external, **facts)


@transaction.atomic
def take_back_learning(*, person: Person, learning: DeclaredLearning) -> bool:
    """Only its owner does; the evidence goes with it."""
    return bool(delete_with_evidence(person.declared_learning.filter(pk=learning.pk)))
