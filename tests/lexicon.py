"""Words we do not put before people, each with its reason and what to write instead."""

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Word:
    text: str
    reason: str
    instead: str

    @cached_property
    def pattern(self) -> re.Pattern:
        return re.compile(rf"(?<![\w-]){self.text}(?!\w)")


ALARM = "raises anticipation and does not lower distress"
RANK = "compares people who come to learn"
LATE = "blames people for their shifts"
LABEL = "makes a person into what happened to them"

UNWELCOME: tuple[Word, ...] = (
    Word("trigger warnings?", ALARM, "content note"),
    Word("content warnings?", ALARM, "content note"),
    Word("disturbing", ALARM, "say what is in it"),
    Word("overdue", LATE, "suggested by"),
    Word("deadlines?", LATE, "suggested by"),
    Word("late submissions?", LATE, "suggested by"),
    Word("fail(?:s|ed|ing)?", "a quiz says “not yet”, an error says what to do", "not yet"),
    Word("leaderboards?", RANK, "nothing"),
    Word("rank(?:s|ed|ing)?", RANK, "nothing"),
    Word("streaks?", RANK, "what is left"),
    Word("badges? earned", RANK, "finished"),
    Word("top learners?", RANK, "nothing"),
    Word("victims?", LABEL, "people who have lived through"),
    Word("damaged", LABEL, "people who have lived through"),
    Word("sufferers?", LABEL, "people who have lived through"),
    Word("vulnerable people", LABEL, "say who, and what they need"),
    Word("ace score", "never computed for a person", "nothing"),
    Word("non-complian(?:t|ce)", LATE, "not yet"),
    Word("illegal", "Django’s old word for odd input", "say what to do"),
)
