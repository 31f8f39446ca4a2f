"""Turn what was sent into scores, a few at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from evaluation.instrument_files import InstrumentFile
from evaluation.models import Response, Score
from evaluation.scoring import scale_score

BATCH = 200


def score_responses(*, most: int = 5_000) -> int:
    """Score what was sent and is not scored yet. May run twice, at once, or be killed."""
    done = 0
    while done < most and (count := _score_some(min(BATCH, most - done))):
        done += count
    return done


@transaction.atomic
def _score_some(most: int) -> int:
    unscored = Response.objects.to_score().order_by("pk").select_related("version")
    responses = list(
        unscored.prefetch_related("version__wordings").select_for_update(
            skip_locked=True, of=("self",)
        )[:most]
    )
    Score.objects.bulk_create(
        (
            Score(response=response, scale=code, value=value)
            for response in responses
            for code, value in scores_of(response.version.file, response.answers).items()
        ),
        update_conflicts=True,
        unique_fields=["response", "scale"],
        update_fields=["value"],
    )
    keys = [response.pk for response in responses]
    Response.objects.filter(pk__in=keys).update(is_scored=True)
    return len(responses)


def scores_of(file: InstrumentFile, answers: Mapping[str, Any]) -> dict[str, float | None]:
    """Every scale, and the total where every scale it is made of has a score."""
    counted = scored_answers(file, answers)
    rules = {code: item.rule for code, item in file.asked.items()}
    scores = {
        scale.code: scale_score(
            counted,
            [rules[code] for code in scale.items],
            least_answered=scale.least_answered,
        )
        for scale in file.scales
    }
    if file.total:
        parts = [scores[code] for code in file.total.scales]
        whole = None if None in parts else sum(parts) / len(parts)
        scores[file.total.code] = whole
    return scores


def scored_answers(file: InstrumentFile, answers: Mapping[str, Any]) -> dict[str, float]:
    """Only what counts towards a score: not what was left, does not apply or was kept back."""
    counted = {}
    for code, item in file.asked.items():
        answer = answers.get(code)
        if item.rule is None or answer is None:
            continue
        if item.response_set and answer not in item.response_set.scored:
            continue
        counted[code] = answer
    return counted
