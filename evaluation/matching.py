"""Scores before and after of the same people, found by pseudonym and never by name."""

from __future__ import annotations

from collections import defaultdict

from evaluation.models import Answer, Instrument, Occasion, Wave
from evaluation.scoring import ItemRule, scale_score


def item_rules(instrument: Instrument) -> list[ItemRule]:
    """Items without a scored answer carry no rule."""
    rules = []
    for item in instrument.items.prefetch_related("response_set__options"):
        codes = [option.code for option in item.response_set.options.all() if option.is_scored]
        if codes:
            rules.append(ItemRule(item.code, min(codes), max(codes), item.is_reversed))
    return rules


def matched_scores(occasion: Occasion) -> list[tuple[float, float]]:
    """(before, after) of everybody who sent both and whose both can be scored."""
    scores = _scores_by_wave(occasion)
    before, after = scores[Wave.PRE], scores[Wave.POST]
    return [(before[one], after[one]) for one in sorted(before.keys() & after.keys())]


def _scores_by_wave(occasion: Occasion) -> dict[str, dict[str, float]]:
    rules = item_rules(occasion.instrument)
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for (wave, pseudonym), answers in _scored_answers(occasion).items():
        score = scale_score(answers, rules, least_answered=occasion.instrument.least_answered)
        if score is not None:
            scores[wave][pseudonym] = score
    return scores


def _scored_answers(occasion: Occasion) -> dict[tuple[str, str], dict[str, int]]:
    answers: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    rows = Answer.objects.filter(
        response__occasion=occasion, response__is_complete=True, option__is_scored=True
    )
    columns = ("response__wave", "response__pseudonym", "item__code", "option__code")
    for wave, pseudonym, item, code in rows.values_list(*columns).iterator():
        answers[wave, pseudonym][item] = code
    return answers
