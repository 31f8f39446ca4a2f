"""Turn what was sent into scores, a few at a time."""

from __future__ import annotations

from django.db import transaction

from evaluation.answered import scale_scores
from evaluation.models import Response, Score

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
            for code, value in scale_scores(response.version.file, response.answers).items()
        ),
        update_conflicts=True,
        unique_fields=["response", "scale"],
        update_fields=["value"],
    )
    keys = [response.pk for response in responses]
    Response.objects.filter(pk__in=keys).update(is_scored=True)
    return len(responses)
