"""The cells of a release, found by what they are about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from evaluation.labels import Labels
from evaluation.models import Release, Wave

Group = tuple[tuple[str, str], ...]
Found = dict[str, float | None]


@dataclass(frozen=True)
class Figures:
    """The cells of a release by group and scale; None where they are not shown."""

    release: Release
    labels: Labels

    @property
    def whole(self) -> dict[str, Found]:
        return {scale: found for (at, scale), found in self.scales.items() if found and not at}

    @cached_property
    def scales(self) -> dict[tuple[Group, str], Found | None]:
        return {key: found for key, found in self._sums.items() if "." not in key[1]}

    @cached_property
    def told(self) -> dict[str, Found | None]:
        """What is told of everybody together only, by `scale.kept`, `moment.item` and the like."""
        return {name: found for (_group, name), found in self._sums.items() if "." in name}

    def holds(self, name: str) -> bool:
        """Of a question at a moment. A release of before it was asked has nothing of it."""
        return name in self.told or any(
            one == name or one.startswith(f"{name}.") for one in self.counts
        )

    def called(self, name: str) -> str:
        """The words of a question, with its moment where the release has it at several."""
        question = self.labels.questions[name]
        if self._moments[question.item.code] == 1:
            return question.item.text
        facts = {"moment": Wave(question.wave).label, "question": question.item.text}
        return _("%(moment)s: %(question)s") % facts

    @cached_property
    def _moments(self) -> Counter[str]:
        questions = self.labels.questions.items()
        return Counter(one.item.code for name, one in questions if self.holds(name))

    @cached_property
    def _sums(self) -> dict[tuple[Group, str], Found | None]:
        found: dict[tuple[Group, str], Found | None] = {}
        for cell in self.release.cells:
            name, _slash, measure = cell["statistic"].partition("/")
            key = (tuple(sorted(cell["dimensions"].items())), name)
            if not measure:
                continue
            if cell["status"] != "published":
                found.setdefault(key, None)
                continue
            known = found.get(key) or {"n": cell["n"]}
            found[key] = {**known, measure: cell["value"]}
        return found

    @property
    def shifts(self) -> dict[str, dict[str, float]]:
        """By item, of everybody: only the directions that are shown."""
        return {name: found for name, found in self.counts.items() if "." not in name}

    @cached_property
    def counts(self) -> dict[str, dict[str, float]]:
        """By question, of everybody: only the answers whose counts are shown."""
        found: dict[str, dict[str, float]] = {}
        for cell in self.release.cells:
            name, _colon, answer = cell["statistic"].partition(":")
            if answer and not cell["dimensions"]:
                shown = found.setdefault(name, {})
                if cell["status"] == "published":
                    shown[answer] = cell["value"]
        return found
