"""Moodle XML into a package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from courses.packages.moodlexml.elements import Element, read_elements
from courses.packages.moodlexml.names import OUTCOMES, SHUFFLED, TYPES, USUAL_SETTINGS
from courses.packages.moodlexml.parts import Parts, words_of
from courses.packages.questions import (
    FULL,
    USUAL_MARK,
    USUAL_PENALTY,
    Kind,
    Option,
    Package,
    Pair,
    Problem,
    Question,
    Severity,
    TextFormat,
    Unsupported,
    short_option,
    tidy_line,
    true_false_options,
)
from courses.packages.reading import PackageError, QuestionError, Reading

KINDS = {type_: kind for kind, type_ in TYPES.items()}
CHOICE = {Kind.SINGLE, Kind.MULTIPLE}
IN_EVERY = {
    *("name", "questiontext", "generalfeedback", "defaultgrade", "penalty"),
    *("idnumber", "tags", "hint", *OUTCOMES.values()),
}
ONLY_IN = {
    "answer": set(Kind) - {Kind.MATCHING, Kind.DESCRIPTION},
    "single": CHOICE,
    "shuffleanswers": SHUFFLED,
    "subquestion": {Kind.MATCHING},
    "usecase": {Kind.SHORT_TEXT},
}


def read_moodlexml(content: bytes) -> Package:
    reading = Reading()
    try:
        for element in read_elements(content):
            try:
                _read_element(element, reading)
            except QuestionError as faulty:
                reading.report(faulty.problem)
    except PackageError as refused:
        return reading.stop(refused)
    return reading.finish()


def _read_element(element: Element, reading: Reading) -> None:
    type_ = element.attributes.get("type", "").strip()
    if element.tag != "question":
        reading.report(_not_kept(element))
    elif type_ == "category":
        _read_category(element, reading)
    elif type_ in KINDS:
        parts = Parts(element)
        question = _read_question(parts, KINDS[type_])
        reading.keep(replace(question, category=reading.category))
        for warning in parts.warnings:
            reading.report(warning)
    elif type_:
        title, source = tidy_line(words_of(element.first("name"))), element.source
        draft = Unsupported(type_, title, source, "moodlexml", reading.category, element.line)
        reading.keep(draft)
    else:
        message = 'The question has no type. Write one, like type="truefalse".'
        raise QuestionError(message, element.line)


def _read_category(element: Element, reading: Reading) -> None:
    reading.enter(words_of(element.first("category")), element.line)
    for part in element.children:
        if part.tag != "category" and words_of(part).strip():
            reading.report(_not_kept(part))


def _not_kept(element: Element) -> Problem:
    message = f"What <{element.tag}> says is not kept. Note it elsewhere if you need it."
    return Problem(message, element.line, Severity.WARNING)


def _read_question(parts: Parts, kind: Kind) -> Question:
    if kind in CHOICE:
        kind = Kind.SINGLE if parts.is_so("single", usual=True) else Kind.MULTIPLE
    element = parts.element
    text = parts.text(element.first("questiontext"))
    parts.usual = text.format if text else parts.usual
    tags = element.first("tags")
    question = Question(
        kind,
        text,
        title=parts.words("name"),
        general_feedback=parts.text(element.first("generalfeedback")),
        hints=tuple(map(parts.hint, element.all("hint"))),
        tags=tuple(map(words_of, tags.all("tag"))) if tags else (),
        id_number=parts.words("idnumber"),
        mark=parts.number("defaultgrade", USUAL_MARK),
        penalty=parts.number("penalty", USUAL_PENALTY),
        settings=tuple(_settings(parts, kind)),
        line=element.line,
        **{name: parts.text(element.first(tag)) for name, tag in OUTCOMES.items()},
    )
    return READERS[kind](question, parts)


def _settings(parts: Parts, kind: Kind) -> Iterator[tuple[str, str]]:
    """What we do not know but can give back; what we cannot is said."""
    for child in parts.element.children:
        if child.tag in IN_EVERY or kind in ONLY_IN.get(child.tag, ()):
            continue
        if child.children or child.attributes or child.tag in ONLY_IN:
            parts.warnings.append(_not_kept(child))
        elif USUAL_SETTINGS[kind].get(child.tag) != tidy_line(child.words):
            yield child.tag, child.words


def _read_choice(question: Question, parts: Parts) -> Question:
    return replace(
        question,
        options=tuple(map(parts.option, parts.element.all("answer"))),
        is_shuffled=parts.is_so("shuffleanswers", usual=False),
    )


def _read_true_false(question: Question, parts: Parts) -> Question:
    options = [parts.option(answer) for answer in parts.element.all("answer")]
    if len(options) != 2:
        raise QuestionError("True or false has two answers. Write both.", question.line)
    # Old files name the two in the language of the site, true first.
    if options[0].text.words.lower() == "false":
        options.reverse()
    true, false = options
    if (true.percent == FULL) == (false.percent == FULL):
        raise QuestionError("One of true and false is right. Give it 100%.", question.line)
    return replace(
        question,
        options=true_false_options(
            is_true=true.percent == FULL, when_true=true.feedback, when_false=false.feedback
        ),
    )


def _read_short_text(question: Question, parts: Parts) -> Question:
    options = tuple(map(parts.option, parts.element.all("answer")))
    if any(option.text.files for option in options):
        parts.warn("Pictures in an answer that is typed are not kept.", question.line)
    return replace(
        question,
        options=tuple(short_option(_plain(option)) for option in options),
        is_case_sensitive=parts.is_so("usecase", usual=False),
    )


def _plain(option: Option) -> Option:
    """Moodle compares letter by letter, whatever format the answer says."""
    return replace(option, text=replace(option.text, format=TextFormat.PLAIN, files=()))


def _read_matching(question: Question, parts: Parts) -> Question:
    pairs = [
        Pair(parts.text(element), words_of(element.first("answer")))
        for element in parts.element.all("subquestion")
    ]
    return replace(
        question,
        pairs=tuple(pair for pair in pairs if pair.prompt or pair.answer),
        is_shuffled=parts.is_so("shuffleanswers", usual=True),
    )


def _read_ordering(question: Question, parts: Parts) -> Question:
    answers = parts.element.all("answer")
    for answer in answers:
        if parts.text(answer.first("feedback")):
            parts.warnings.append(_not_kept(answer.first("feedback")))
    return replace(question, sequence=tuple(map(parts.text, answers)))


READERS = {
    Kind.SINGLE: _read_choice,
    Kind.MULTIPLE: _read_choice,
    Kind.TRUE_FALSE: _read_true_false,
    Kind.MATCHING: _read_matching,
    Kind.ORDERING: _read_ordering,
    Kind.SHORT_TEXT: _read_short_text,
    Kind.DESCRIPTION: lambda question, parts: question,
}
