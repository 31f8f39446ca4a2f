"""GIFT into a package, as Moodle reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from courses.packages import limits
from courses.packages.decimals import read_decimal
from courses.packages.gift.blocks import CATEGORY_MARK, Block, read_blocks
from courses.packages.gift.escapes import CATEGORY, COMMENT, CONTENT
from courses.packages.gift.texts import ARROW, PLAIN_ARROW, read_text
from courses.packages.ordering import MEANING, USUAL
from courses.packages.questions import (
    FULL,
    WHITE,
    Kind,
    Option,
    Package,
    Pair,
    Question,
    Text,
    TextFormat,
    Unsupported,
    short_option,
    tidy_line,
    true_false_options,
)
from courses.packages.reading import PackageError, QuestionError, Reading, read_words

TITLE_MARK = "::"
GENERAL_MARK = "####"
BLANK = "_____"
NOTED = re.compile(r"\[(id|tag):([^\[\]]+)\]")
WEIGHT = re.compile(r"\s*%([^%\s]{1,30})%")
TRUE = {"T", "TRUE"}
FALSE = {"F", "FALSE"}


def read_gift(content: bytes) -> Package:
    reading = Reading()
    try:
        for block in read_blocks(read_words(content)):
            _read_block(block, reading)
    except PackageError as refused:
        return reading.stop(refused)
    return reading.finish()


def _read_block(block: Block, reading: Reading) -> None:
    if block.source.startswith(CATEGORY_MARK):
        path = block.source.removeprefix(CATEGORY_MARK)
        reading.enter(CATEGORY.show(CATEGORY.hide(path)), block.line)
        return
    try:
        if block.fault:
            raise block.fault
        item = _read_item(block)
    except QuestionError as faulty:
        reading.report(faulty.problem)
    else:
        reading.keep(replace(item, category=reading.category))


@dataclass(frozen=True)
class _Parts:
    """A question cut up. `answers` is None for words without braces."""

    title: str
    text: Text
    answers: str | None
    general: Text
    line: int
    """Where the answers begin."""


@dataclass(frozen=True)
class _Piece:
    sign: str
    words: str
    line: int


def _read_item(block: Block) -> Question | Unsupported:
    parts = _cut(block)
    kind = _kind_of(parts.answers)
    if not isinstance(kind, Kind):
        return Unsupported(kind, parts.title, block.source, "gift", line=block.line)
    noted = _noted(block)
    question = Question(
        kind,
        parts.text,
        title=parts.title,
        general_feedback=parts.general,
        tags=tuple(value for name, value in noted if name == "tag"),
        id_number=next((value for name, value in noted if name == "id"), ""),
        line=block.line,
    )
    return READERS[kind](question, parts)


def _noted(block: Block) -> list[tuple[str, str]]:
    found = NOTED.findall(COMMENT.hide(block.comments))
    if len(found) > limits.MOST_TAGS + 1:
        message = f"A question has more than {limits.MOST_TAGS} tags. Take some out."
        raise QuestionError(message, block.line)
    return [(name, COMMENT.show(value)) for name, value in found]


def _cut(block: Block) -> _Parts:
    title, rest = "", block.hidden.strip(WHITE)
    if rest.startswith(TITLE_MARK):
        title, end, rest = rest.removeprefix(TITLE_MARK).partition(TITLE_MARK)
        if not end:
            raise QuestionError("The title has no end. Write :: behind it.", block.line)
    stem, brace, behind = rest.partition("{")
    inside, _, tail = behind.partition("}")
    text = read_text(f"{stem}{BLANK}{tail}" if tail else stem, TextFormat.MOODLE)
    if GENERAL_MARK not in inside:
        inside += GENERAL_MARK
    answers, _, general = inside.rpartition(GENERAL_MARK)
    return _Parts(
        title=tidy_line(CONTENT.show(title)),
        text=text,
        answers=answers if brace else None,
        general=read_text(general, text.format),
        line=block.line + title.count("\n") + stem.count("\n"),
    )


def _kind_of(answers: str | None) -> Kind | str:
    """Our kind, or Moodle's name of a type that we cannot ask."""
    if answers is None:
        return Kind.DESCRIPTION
    bare = answers.strip(WHITE)
    if not bare or bare.startswith("#"):
        return "numerical" if bare else "essay"
    if bare.startswith(">"):
        return Kind.ORDERING
    if "~" in bare:
        return Kind.SINGLE if "=" in bare else Kind.MULTIPLE
    if "=" in bare and ARROW in bare:
        return Kind.MATCHING
    is_true_false = bare.partition("#")[0].strip(WHITE).upper() in TRUE | FALSE
    return Kind.TRUE_FALSE if is_true_false else Kind.SHORT_TEXT


