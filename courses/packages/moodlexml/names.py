"""Moodle's own names for what our questions hold."""

from __future__ import annotations

from courses.packages import ordering
from courses.packages.questions import Kind, TextFormat

TYPES = {
    Kind.SINGLE: "multichoice",
    Kind.MULTIPLE: "multichoice",
    Kind.TRUE_FALSE: "truefalse",
    Kind.SHORT_TEXT: "shortanswer",
    Kind.MATCHING: "matching",
    Kind.ORDERING: "ordering",
    Kind.DESCRIPTION: "description",
}
FORMATS = {
    TextFormat.HTML: "html",
    TextFormat.MARKDOWN: "markdown",
    TextFormat.PLAIN: "plain_text",
    TextFormat.MOODLE: "moodle_auto_format",
}
OUTCOMES = {
    "when_right": "correctfeedback",
    "when_partly": "partiallycorrectfeedback",
    "when_wrong": "incorrectfeedback",
}
SHUFFLED = {Kind.SINGLE, Kind.MULTIPLE, Kind.MATCHING}
_EVERY = {"hidden": "0"}
_CHOICE = {**_EVERY, "answernumbering": "abc", "showstandardinstruction": "0"}
USUAL_SETTINGS = {
    **dict.fromkeys(Kind, _EVERY),
    Kind.SINGLE: _CHOICE,
    Kind.MULTIPLE: _CHOICE,
    Kind.ORDERING: {**_EVERY, **ordering.USUAL},
}
