"""XML from a stranger into elements: no declarations, no depth, and never the whole tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from courses.packages import limits
from courses.packages.reading import PackageError, read_words

ROOT = "quiz"
PORTION = 64 * 1024
DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
READABLE = {"utf-8", "utf8", "us-ascii", "iso-8859-1", "windows-1252"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    words: str = ""
    source: str = ""
    """As it stands in the file; of a whole question only."""

    def first(self, tag: str) -> Element | None:
        return next(iter(self.all(tag)), None)

    def all(self, tag: str) -> list[Element]:
        return [child for child in self.children if child.tag == tag]


def read_elements(content: bytes) -> Iterator[Element]:
    """What stands directly in `<quiz>`, one by one."""
    source = read_words(content, encoding=_encoding(content)).encode()
    parsing = _Parsing(source)
    for start in range(0, max(len(source), 1), PORTION):
        yield from parsing.feed(start)


def _encoding(content: bytes) -> str:
    declared = DECLARED.match(content)
    encoding = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    if encoding not in READABLE:
        raise PackageError(f"The file says that it is in {encoding}. Save it as UTF-8.", 1)
    return encoding


class _Parsing:
    def __init__(self, source: bytes) -> None:
        self._source = source
        self._open: list[Element] = []
        self._words: list[list[str]] = []
        self._done: list[Element] = []
        self._entries = 0
        self._count = 0
        self._starts_at = 0
        # The words are UTF-8 by now, whatever the declaration says.
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = PORTION
        parser.StartDoctypeDeclHandler = self._refuse_declarations
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._hear

    def feed(self, start: int) -> list[Element]:
        portion = self._source[start : start + PORTION]
        try:
            self._parser.Parse(portion, start + PORTION >= len(self._source))
        except expat.ExpatError as error:
            message = f"The XML is broken here ({expat.ErrorString(error.code)})."
            raise PackageError(f"{message} Mend it, or export it anew.", error.lineno) from error
        waiting = min(start + PORTION, len(self._source)) - self._parser.CurrentByteIndex
        if waiting > limits.LONGEST_TAG_OF_XML:
            self._refuse("A tag or comment here has no end in sight. Export the file anew.")
        done, self._done = self._done, []
        return done

    def _refuse(self, message: str) -> None:
        raise PackageError(message, self._parser.CurrentLineNumber)

    def _refuse_declarations(self, *_: object) -> None:
        self._refuse("A question bank needs no <!DOCTYPE>, and it can do harm. Take it out.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open and tag != ROOT:
            self._refuse(f"This is not Moodle XML: it begins with <{tag[:40]}>, not <{ROOT}>.")
        if len(self._open) == limits.DEEPEST:
            self._refuse(f"Elements stand more than {limits.DEEPEST} deep. Export the file anew.")
        if len(self._open) == 1:
            self._next_entry()
        self._count += 1
        if self._count > limits.MOST_ELEMENTS:
            self._refuse(f"A question has more than {limits.MOST_ELEMENTS:,} parts. Divide it.")
        self._open.append(Element(tag, attributes, self._parser.CurrentLineNumber))
        self._words.append([])

    def _next_entry(self) -> None:
        self._count, self._starts_at = 0, self._parser.CurrentByteIndex
        self._entries += 1
        if self._entries > limits.MOST_ENTRIES:
            self._refuse(f"The file has more than {limits.MOST_ENTRIES:,} entries. Divide it.")

    def _hear(self, words: str) -> None:
        if len(self._open) > 1:
            self._words[-1].append(words)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        element.words = "".join(self._words.pop())
        if len(self._open) > 1:
            self._open[-1].children.append(element)
        elif self._open:
            element.source = self._source[self._starts_at : self._ends_at(element)].decode()
            self._done.append(element)

    def _ends_at(self, element: Element) -> int:
        """Expat stands before `</question>`, but behind `<question/>`."""
        here = self._parser.CurrentByteIndex
        is_before = self._source.startswith(f"</{element.tag}".encode(), here)
        return self._source.index(b">", here) + 1 if is_before else here