def _pieces(parts: _Parts, signs: str) -> list[_Piece]:
    first, *others = re.split(f"([{signs}])", parts.answers, maxsplit=limits.MOST_ANSWERS + 1)
    if len(others) > 2 * limits.MOST_ANSWERS:
        message = f"A question has more than {limits.MOST_ANSWERS} answers. Take some out."
        raise QuestionError(message, parts.line)
    line = parts.line + first.count("\n")
    found = [_Piece("", first, parts.line)] if first.strip(WHITE) else []
    for sign, words in zip(others[::2], others[1::2], strict=True):
        found.append(_Piece(sign, words, line))
        line += words.count("\n")
    return found


def _read_options(question: Question, parts: _Parts) -> Question:
    pieces = _pieces(parts, "~=")
    if not pieces[0].sign:
        raise QuestionError("Write = or ~ before the first answer.", pieces[0].line)
    usual = question.text.format
    return replace(question, options=tuple(_option(piece, usual, usual) for piece in pieces))


def _read_short_text(question: Question, parts: _Parts) -> Question:
    pieces = [
        replace(piece, sign="=", words=piece.words.replace(PLAIN_ARROW, ARROW))
        for piece in _pieces(parts, "=")
    ]
    options = [_option(piece, TextFormat.PLAIN, question.text.format) for piece in pieces]
    return replace(question, options=tuple(map(short_option, options)))


def _option(piece: _Piece, usual: TextFormat, usual_of_feedback: TextFormat) -> Option:
    percent, words = FULL if piece.sign == "=" else Decimal(0), piece.words
    if weight := WEIGHT.match(words):
        percent, words = read_decimal(weight[1]), words[weight.end() :]
    if percent is None:
        raise QuestionError(f"“{weight[0]}” is no percentage. Write it like %50%.", piece.line)
    text, _, feedback = words.partition("#")
    return Option(read_text(text, usual), percent, read_text(feedback, usual_of_feedback))


def _read_true_false(question: Question, parts: _Parts) -> Question:
    answer, wrong, right = [*parts.answers.split("#", 2), "", ""][:3]
    is_true = answer.strip(WHITE).upper() in TRUE
    when_right = read_text(right, question.text.format)
    when_wrong = read_text(wrong, question.text.format)
    when_true, when_false = (when_right, when_wrong) if is_true else (when_wrong, when_right)
    options = true_false_options(is_true=is_true, when_true=when_true, when_false=when_false)
    return replace(question, options=options)


def _read_matching(question: Question, parts: _Parts) -> Question:
    pairs = []
    for piece in _pieces(parts, "="):
        prompt, arrow, answer = piece.words.partition(ARROW)
        if not arrow:
            raise QuestionError("Each pair needs an arrow: = this -> that.", piece.line)
        prompt, answer = (words.replace(PLAIN_ARROW, ARROW) for words in (prompt, answer))
        pairs.append(Pair(read_text(prompt, question.text.format), CONTENT.show(answer)))
    return replace(question, pairs=tuple(pairs))


def _read_ordering(question: Question, parts: _Parts) -> Question:
    header, *lines = parts.answers.strip(WHITE).removeprefix(">").split("\n")
    words, settings = header.split(), dict(USUAL)
    if words and words[0].isascii() and words[0].isdecimal():
        settings["selectcount"] = words.pop(0)
    for name, meaning in MEANING.items():
        if words and words[0] in meaning:
            settings[name] = meaning[words.pop(0)]
    items = [" ".join(words), *lines]
    sequence = [read_text(item, question.text.format) for item in items if item.strip(WHITE)]
    unusual = tuple(item for item in settings.items() if item not in USUAL.items())
    return replace(question, sequence=tuple(sequence), settings=unusual)


READERS = {
    Kind.SINGLE: _read_options,
    Kind.MULTIPLE: _read_options,
    Kind.TRUE_FALSE: _read_true_false,
    Kind.MATCHING: _read_matching,
    Kind.ORDERING: _read_ordering,
    Kind.SHORT_TEXT: _read_short_text,
    Kind.DESCRIPTION: lambda question, parts: question,
}
