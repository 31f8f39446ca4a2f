"""What made-up people answer: plausible, not alike, and the same in every installation."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from evaluation.models import Instrument
from evaluation.plan_templates import PRACTICE, REACTION

NOT_SURE = 98
LOWEST, HIGHEST = 1, 5
RISE = {"pre": 0.0, "post": 0.7, "follow_up": 0.5}
RARELY, SOMETIMES, OFTEN = 0.03, 0.2, 0.5


class FillingIn:
    """`words` are sentences to choose from, by the code of the question."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        self.words = words
        self.chance = Random(6)  # noqa: S311
        self.scale = _file(PRACTICE)
        self.reaction = [item.code for item in _file(REACTION).sections[0].items]

    def level(self) -> float:
        """Where somebody begins."""
        return self.chance.gauss(3.1, 0.5)

    def answers(self, wave: str, level: float) -> dict[str, Any]:
        answers = self._practice(level + RISE[wave])
        if wave == "post":
            answers |= self._reaction()
        if wave == "follow_up":
            answers |= self._two_months()
        return answers

    def _practice(self, level: float) -> dict[str, int]:
        """Of a statement that is turned round, less is more."""
        given = {code: self._point(level) for code in self.scale.asked}
        for code, item in self.scale.asked.items():
            if item.is_reversed:
                given[code] = LOWEST + HIGHEST - given[code]
            if self.chance.random() < RARELY:
                given[code] = NOT_SURE
        return given

    def _reaction(self) -> dict[str, Any]:
        liked = {code: self._point(4.1) for code in self.reaction}
        recommends = self.chance.randint(6, 10)
        written = self._written("most", "least", "one_thing")
        return {**liked, "recommend": recommends, "accessible": 1, **written}

    def _two_months(self) -> dict[str, Any]:
        helped = {
            f"helped_{what}": self.chance.choice((0, 1, 2, 2, 3, 3))
            for what in ("sessions", "resources", "forum", "champion", "manager")
        }
        return {
            "commitment": self.chance.choice((1, 2, 2, 3, 3, 4)),
            "did": self._some((1, 2, 3, 4, 5, 6, 7), 3),
            **helped,
            "barriers": self._some((1, 1, 2, 4, 5, 6), 2),
            "wants": self.chance.choice((1, 2, 3, 4)),
            **self._written("example"),
        }

    def _point(self, level: float) -> int:
        return min(max(round(self.chance.gauss(level, 0.7)), LOWEST), HIGHEST)

    def _some(self, codes: Sequence[int], most: int) -> list[int]:
        return sorted(set(self.chance.sample(codes, self.chance.randint(1, most))))

    def _written(self, *codes: str) -> dict[str, str]:
        return {
            code: self.chance.choice(self.words[code])
            for code in codes
            if self.chance.random() < SOMETIMES
        }


def _file(slug: str) -> Any:
    return Instrument.objects.get(slug=slug).current.file
