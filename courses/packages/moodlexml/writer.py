"""A package into Moodle XML."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from courses.packages.decimals import write_decimal
from courses.packages.moodlexml.names import FORMATS, OUTCOMES, SHUFFLED, TYPES, USUAL_SETTINGS
from courses.packages.questions import (
    Hint,
    Kind,
    Option,
    Package,
    Question,
    Text,
    Unsupported,
    Written,
    join_category,
)
from courses.packages.writing import left_out


def write_moodlexml(package: Package) -> Written:
    lines, problems, category = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"], [], ()
    for item in package.items:
        if isinstance(item, Unsupported) and item.format != "moodlexml":
            problems.append(left_out(item))
            continue
        if item.category != category:
            category = item.category
            lines += _category(category)
        lines += [item.source] if isinstance(item, Unsupported) else _question(item)
    return Written("\n".join([*lines, "</quiz>", ""]).encode(), tuple(problems))


def _category(names: tuple[str, ...]) -> Iterator[str]:
    yield '<question type="category">'
    yield f"  <category><text>{_words(join_category(names))}</text></category>"
    yield "</question>"


def _question(question: Question) -> Iterator[str]:
    yield f'<question type="{TYPES[question.kind]}">'
    yield f"  <name><text>{_words(question.title)}</text></name>"
    yield from _text("questiontext", question.text)
    yield from _text("generalfeedback", question.general_feedback)
    yield _leaf("defaultgrade", write_decimal(question.mark))
    yield _leaf("penalty", write_decimal(question.penalty))
    yield _leaf("idnumber", question.id_number)
    usual = USUAL_SETTINGS[question.kind].items()
    said = {name for name, _ in question.settings}
    unsaid = ((name, value) for name, value in usual if name not in said)
    yield from (_leaf(name, value) for name, value in (*unsaid, *question.settings))
    for name, tag in OUTCOMES.items():
        if text := getattr(question, name):
            yield from _text(tag, text)
    if question.kind in SHUFFLED:
        yield _leaf("shuffleanswers", _is_so(question.is_shuffled))
    yield from WRITERS[question.kind](question)
    for hint in question.hints:
        yield from _hint(hint)
    if question.tags:
        tags = "".join(f"<tag><text>{_words(tag)}</text></tag>" for tag in question.tags)
        yield f"  <tags>{tags}</tags>"
    yield "</question>"


def _choice(question: Question) -> Iterator[str]:
    yield _leaf("single", _is_so(question.kind is Kind.SINGLE))
    yield from _options(question)


def _short_text(question: Question) -> Iterator[str]:
    yield _leaf("usecase", str(int(question.is_case_sensitive)))
    yield from _options(question)


def _options(question: Question) -> Iterator[str]:
    for option in question.options:
        yield from _option(option)


def _option(option: Option) -> Iterator[str]:
    feedback = _text("feedback", option.feedback)
    yield from _text("answer", option.text, *feedback, fraction=write_decimal(option.percent))


def _matching(question: Question) -> Iterator[str]:
    for pair in question.pairs:
        answer = f"  <answer><text>{_words(pair.answer)}</text></answer>"
        yield from _text("subquestion", pair.prompt, answer)


def _ordering(question: Question) -> Iterator[str]:
    for place, text in enumerate(question.sequence, 1):
        yield from _text("answer", text, fraction=str(place))


def _nothing(question: Question) -> Iterator[str]:
    yield from ()


WRITERS = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.TRUE_FALSE: _options,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.SHORT_TEXT: _short_text,
    Kind.DESCRIPTION: _nothing,
}


def _hint(hint: Hint) -> Iterator[str]:
    shown = ["  <shownumcorrect/>"] if hint.shows_count else []
    cleared = ["  <clearwrong/>"] if hint.clears_wrong else []
    yield from _text("hint", hint.text, *shown, *cleared)


def _text(tag: str, text: Text, *inside: str, **attributes: str) -> Iterator[str]:
    attributes["format"] = FORMATS[text.format]
    yield f"  <{tag}{_attributes(attributes)}>"
    yield f"    <text>{_words(text.words)}</text>"
    for media in text.files:
        named = _attributes({"name": media.name, "path": media.path, "encoding": "base64"})
        yield f"    <file{named}>{base64.b64encode(media.content).decode()}</file>"
    yield from (f"  {line}" for line in inside)
    yield f"  </{tag}>"


def _leaf(tag: str, words: str) -> str:
    return f"  <{tag}>{_words(words)}</{tag}>"


def _attributes(values: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())


def _words(words: str) -> str:
    if not {"<", "&"} & set(words):
        return escape(words)
    return f"<![CDATA[{words.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _is_so(value: bool) -> str:
    return str(value).lower()
