"""How much of a question an answer gets right. Functions of their arguments only.

An answer speaks of the question as it is kept, whatever order it was shown in: the number of an
option, the numbers of several, for each pair the words chosen, the numbers of the items in the
order given (while some have no place yet, the place of each other), or words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from courses.packages.questions import FULL, NOTHING, Kind, Option, Pair, Question, Text

Answer = int | str | list[int] | list[str] | dict[str, int]
WHOLE = Decimal(1)
STAR = re.compile(r"(?<!\\)\*")


def share_of(question: Question, answer: Answer | None) -> Decimal:
    """From 0 to 1."""
    if answer is None:
        return NOTHING
    match question.kind:
        case Kind.SINGLE | Kind.TRUE_FALSE:
            return _share([question.options[answer].percent])
        case Kind.MULTIPLE:
            return _share([question.options[one].percent for one in answer])
        case Kind.MATCHING:
            return _share_of_places(answers_wanted(question.pairs), answer)
        case Kind.ORDERING:
            return _share_of_places(question.sequence, _items(question, answer))
        case Kind.SHORT_TEXT:
            fitting = accepted(question, answer)
            return _share([fitting.percent] if fitting else [])
        case _:
            return NOTHING


def answers_wanted(pairs: Sequence[Pair]) -> list[str]:
    """Of the pairs that ask something; the others only offer an answer that fits nothing."""
    return [pair.answer for pair in pairs if pair.prompt]


def accepted(question: Question, words: str) -> Option | None:
    """The first that these words fit, among those that earn most."""
    fitting = [option for option in question.options if _fits(question, option, words)]
    return max(fitting, key=lambda option: option.percent, default=None)


def feedback_for(question: Question, answer: Answer | None) -> list[Option]:
    """The options about which there is something to say to this answer."""
    if answer is None:
        return []
    match question.kind:
        case Kind.SINGLE | Kind.TRUE_FALSE:
            chosen = [question.options[answer]]
        case Kind.MULTIPLE:
            chosen = [question.options[one] for one in answer]
        case Kind.SHORT_TEXT:
            fitting = accepted(question, answer)
            chosen = [fitting] if fitting else []
        case _:
            chosen = []
    return [option for option in chosen if option.feedback]


def can_mark_again(old: Question, new: Question) -> bool:
    """Whether an answer to the old one means the same of the new one: the key alone differs."""
    return _asked(old) == _asked(new)


def said_of(old: Question, new: Question, answer: Answer | None) -> Answer | None:
    """An answer to the old one, in the numbers of a new one that asks the same."""
    if new.kind is not Kind.ORDERING or not isinstance(answer, list):
        return answer
    places: dict[Text, list[int]] = {}
    for number, item in enumerate(new.sequence):
        places.setdefault(item, []).append(number)
    return [places[item].pop(0) for item in _items(old, answer)]


def _items(question: Question, answer: Answer) -> list[Text]:
    """In the order given; nothing while some have no place yet."""
    return [question.sequence[number] for number in answer] if isinstance(answer, list) else []


def _asked(question: Question) -> tuple[object, ...]:
    prompts = [pair.prompt for pair in question.pairs]
    offered = sorted(pair.answer for pair in question.pairs)
    words = [] if question.kind is Kind.SHORT_TEXT else [one.text for one in question.options]
    return (question.kind, words, prompts, offered, Counter(question.sequence))


def _share(percents: Sequence[Decimal]) -> Decimal:
    return min(max(sum(percents, NOTHING) / FULL, NOTHING), WHOLE)


def _share_of_places(wanted: Sequence[object], given: Sequence[object]) -> Decimal:
    right = sum(one == other for one, other in zip(wanted, given, strict=False))
    return Decimal(right) / Decimal(max(len(wanted), 1))


def _fits(question: Question, option: Option, words: str) -> bool:
    """White space counts once; a star stands for any words, behind a backslash for itself."""
    parts = [part.replace(r"\*", "*") for part in STAR.split(_joined(option.text.words))]
    said = _joined(words)
    if not question.is_case_sensitive:
        parts, said = [_folded(part) for part in parts], _folded(said)
    return _stands_in_order(parts, said)


def _stands_in_order(parts: Sequence[str], words: str) -> bool:
    """The first and the last at the ends, the others between. One look, however many stars."""
    first, *others = parts
    if not others:
        return words == first
    *between, last = others
    at, end = len(first), len(words) - len(last)
    if not words.startswith(first) or not words.endswith(last):
        return False
    for part in between:
        found = words.find(part, at, max(end, 0))
        if found < 0:
            return False
        at = found + len(part)
    return at <= end


def _folded(words: str) -> str:
    """Letter by letter, so that none becomes two."""
    return "".join(map(_small, words))


def _small(letter: str) -> str:
    """As a small one that capitals of it share: a final sigma is a sigma."""
    small = letter.lower()[0]
    capital = small.upper()
    return capital.lower() if len(capital) == 1 else small


def _joined(words: str) -> str:
    return " ".join(words.split())
