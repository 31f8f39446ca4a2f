"""What the readers of all formats share: bytes into words, and questions into a package."""

from __future__ import annotations

import codecs

from courses.packages import limits
from courses.packages.checks import problems_of
from courses.packages.questions import (
    UNSTORABLE,
    Package,
    Problem,
    Question,
    Severity,
    Unsupported,
    split_category,
)

MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]


class ReadingError(Exception):
    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(message, line)


class QuestionError(ReadingError):
    """One question cannot be read; the next one can."""


class PackageError(ReadingError):
    """The file cannot be read further."""


class Reading:
    """A package on its way in: counts what comes, and gives nothing where anything is wrong."""

    def __init__(self) -> None:
        self.category: tuple[str, ...] = ()
        self._items: list[Question | Unsupported] = []
        self._problems: list[Problem] = []
        self._errors = 0
        self._entries = 0

    def enter(self, path: str, line: int) -> None:
        """What comes from here on belongs to this category."""
        self._entries += 1
        if self._entries > limits.MOST_ENTRIES:
            message = f"The file has more than {limits.MOST_ENTRIES:,} categories. Divide it."
            raise PackageError(message, line)
        if len(path) > limits.LONGEST_CATEGORY:
            longest = f"{limits.LONGEST_CATEGORY:,} characters"
            raise PackageError(f"A category here is longer than {longest}. Shorten it.", line)
        self.category = split_category(path)

    def keep(self, item: Question | Unsupported) -> None:
        if len(self._items) == limits.MOST_QUESTIONS:
            message = f"The file holds more than {limits.MOST_QUESTIONS:,} questions. Divide it."
            raise PackageError(message, item.line)
        self._items.append(item)
        found = [_kept_aside(item)] if isinstance(item, Unsupported) else problems_of(item)
        for problem in found:
            self.report(problem)

    def report(self, problem: Problem) -> None:
        self._problems.append(problem)
        self._errors += problem.severity is Severity.ERROR
        if self._errors == limits.MOST_ERRORS:
            raise PackageError(
                "There is more wrong behind this. Mend these places first.", problem.line
            )

    def stop(self, refused: PackageError) -> Package:
        return Package.of((), (*self._problems, refused.problem))

    def finish(self) -> Package:
        if not self._items and not self._problems:
            self._problems.append(Problem("There is no question in the file. Check its format."))
        return Package.of(self._items, self._problems)


def read_words(content: bytes, *, encoding: str = "utf-8") -> str:
    """The file as words with plain line ends; refused where it is too big or not text."""
    if len(content) > limits.MOST_BYTES:
        size = f"{limits.MOST_BYTES // 1024**2} MB"
        raise PackageError(f"The file is larger than {size}. Divide it into smaller files.")
    words = _decoded(content, encoding).replace("\r\n", "\n").replace("\r", "\n")
    if words.count("\n") >= limits.MOST_LINES:
        raise PackageError(f"The file has more than {limits.MOST_LINES:,} lines. Divide it.")
    if found := UNSTORABLE.search(words):
        line = words.count("\n", 0, found.start()) + 1
        code = f"U+{ord(found[0]):04X}"
        raise PackageError(f"A character here is not one of a text ({code}). Take it out.", line)
    return words


def _decoded(content: bytes, encoding: str) -> str:
    for mark, marked in MARKS:
        if content.startswith(mark):
            content, encoding = content.removeprefix(mark), marked
            break
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"From here on this is not {encoding.upper()}. Save the file as UTF-8."
        raise PackageError(message, line) from error


def _kept_aside(item: Unsupported) -> Problem:
    name = f"“{item.title}”: " if item.title else ""
    message = f"{name}Questions of the type “{item.type}” cannot be asked here; kept as a draft."
    return Problem(message, item.line, Severity.WARNING)
