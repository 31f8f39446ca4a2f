"""A question of a try as it stands on the page: to answer, or once it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from courses.asking import mark_of, offered
from courses.marking import answers_wanted, feedback_for
from courses.models import AttemptAnswer
from courses.packages.questions import FULL, Kind, Text
from courses.wording import Address, as_html, as_line

TEMPLATES = {
    Kind.SINGLE: "choice",
    Kind.TRUE_FALSE: "choice",
    Kind.MULTIPLE: "choice",
    Kind.MATCHING: "matching",
    Kind.ORDERING: "ordering",
    Kind.SHORT_TEXT: "short_text",
    Kind.DESCRIPTION: "description",
}

TRUTH = {"true": _("True"), "false": _("False")}


@dataclass(frozen=True)
class Choice:
    value: int
    label: SafeString
    is_chosen: bool
    is_right: bool


@dataclass(frozen=True)
class Slot:
    """A line with a menu of its own: a prompt to match, or an item to be put in order."""

    number: int
    label: SafeString
    chosen: str


class Asked:
    def __init__(self, answer: AttemptAnswer, *, problem: str = "") -> None:
        self.answer = answer
        self.name = answer.name
        self.number = answer.position
        self.problem = problem
        self.question = answer.version.shown
        self.kind = self.question.kind

    @property
    def template(self) -> str:
        return f"courses/questions/{TEMPLATES[self.kind]}.html"

    @property
    def mark(self) -> str:
        """Goes into the form beside the answer."""
        return mark_of(self.answer.answer)

    @cached_property
    def html(self) -> SafeString:
        return self._whole(self.question.text)

    @property
    def line(self) -> SafeString:
        return self._line(self.question.text)

    @property
    def is_multiple(self) -> bool:
        return self.kind == Kind.MULTIPLE

    @property
    def is_right(self) -> bool:
        return self.answer.earned >= self.answer.possible - 1e-6

    @property
    def is_partly_right(self) -> bool:
        return self.answer.earned > 0

    @cached_property
    def choices(self) -> list[Choice]:
        given = self.answer.answer
        chosen = given if isinstance(given, list) else [given]
        listed = []
        for shown, number in enumerate(self.answer.layout):
            option = self._key.options[number]
            label = self._label(self.question.options[number].text)
            listed.append(Choice(shown, label, number in chosen, option.percent > 0))
        return listed

    @cached_property
    def prompts(self) -> list[Slot]:
        given = self.answer.answer or []
        prompts = [pair.prompt for pair in self.question.pairs if pair.prompt]
        return [
            Slot(number, self._line(prompt), given[number] if number < len(given) else "")
            for number, prompt in enumerate(prompts)
        ]

    @property
    def offers(self) -> list[tuple[int, str]]:
        words = offered(self.question)
        return [(shown, words[number]) for shown, number in enumerate(self.answer.layout)]

    @cached_property
    def items(self) -> list[Slot]:
        given = self.answer.answer or {}
        if isinstance(given, list):
            given = {str(item): place for place, item in enumerate(given, start=1)}
        return [
            Slot(shown, self._line(self.question.sequence[item]), str(given.get(str(item), "")))
            for shown, item in enumerate(self.answer.layout)
        ]

    @property
    def places(self) -> list[str]:
        return [str(place) for place in range(1, len(self.question.sequence) + 1)]

    @property
    def given_in_order(self) -> list[SafeString]:
        return [self._line(self.question.sequence[item]) for item in self.answer.answer or []]

    @property
    def remarks(self) -> list[SafeString]:
        """What the question says to this very answer, and to everybody."""
        said = [option.feedback for option in feedback_for(self._key, self.answer.answer)]
        said += [self._overall, self._key.general_feedback]
        return [self._whole(text) for text in said if text]

    @property
    def solution(self) -> list[SafeString]:
        """What would have been wholly right."""
        key = self._key
        match self.kind:
            case Kind.MATCHING:
                pairs = zip(self.prompts, answers_wanted(key.pairs), strict=False)
                return [format_html("{}: {}", prompt.label, words) for prompt, words in pairs]
            case Kind.ORDERING:
                return [self._line(item) for item in key.sequence]
            case Kind.SHORT_TEXT:
                return [self._line(one.text) for one in key.options if one.percent == FULL][:1]
            case _:
                return [self._label(one.text) for one in key.options if one.percent > 0]

    @property
    def _overall(self) -> Text:
        if self.is_right:
            return self._key.when_right
        return self._key.when_partly if self.is_partly_right else self._key.when_wrong

    @property
    def _key(self) -> Any:
        """The version that marked it; before it is marked, the one that was asked."""
        return (self.answer.marked_with or self.answer.version).shown

    def _label(self, text: Text) -> Any:
        """True and false are ours to translate."""
        return TRUTH[text.words] if self.kind is Kind.TRUE_FALSE else self._line(text)

    def _whole(self, text: Text) -> SafeString:
        return mark_safe(as_html(text, _addresses(text)))

    def _line(self, text: Text) -> SafeString:
        return mark_safe(as_line(text, _addresses(text)))


def _addresses(text: Text) -> Address:
    """Of the files of this very text."""
    digests = {one.path + one.name: one.content.decode() for one in text.files}

    def address(name: str) -> str:
        digest = digests.get(name)
        return reverse("courses:question_file", args=[digest]) if digest else ""

    return address
