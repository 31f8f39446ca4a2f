"""The letters that a demonstration wrote to files instead of sending them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path

# Django's file backend ends each letter with this line.
END = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Letter:
    key: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return self.message["Subject"]

    @property
    def sender(self) -> str:
        return self.message["From"]

    @property
    def to(self) -> str:
        return self.message["To"]

    @cached_property
    def sent_at(self) -> datetime:
        return parsedate_to_datetime(self.message["Date"])

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return part.get_content() if part else ""


def letters_in(folder: Path) -> list[Letter]:
    """The newest first."""
    found = [letter for file in folder.glob("*.log") for letter in _letters_of(file)]
    return sorted(found, key=lambda letter: (letter.sent_at, letter.key), reverse=True)


def _letters_of(file: Path) -> Iterator[Letter]:
    """A letter that is still being written has no end yet and is left for the next look."""
    *whole, _being_written = file.read_bytes().split(END)
    for number, content in enumerate(whole):
        yield Letter(f"{file.stem}-{number}", message_from_bytes(content, policy=policy.default))
