"""What a bank of questions holds, whichever format it came in.

One rule for all words, so that what goes out comes back the same: line ends are line feeds; white
space and marks of byte order at the ends go; what XML cannot carry becomes U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from html import unescape
from urllib.parse import unquote

WHITE = " \t\n"
BYTE_ORDER_MARK = "\ufeff"
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FULL = Decimal(100)
USUAL_MARK = Decimal(1)
USUAL_PENALTY = Decimal("0.3333333")
NOTHING = Decimal(0)


def tidy(words: str) -> str:
    joined = words.replace("\r\n", "\n").replace("\r", "\n")
    return UNSTORABLE.sub("\ufffd", joined).strip(WHITE + BYTE_ORDER_MARK)


def tidy_line(words: str) -> str:
    return re.sub(f"[{WHITE}]+", " ", tidy(words))


def _settle(record: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(record, name, value)


class Kind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    SHORT_TEXT = "short_text"
    DESCRIPTION = "description"


FIXED = {
    Kind.DESCRIPTION: {"mark": NOTHING, "penalty": NOTHING},
    # A second try at true or false gives the answer away.
    Kind.TRUE_FALSE: {"penalty": USUAL_MARK},
}


class TextFormat(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"
    MOODLE = "moodle"
    """Plain text in which Moodle keeps line breaks and makes links."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Media:
    """A file that a text shows as `@@PLUGINFILE@@` + path + name."""

    name: str
    content: bytes
    path: str = "/"

    def __post_init__(self) -> None:
        _settle(self, name=tidy_line(self.name), path=tidy_line(self.path))

    def is_named_in(self, words: str) -> bool:
        address = f"@@PLUGINFILE@@{self.path}{self.name}"
        return address in words or address in unquote(unescape(words))


@dataclass(frozen=True)
class Text:
    """Words with their format. Nothing at all has no format of its own."""

    words: str = ""
    format: TextFormat = TextFormat.MOODLE
    files: tuple[Media, ...] = ()

    def __post_init__(self) -> None:
        words = tidy(self.words)
        _settle(self, words=words, format=self.format if words or self.files else TextFormat.MOODLE)

    def __bool__(self) -> bool:
        return bool(self.words or self.files)


@dataclass(frozen=True)
class Option:
    """An answer that may be chosen, or an accepted short one, where `*` stands for any words."""

    text: Text
    percent: Decimal = NOTHING
    """The share of the mark it earns or costs, from -100 to 100, exactly as written."""
    feedback: Text = Text()


@dataclass(frozen=True)
class Pair:
    prompt: Text
    """An empty prompt makes the answer one that fits nothing."""
    answer: str

    def __post_init__(self) -> None:
        _settle(self, answer=tidy_line(self.answer))


@dataclass(frozen=True)
class Hint:
    text: Text
    shows_count: bool = False
    clears_wrong: bool = False


@dataclass(frozen=True)
class Question:
    kind: Kind
    text: Text
    title: str = ""
    options: tuple[Option, ...] = ()
    """For single, multiple and short text; for true or false, `true_false_options`."""
    pairs: tuple[Pair, ...] = ()
    sequence: tuple[Text, ...] = ()
    """In the right order."""
    is_case_sensitive: bool = False
    is_shuffled: bool = True
    general_feedback: Text = Text()
    when_right: Text = Text()
    when_partly: Text = Text()
    when_wrong: Text = Text()
    hints: tuple[Hint, ...] = ()
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    id_number: str = ""
    mark: Decimal = USUAL_MARK
    penalty: Decimal = USUAL_PENALTY
    settings: tuple[tuple[str, str], ...] = ()
    """What the format says besides and we do not use, where it is not usual; exported again."""
    line: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        _settle(
            self,
            title=tidy_line(self.title),
            id_number=tidy_line(self.id_number),
            tags=tuple(filter(None, map(tidy_line, self.tags))),
            category=tidy_category(self.category),
            settings=tuple(sorted((name, tidy_line(value)) for name, value in self.settings)),
            **FIXED.get(self.kind, {}),
        )

    def texts(self) -> Iterator[Text]:
        for option in self.options:
            yield from (option.text, option.feedback)
        yield from (pair.prompt for pair in self.pairs)
        yield from (hint.text for hint in self.hints)
        yield from self.sequence
        yield from (self.text, self.general_feedback)
        yield from (self.when_right, self.when_partly, self.when_wrong)

    def with_texts(self, change: Callable[[Text], Text]) -> Question:
        """The same question with each of its texts changed."""
        return replace(
            self,
            text=change(self.text),
            options=tuple(
                replace(option, text=change(option.text), feedback=change(option.feedback))
                for option in self.options
            ),
            pairs=tuple(replace(pair, prompt=change(pair.prompt)) for pair in self.pairs),
            sequence=tuple(map(change, self.sequence)),
            hints=tuple(replace(hint, text=change(hint.text)) for hint in self.hints),
            general_feedback=change(self.general_feedback),
            when_right=change(self.when_right),
            when_partly=change(self.when_partly),
            when_wrong=change(self.when_wrong),
        )


@dataclass(frozen=True)
class Unsupported:
    """A question of a type that we cannot ask: kept as it stood, to be a draft or go out again."""

    type: str
    title: str
    source: str
    format: str
    """The format of `source`: "gift" or "moodlexml"."""
    category: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Problem:
    message: str
    """What is wrong and what to do, in words for whoever wrote the file."""
    line: int | None = None
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Package:
    """A bank as read, in the order of the file. Where anything is wrong, nothing is in it."""

    items: tuple[Question | Unsupported, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, items: Iterable[Question | Unsupported], problems: Iterable[Problem]) -> Package:
        found = tuple(problems)
        is_whole = not any(problem.severity is Severity.ERROR for problem in found)
        return cls(tuple(items) if is_whole else (), found)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(item for item in self.items if isinstance(item, Question))

    @property
    def unsupported(self) -> tuple[Unsupported, ...]:
        return tuple(item for item in self.items if isinstance(item, Unsupported))

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)


@dataclass(frozen=True)
class Written:
    content: bytes
    problems: tuple[Problem, ...] = ()
    """What the format has no place for, a warning for each question."""


def true_false_options(
    *, is_true: bool, when_true: Text, when_false: Text
) -> tuple[Option, Option]:
    """True always stands first."""
    return (
        Option(Text("true", TextFormat.PLAIN), FULL if is_true else NOTHING, when_true),
        Option(Text("false", TextFormat.PLAIN), NOTHING if is_true else FULL, when_false),
    )


def short_option(option: Option) -> Option:
    """An accepted answer fits into the one line that it is typed into."""
    words = tidy_line(option.text.words)
    return replace(option, text=replace(option.text, words=words))


def tidy_category(names: Iterable[str]) -> tuple[str, ...]:
    """A name neither begins nor ends with the sign that divides names."""
    tidied = (tidy_line(name).strip(WHITE + BYTE_ORDER_MARK + "/") for name in names)
    return tuple(name for name in tidied if name)


def split_category(path: str) -> tuple[str, ...]:
    """Moodle divides names by one slash, and doubles a slash that is part of a name."""
    names = [""]
    for part in re.split("(/+)", path):
        if not part.startswith("/"):
            names[-1] += part
            continue
        names[-1] += "/" * (len(part) // 2)
        if len(part) % 2:
            names.append("")
    return tidy_category(names)


def join_category(names: Iterable[str]) -> str:
    return "/".join(name.replace("/", "//") for name in names)
