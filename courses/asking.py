"""How a question is laid out for one try, and what comes back. Functions of their arguments only.

What is shown is numbered as it is shown, so that nothing in a page tells the right order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from random import Random

from courses.marking import Answer, answers_wanted
from courses.packages.questions import UNSTORABLE, Kind, Question

LONGEST_ANSWER = 500
WAS = "-was"
"""Behind the name of a question: the field that says which answer its form was opened with."""
Given = Mapping[str, Sequence[str]]


def layout_of(question: Question, random: Random) -> list[int]:
    """In which order the options, or the items to be ordered, are shown."""
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return _numbers(len(question.options), random, is_shuffled=question.is_shuffled)
        case Kind.TRUE_FALSE:
            return [0, 1]
        case Kind.MATCHING:
            return _numbers(len(offered(question)), random, is_shuffled=True)
        case Kind.ORDERING:
            return _numbers(len(question.sequence), random, is_shuffled=True)
        case _:
            return []


def offered(question: Question) -> list[str]:
    """Each answer of a matching question once."""
    return list(dict.fromkeys(pair.answer for pair in question.pairs))


def choose(keys: Sequence[int], *, seen: Mapping[int, int], count: int | None) -> list[int]:
    """So many of these, those seen least first; in their own order."""
    if count is None or count >= len(keys):
        return list(keys)
    fresh = sorted(keys, key=lambda key: seen.get(key, 0))[:count]
    return [key for key in keys if key in fresh]


def read_answer(
    question: Question, layout: Sequence[int], given: Given, name: str
) -> Answer | None:
    """None where nothing, or nothing that can be meant, was given."""
    chosen = given.get(name, [])
    match question.kind:
        case Kind.SINGLE | Kind.TRUE_FALSE:
            return next(iter(_shown(chosen, layout)), None)
        case Kind.MULTIPLE:
            return sorted(set(_shown(chosen, layout))) or None
        case Kind.SHORT_TEXT:
            words = UNSTORABLE.sub(" ", "".join(chosen[:1]))
            return " ".join(words.split())[:LONGEST_ANSWER] or None
        case Kind.MATCHING:
            return _read_matching(question, layout, given, name)
        case Kind.ORDERING:
            return _read_ordering(layout, given, name)
        case _:
            return None


def mark_of(answer: Answer | None) -> str:
    """Of what is kept, so that a form can say what it knew."""
    if answer is None:
        return ""
    return sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()[:16]


def is_changed(answer: Answer | None, given: Given, name: str) -> bool:
    """By whoever filled the form in.

    An old form says what it was opened with; that is no answer to what was said since elsewhere.
    """
    if was := given.get(f"{name}{WAS}"):
        return mark_of(answer) != was[0]
    return answer is not None


def is_whole(question: Question, answer: Answer | None) -> bool:
    """Whether nothing is left open in it."""
    match question.kind:
        case Kind.MATCHING:
            return answer is not None and all(answer)
        case Kind.ORDERING:
            return isinstance(answer, list)
        case _:
            return answer is not None


def _read_matching(
    question: Question, layout: Sequence[int], given: Given, name: str
) -> list[str] | None:
    words = offered(question)
    answer = []
    for number in range(len(answers_wanted(question.pairs))):
        shown = _shown(given.get(f"{name}-{number}", []), layout)
        answer.append(words[shown[0]] if shown else "")
    return answer if any(answer) else None


def _read_ordering(
    layout: Sequence[int], given: Given, name: str
) -> list[int] | dict[str, int] | None:
    """Each item says its place; two that say the same place stand as they were shown.

    While some say none yet, the place of each that does.
    """
    places = {}
    for shown, item in enumerate(layout):
        said = "".join(given.get(f"{name}-{shown}", [])[:1])
        if said.isdecimal() and len(said) < 4:
            places[item] = (int(said), shown)
    if len(places) < len(layout):
        return {str(item): place for item, (place, _shown) in places.items()} or None
    return sorted(places, key=lambda item: places[item])


def _shown(chosen: Sequence[str], layout: Sequence[int]) -> list[int]:
    numbers = [int(one) for one in chosen if one.isdecimal() and len(one) < 4]
    return [layout[number] for number in numbers if number < len(layout)]


def _numbers(count: int, random: Random, *, is_shuffled: bool) -> list[int]:
    numbers = list(range(count))
    if is_shuffled:
        random.shuffle(numbers)
    return numbers
