"""What keeps a question from being asked, and what is worth a second look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from textwrap import shorten
from urllib.parse import unquote

from courses.packages import limits
from courses.packages.questions import (
    FULL,
    Kind,
    Media,
    Option,
    Problem,
    Question,
    Severity,
    Text,
    TextFormat,
    join_category,
)

SHOWN = re.compile(r"@@PLUGINFILE@@(/[^\"'<>\s)?#]+)")
TAG = re.compile(r"<[^>]*>")
CHOSEN_FROM = {Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE}
LEAST = 2
MOST_NAMED = 3
LONGEST_NAMED = 60
# Moodle writes a third as 33.33333.
ROUNDING = Decimal("0.1")


def problems_of(question: Question) -> Iterator[Problem]:
    name = f"“{question.title}”: " if question.title else ""
    for fault in faults(question):
        yield Problem(f"{name}{fault}", question.line)
    for doubt in doubts(question):
        yield Problem(f"{name}{doubt}", question.line, Severity.WARNING)


def faults(question: Question) -> Iterator[str]:
    if not question.text.words:
        yield "The question has no words. Write what is asked."
    if sum(len(text.words) for text in question.texts()) > limits.MOST_CHARACTERS // 2:
        yield "The question is very long. Put what it holds into a picture or a lesson."
    if not 0 <= question.mark <= 1000 or not 0 <= question.penalty <= 1:
        yield "A mark goes from 0 to 1000 and a penalty from 0 to 1. Correct the number."
    if len(question.tags) > limits.MOST_TAGS:
        yield f"A question has more than {limits.MOST_TAGS} tags. Take some out."
    if len(join_category(question.category)) > limits.LONGEST_CATEGORY:
        yield "Its category is too long. Shorten the name."
    yield from _faults_of_answers(question)
    for text in question.texts():
        yield from (fault for media in text.files for fault in _faults_of_media(media))


def doubts(question: Question) -> Iterator[str]:
    earned = sum(option.percent for option in question.options if option.percent > 0)
    if question.kind is Kind.MULTIPLE and abs(earned - FULL) > ROUNDING:
        yield f"The right answers earn {earned:f}% together. Usually that is 100%; check them."
    if silent := [option.text for option in wrong_answers(question) if not option.feedback]:
        yield (
            f"No feedback for {_named(silent)}. In the editor, say to whoever chooses a wrong "
            "answer why it is not so."
        )
    if missing := [path for text in question.texts() for path in _not_there(text)]:
        more = f" and {len(missing) - 1} more" if missing[1:] else ""
        yield f"It shows the file {missing[0]}{more}, not in here. Add it after the import."


def wrong_answers(question: Question) -> list[Option]:
    """Those that somebody can choose; what can be typed instead of an answer has no end."""
    offered = question.options if question.kind in CHOSEN_FROM else ()
    return [option for option in offered if option.percent <= 0]


def _named(answers: list[Text]) -> str:
    named = ", ".join(f"“{_in_short(text)}”" for text in answers[:MOST_NAMED])
    more = f" and {len(answers) - MOST_NAMED} more" if answers[MOST_NAMED:] else ""
    return f"the wrong answer {named}" if len(answers) == 1 else f"the wrong answers {named}{more}"


def _in_short(text: Text) -> str:
    words = TAG.sub(" ", text.words) if text.format is TextFormat.HTML else text.words
    return shorten(unescape(words), LONGEST_NAMED, placeholder=" …")


def _not_there(text: Text) -> list[str]:
    there = {media.path + media.name for media in text.files}
    return [path for path in SHOWN.findall(text.words) if unquote(path) not in there]


def _faults_of_answers(question: Question) -> Iterator[str]:
    if max(map(len, (question.options, question.pairs, question.sequence))) > limits.MOST_ANSWERS:
        yield f"A question has more than {limits.MOST_ANSWERS} answers. Take some out."
    if any(not -FULL <= option.percent <= FULL for option in question.options):
        yield "An answer earns between -100% and 100%. Correct the percentage."
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE | Kind.SHORT_TEXT:
            yield from _faults_of_options(question)
        case Kind.TRUE_FALSE:
            if sorted(option.percent for option in question.options) != [0, FULL]:
                yield "Either true or false is right. Mark one of the two as right."
        case Kind.MATCHING:
            yield from _faults_of_pairs(question)
        case Kind.ORDERING:
            yield from _faults_of_sequence(question)


def _faults_of_pairs(question: Question) -> Iterator[str]:
    if sum(bool(pair.prompt) for pair in question.pairs) < LEAST:
        yield "Matching needs at least two pairs. Add one."
    if not all(pair.answer for pair in question.pairs):
        yield "A pair has no answer. Write it, or take the pair out."


def _faults_of_sequence(question: Question) -> Iterator[str]:
    if len(question.sequence) < LEAST:
        yield "Ordering needs at least two items. Add one."
    if not all(text.words for text in question.sequence):
        yield "An item to be ordered has no words. Write them, or take the item out."


def _faults_of_options(question: Question) -> Iterator[str]:
    if not all(option.text.words for option in question.options):
        yield "An answer has no words. Write them, or take the answer out."
    if question.kind is not Kind.SHORT_TEXT and len(question.options) < LEAST:
        yield "A choice needs at least two answers. Add one."
    earned = {option.percent for option in question.options}
    if question.kind is Kind.MULTIPLE and not any(percent > 0 for percent in earned):
        yield "No answer is right. Give at least one a share of the mark."
    elif question.kind is not Kind.MULTIPLE and FULL not in earned:
        yield "No answer is wholly right. Give one 100%."


def _faults_of_media(media: Media) -> Iterator[str]:
    if not media.name or media.name in {".", ".."} or {"/", "\\"} & set(media.name):
        yield f"“{media.name}” cannot be the name of a file. Rename it and export again."
    if ".." in media.path or "\\" in media.path:
        yield f"“{media.path}” cannot be the folder of a file. Move the file and export again."
