"""What outlines are made of. Plain data: no page is made here and no table is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _

Words = str | Promise
CHECK = "check"
"""The knowledge check, which asks the questions of a category that is made with the course."""


@dataclass(frozen=True)
class Block:
    """Its words are put into the language of whoever starts the course, when they do."""

    kind: str
    words: Words = ""
    more: tuple[Words, ...] = ()

    def value(self) -> Any:
        match self.kind:
            case "text":
                return format_html("<p>{}</p>", self.words)
            case "heading":
                return {"text": str(self.words), "level": "2"}
            case "reflection":
                return {"question": str(self.words)}
            case "dos":
                return {"do_heading": _("Do"), "dont_heading": _("Try not to")} | {
                    "dos": [str(self.words)],
                    "donts": [str(self.more[0])],
                }
            case "case_study":
                return self._case()
        return {}

    def _case(self) -> dict[str, Any]:
        return {
            "heading": _("A situation from practice"),
            "origin": _("This person is not real. The story is made up from many."),
            "stages": [
                {
                    "heading": _("What is known at first"),
                    "text": format_html("<p>{}</p>", self.words),
                    "questions": [str(self.more[0])],
                }
            ],
            "child": format_html("<p>{}</p>", self.more[1]),
        }


def text(words: Words) -> Block:
    return Block("text", words)


def heading(words: Words) -> Block:
    return Block("heading", words)


def reflection(question: Words) -> Block:
    return Block("reflection", question)


def dos(do: Words, dont: Words) -> Block:
    return Block("dos", do, (dont,))


def case_study(known: Words, *, question: Words, child: Words) -> Block:
    return Block("case_study", known, (question, child))


PAUSE = Block("pause")
SUPPORT = Block("support")
KNOWLEDGE_CHECK = Block(CHECK)


@dataclass(frozen=True)
class OutlinedLesson:
    slug: str
    title: Words
    minutes: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class OutlinedModule:
    title: Words
    lessons: tuple[OutlinedLesson, ...]


@dataclass(frozen=True)
class Outline:
    code: str
    label: Words
    about: Words
    audience: Words
    outcomes: tuple[Words, ...]
    self_directed_minutes: int
    modules: tuple[OutlinedModule, ...]
    participatory_minutes: int = 0
    is_talked_through: bool = False
    """A group that takes it together may talk the knowledge check through, and it counts."""
