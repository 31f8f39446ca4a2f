"""Say what is asked and under which rules, until somebody has answered."""

from __future__ import annotations

from django.db import transaction

from evaluation.models import (
    ConsentText,
    InstrumentVersion,
    Plan,
    PlannedMeasure,
    PlannedWave,
    Response,
)


class PlanLockedError(Exception):
    """Somebody has answered: what they were promised stays as it was."""


def is_answered(plan: Plan) -> bool:
    return Response.objects.filter(participant__plan=plan).exists()


@transaction.atomic
def add_measure(
    *,
    plan: Plan,
    wave: str,
    version: InstrumentVersion,
    opens_after: int = 0,
    open_for: int = 30,
    is_then: bool = False,
) -> PlannedMeasure:
    """A moment comes with its first measure. Adding it twice changes nothing."""
    planned, _ = PlannedWave.objects.get_or_create(
        plan=plan, wave=wave, defaults={"opens_after": opens_after, "open_for": open_for}
    )
    measure, _ = PlannedMeasure.objects.get_or_create(
        planned_wave=planned,
        version=version,
        is_then=is_then,
        defaults={"order": planned.measures.count()},
    )
    return measure


@transaction.atomic
def state_consent(*, plan: Plan, words: str) -> ConsentText:
    """New words are a new text; the same words stay the one they are. Locks the plan."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    newest = plan.consent
    if newest and newest.words == words:
        return newest
    number = newest.number + 1 if newest else 1
    return ConsentText.objects.create(plan=plan, number=number, words=words)
