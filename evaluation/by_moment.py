"""What people said at a moment. Functions of their arguments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from evaluation.instrument_files import ItemType
from evaluation.labels import Question
from evaluation.readings import Readings
from evaluation.told import Counts, Panel, Sums, rating

TICKED = ("yes", "no")


def panels_of(questions: Mapping[str, Question], readings: Readings) -> list[Panel]:
    """One for each form and moment: whoever sent it answered most of it."""
    panels: dict[tuple[str, int], Panel] = defaultdict(dict)
    for name, question in questions.items():
        panels[question.wave, question.instrument] |= dict(_statistics(name, question, readings))
    return list(panels.values())


def _statistics(
    name: str, question: Question, readings: Readings
) -> Iterator[tuple[str, Sums | Counts]]:
    item, wave = question.item, question.wave
    if question.is_rating:
        yield name, rating(readings.at(item.code, wave))
        return
    codes = [str(option.code) for option in item.response_set.options]
    given = readings.given(item.code, wave)
    if item.type is not ItemType.MULTIPLE:
        answers = {one: str(code) for one, code in given.items() if str(code) in codes}
        yield name, Counts(answers, tuple(codes))
        return
    for code in codes:
        ticks = {
            one: "yes" if code in map(str, found or ()) else "no" for one, found in given.items()
        }
        yield f"{name}.{code}", Counts(ticks, TICKED)
