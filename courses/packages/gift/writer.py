"""A package into GIFT. What GIFT has no place for is said, a warning for each question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from courses.packages.checks import faults
from courses.packages.decimals import write_decimal
from courses.packages.gift.blocks import CATEGORY_MARK
from courses.packages.gift.escapes import CATEGORY, COMMENT, CONTENT
from courses.packages.gift.reader import GENERAL_MARK, TITLE_MARK
from courses.packages.gift.texts import ARROW, PLAIN_ARROW, write_text
from courses.packages.ordering import USUAL, VOCABULARY
from courses.packages.questions import (
    FULL,
    USUAL_MARK,
    USUAL_PENALTY,
    Kind,
    Option,
    Package,
    Problem,
    Question,
    Text,
    TextFormat,
    Unsupported,
    Written,
    join_category,
)
from courses.packages.writing import left_out, warning

LOSSES = {
    "hints": "hints",
    "when_right": "words for a right answer",
    "when_partly": "words for a partly right answer",
    "when_wrong": "words for a wrong answer",
    "mark": "the mark",
    "penalty": "the penalty",
    "is_shuffled": "answers in a fixed order",
    "is_case_sensitive": "capital letters that matter",
    "settings": "further settings of Moodle",
    "general_feedback": "general feedback",
}


def write_gift(package: Package) -> Written:
    lines, problems, category = [], [], ()
    for item in package.items:
        carried = as_gift_carries(item) if isinstance(item, Question) else item
        problems += _losses(item, carried)
        if not _can_go_out(carried):
            continue
        if item.category != category:
            category = item.category
            lines += [CATEGORY_MARK + " " + CATEGORY.write(join_category(category)), ""]
        lines += [carried.source] if isinstance(carried, Unsupported) else _write(carried)
        lines.append("")
    return Written("\n".join(lines).encode(), tuple(problems))


def _can_go_out(item: Question | Unsupported) -> bool:
    return item.format == "gift" if isinstance(item, Unsupported) else not any(faults(item))


def as_gift_carries(question: Question) -> Question:
    """The question as it comes back from a GIFT file."""
    bare = question.with_texts(lambda text: replace(text, files=()))
    return replace(
        bare,
        hints=(),
        when_right=Text(),
        when_partly=Text(),
        when_wrong=Text(),
        mark=USUAL_MARK,
        penalty=USUAL_PENALTY,
        is_shuffled=True,
        is_case_sensitive=False,
        settings=tuple(filter(_is_known, question.settings)) if bare.kind is Kind.ORDERING else (),
        general_feedback=Text() if bare.kind is Kind.DESCRIPTION else bare.general_feedback,
    )


def _is_known(setting: tuple[str, str]) -> bool:
    name, value = setting
    if name == "selectcount":
        return value.isascii() and value.isdecimal()
    return value in VOCABULARY.get(name, {})


def _losses(item: Question | Unsupported, carried: Question | Unsupported) -> Iterator[Problem]:
    if isinstance(item, Unsupported):
        yield from () if _can_go_out(item) else [left_out(item)]
        return
    lost = ["pictures and other files"] if any(text.files for text in item.texts()) else []
    for name, words in LOSSES.items():
        lost += [words] if getattr(item, name) != getattr(carried, name) else []
    if lost:
        message = f"“{item.title}”: GIFT has no place for {', '.join(lost)}."
        yield warning(f"{message} Export as Moodle XML to keep them.", item.line)
    if fault := next(faults(carried), None):
        message = f"“{item.title}” cannot be asked in GIFT, so it is not in this file."
        yield warning(f"{message} {fault}", item.line)


def _write(question: Question) -> Iterator[str]:
    noted = [("id", question.id_number)] if question.id_number else []
    noted += [("tag", tag) for tag in question.tags]
    if noted:
        yield "// " + " ".join(f"[{name}:{COMMENT.write(value)}]" for name, value in noted)
    title = TITLE_MARK + CONTENT.write(question.title) + TITLE_MARK if question.title else ""
    stem = title + write_text(question.text, TextFormat.MOODLE)
    if question.kind is Kind.DESCRIPTION:
        yield stem
        return
    opening, *answers = WRITERS[question.kind](question)
    yield f"{stem}{{{opening}"
    yield from (f"\t{answer}" for answer in answers)
    if question.general_feedback:
        yield f"\t{GENERAL_MARK}{write_text(question.general_feedback, question.text.format)}"
    yield "}"


def _write_options(question: Question) -> Iterator[str]:
    """One = is enough for a single choice, and a ~ is needed to tell it from short answers."""
    yield ""
    is_equals_due = question.kind is Kind.SINGLE
    for option in question.options:
        if is_equals_due and option.percent == FULL:
            sign, is_equals_due = "=", False
        else:
            sign = f"~%{write_decimal(option.percent)}%" if option.percent else "~"
        text = write_text(option.text, question.text.format)
        yield sign + text + _feedback(option, question)


def _write_true_false(question: Question) -> Iterator[str]:
    right, wrong = sorted(question.options, key=lambda option: -option.percent)
    yield right.text.words.upper()
    if wrong.feedback or right.feedback:
        yield "#" + write_text(wrong.feedback, question.text.format)
    if right.feedback:
        yield "#" + write_text(right.feedback, question.text.format)


def _write_short_text(question: Question) -> Iterator[str]:
    yield ""
    for option in question.options:
        answer = write_text(option.text, TextFormat.PLAIN) + _feedback(option, question)
        yield f"=%{write_decimal(option.percent)}%{answer.replace(ARROW, PLAIN_ARROW)}"


def _write_matching(question: Question) -> Iterator[str]:
    yield ""
    for pair in question.pairs:
        prompt = write_text(pair.prompt, question.text.format).replace(ARROW, PLAIN_ARROW)
        answer = CONTENT.write(pair.answer).replace(ARROW, PLAIN_ARROW)
        yield f"={prompt} {ARROW} {answer}"


def _write_ordering(question: Question) -> Iterator[str]:
    settings = USUAL | dict(question.settings)
    yield ">" + " ".join([settings["selectcount"], *(settings[name] for name in VOCABULARY)])
    yield from (write_text(text, question.text.format) for text in question.sequence)


def _feedback(option: Option, question: Question) -> str:
    words = write_text(option.feedback, question.text.format)
    return f"#{words}" if words else ""


WRITERS = {
    Kind.SINGLE: _write_options,
    Kind.MULTIPLE: _write_options,
    Kind.TRUE_FALSE: _write_true_false,
    Kind.MATCHING: _write_matching,
    Kind.ORDERING: _write_ordering,
    Kind.SHORT_TEXT: _write_short_text,
}
