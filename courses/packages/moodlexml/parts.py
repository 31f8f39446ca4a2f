"""The parts that questions of all kinds are made of in Moodle XML."""

from __future__ import annotations

import base64
import binascii
from decimal import Decimal

from courses.packages import limits
from courses.packages.decimals import read_decimal
from courses.packages.moodlexml.elements import Element
from courses.packages.moodlexml.names import FORMATS
from courses.packages.questions import (
    Hint,
    Media,
    Option,
    Problem,
    Severity,
    Text,
    TextFormat,
)
from courses.packages.reading import QuestionError

FORMAT_NAMES = {name: format_ for format_, name in FORMATS.items()}
NO = {"", "0", "false"}


class Parts:
    """One question's element, and what of it could not be kept."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.warnings: list[Problem] = []
        self.usual = TextFormat.HTML
        """The format of a text that does not name its own: that of the question."""

    def warn(self, message: str, line: int) -> None:
        self.warnings.append(Problem(message, line, Severity.WARNING))

    def words(self, tag: str, usual: str = "") -> str:
        found = self.element.first(tag)
        return words_of(found) if found else usual

    def is_so(self, tag: str, *, usual: bool) -> bool:
        found = self.element.first(tag)
        return words_of(found).strip().lower() not in NO if found else usual

    def number(self, tag: str, usual: Decimal) -> Decimal:
        found = self.element.first(tag)
        return read_number(words_of(found), found.line) if found else usual

    def text(self, element: Element | None) -> Text:
        if element is None:
            return Text()
        files = tuple(_media(file) for file in element.all("file"))
        return Text(words_of(element), self._format(element), files)

    def option(self, element: Element) -> Option:
        percent = read_number(element.attributes.get("fraction", "0"), element.line)
        return Option(self.text(element), percent, self.text(element.first("feedback")))

    def hint(self, element: Element) -> Hint:
        options = element.first("options")
        if options and options.words.strip():
            self.warn("The options of a hint are not kept. The hint itself is.", options.line)
        shows, clears = element.first("shownumcorrect"), element.first("clearwrong")
        return Hint(self.text(element), shows is not None, clears is not None)

    def _format(self, element: Element) -> TextFormat:
        name = element.attributes.get("format", "").strip()
        if name and name not in FORMAT_NAMES:
            self.warn(f"The text format “{name}” is not known; read as plain.", element.line)
            return TextFormat.PLAIN
        return FORMAT_NAMES.get(name, self.usual)


def words_of(element: Element | None) -> str:
    """Old files have the words of an answer outside its `<text>`."""
    if element is None:
        return ""
    inside = element.first("text")
    return element.words if inside is None else inside.words


def read_number(words: str, line: int) -> Decimal:
    number = read_decimal(words)
    if number is None:
        raise QuestionError(f"“{words.strip()[:40]}” is no number. Write it like 33.33333.", line)
    return number


def _media(element: Element) -> Media:
    name = element.attributes.get("name", "")
    packed = "".join(element.words.split())
    if element.attributes.get("encoding", "base64") != "base64":
        raise QuestionError(f"The file “{name}” is not in base64. Export it anew.", element.line)
    if len(packed) * 3 // 4 > limits.MOST_MEDIA_BYTES:
        size = f"{limits.MOST_MEDIA_BYTES // 1024**2} MB"
        raise QuestionError(f"The file “{name}” is larger than {size}. Shrink it.", element.line)
    try:
        content = base64.b64decode(packed, validate=True)
    except binascii.Error as error:
        message = f"The file “{name}” is damaged. Export the question anew."
        raise QuestionError(message, element.line) from error
    return Media(name, content, element.attributes.get("path", "/"))
