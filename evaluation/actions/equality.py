"""Count the answers to the optional questions about people themselves."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Case, F, Value, When

from evaluation.equality import equality_questions
from evaluation.models import EqualityTally, Participant, Plan, Wave


class NotAskedError(Exception):
    """The plan does not ask these questions, or has no such answer."""


@transaction.atomic
def count_equality_answers(*, plan: Plan, given: Mapping[str, str]) -> int:
    """Adds one to each answer; who gave it, when, and beside which other is written nowhere.

    All rows of a plan are made together and written together, also those that stay as they are:
    a database keeps for each row which transaction wrote it last, and that would join what one
    person answered. Locks them, in one order. Returns how many questions were answered.
    """
    offered = {(one.code, code) for one in equality_questions() for code in one.codes}
    chosen = sorted((question, answer) for question, answer in given.items() if answer)
    if not plan.has_equality_questions or not set(chosen) <= offered:
        raise NotAskedError
    if not chosen:
        return 0
    EqualityTally.objects.bulk_create(
        [
            EqualityTally(plan=plan, question=question, answer=answer)
            for question, answer in sorted(offered)
        ],
        ignore_conflicts=True,
    )
    tallies = EqualityTally.objects.filter(plan=plan)
    list(tallies.select_for_update().order_by("pk"))
    theirs = [When(question=question, answer=answer, then=Value(1)) for question, answer in chosen]
    tallies.update(count=F("count") + Case(*theirs, default=Value(0)))
    return len(chosen)


def counts_of(plan: Plan) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for tally in plan.equality_tallies.all():
        counts.setdefault(tally.question, {})[tally.answer] = tally.count
    return counts


def is_to_be_asked(participant: Participant, *, wave: str, occasion_id: int) -> bool:
    """Once of each participant of a plan: with what they send first after a course.

    Found by what they have sent anyway; that they saw the questions is not written down.
    """
    if wave != Wave.POST or not participant.plan.has_equality_questions:
        return False
    sent = participant.responses.filter(wave=Wave.POST, is_complete=True)
    return not sent.exclude(occasion=occasion_id).exists()
