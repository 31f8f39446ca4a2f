"""A GIFT file cut into its questions: blank lines divide them, but not between braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courses.packages import limits
from courses.packages.gift.escapes import CONTENT
from courses.packages.questions import WHITE
from courses.packages.reading import PackageError, QuestionError

CATEGORY_MARK = "$CATEGORY:"
COMMENT_MARK = "//"
BRACE = re.compile("[{}]")


@dataclass(frozen=True)
class Block:
    line: int
    """Where its first words stand."""
    hidden: str
    """The words without comments, escaped signs hidden."""
    comments: str
    source: str
    fault: QuestionError | None = None


def read_blocks(words: str) -> Iterator[Block]:
    gathered = _Gathered()
    for number, line in enumerate(words.split("\n"), 1):
        bare = line.strip(WHITE)
        if not bare and not gathered.is_in_braces:
            yield from gathered.blocks()
            gathered = _Gathered()
        elif bare.startswith(CATEGORY_MARK) and not gathered.hidden:
            yield Block(number, bare, "", bare)
            gathered = _Gathered()
        else:
            gathered.add(number, line, is_comment=bare.startswith(COMMENT_MARK))
    yield from gathered.blocks()


class _Gathered:
    def __init__(self) -> None:
        self.line = 0
        self.hidden: list[str] = []
        self._comments: list[str] = []
        self._source: list[str] = []
        self._characters = 0
        self._opened_on: int | None = None
        self._is_closed = False
        self._fault: QuestionError | None = None

    @property
    def is_in_braces(self) -> bool:
        return self._opened_on is not None and not self._is_closed and not self._fault

    def add(self, number: int, line: str, *, is_comment: bool) -> None:
        self._source.append(line)
        self._characters += len(line) + 1
        if self._characters > limits.MOST_CHARACTERS:
            message = f"A question here is longer than {limits.MOST_CHARACTERS:,} characters."
            raise PackageError(f"{message} Look for a missing }} or divide it.", number)
        if is_comment:
            self._comments.append(line)
            # An empty line in its place: the lines behind it keep their numbers.
            self.hidden.extend([""] if self.hidden else [])
            return
        self.line = self.line or number
        self.hidden.append(CONTENT.hide(line))
        for brace in BRACE.finditer(self.hidden[-1]):
            self._fault = self._fault or self._turn(number, brace[0])
            if self._fault:
                break

    def blocks(self) -> Iterator[Block]:
        """The block gathered, if there is more than comments in it."""
        if not self.hidden:
            return
        if self.is_in_braces:
            message = "The { on this line is never closed. Write its }."
            self._fault = QuestionError(message, self._opened_on)
        yield Block(
            self.line,
            "\n".join(self.hidden),
            "\n".join(self._comments),
            "\n".join(self._source),
            self._fault,
        )

    def _turn(self, number: int, brace: str) -> QuestionError | None:
        if brace == "{" and self._is_closed:
            return QuestionError(
                "A question has one pair of braces. Write \\{ for a plain brace.", number
            )
        if brace == "{" and self._opened_on:
            return QuestionError(
                f"There is a second {{ before the }} for the one on line {self._opened_on}. "
                "Close that first, or write \\{ for a plain brace.",
                number,
            )
        if brace == "}" and not self.is_in_braces:
            return QuestionError("There is a } without its {. Write \\} for a plain brace.", number)
        self._opened_on = self._opened_on or number
        self._is_closed = brace == "}"
        return None
