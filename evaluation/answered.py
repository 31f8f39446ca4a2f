"""What somebody's answers to an instrument come to. Functions of their arguments only.

Answers are a mapping by item code: an item that was not shown is absent, one that was shown and
left is None, and *not applicable* and *prefer not to say* are codes of the answers offered.
"""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.instrument_files import CHOSEN, InstrumentFile, Item, ItemType, OptionKind
from evaluation.scoring import Missing, item_score, scale_score, total_score

Answers = Mapping[str, object]
MISSING_KINDS = {
    OptionKind.NOT_APPLICABLE: Missing.NOT_APPLICABLE,
    OptionKind.PREFER_NOT: Missing.PREFER_NOT,
}


def missing_because(item: Item, answers: Answers) -> Missing | None:
    """None where there is a value."""
    if item.code not in answers:
        return Missing.NOT_SHOWN
    answer = answers[item.code]
    if answer is None or answer in ("", []):
        return Missing.UNANSWERED
    if item.type not in CHOSEN or item.type is ItemType.MULTIPLE:
        return None
    kinds = {option.code: option.kind for option in item.response_set.options}
    return MISSING_KINDS.get(kinds.get(answer))


def is_shown(item: Item, answers: Answers) -> bool:
    """By the skip logic, from the answers to the items before it."""
    if item.shown_when is None:
        return True
    given = answers.get(item.shown_when.item)
    chosen = given if isinstance(given, list) else [given]
    return any(code in item.shown_when.codes for code in chosen)


def counted(instrument: InstrumentFile, answers: Answers) -> dict[str, float]:
    """The answers that count in a score, as they were given. What is no number cannot."""
    return {
        code: answers[code]
        for code, item in instrument.asked.items()
        if item.rule
        and missing_because(item, answers) is None
        and isinstance(answers[code], (int, float))
    }


def item_scores(instrument: InstrumentFile, answers: Answers) -> dict[str, float]:
    """The same with reversed items turned."""
    return {
        code: item_score(answer, instrument.asked[code].rule)
        for code, answer in counted(instrument, answers).items()
    }


def scale_scores(instrument: InstrumentFile, answers: Answers) -> dict[str, float | None]:
    """By scale, and then the total where the instrument has one."""
    given = counted(instrument, answers)
    scores = {
        scale.code: scale_score(
            given,
            [instrument.asked[code].rule for code in scale.items],
            least_answered=scale.least_answered,
        )
        for scale in instrument.scales
    }
    if instrument.total:
        total = total_score([scores[code] for code in instrument.total.scales])
        scores[instrument.total.code] = total
    return scores
