"""The cells of a release, found by what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from evaluation.labels import Labels
from evaluation.models import Release

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
        found: dict[tuple[Group, str], Found | None] = {}
        for cell in self.release.cells:
            scale, _slash, measure = cell["statistic"].partition("/")
            key = (tuple(sorted(cell["dimensions"].items())), scale)
            if not measure:
                continue
            if cell["status"] != "published":
                found.setdefault(key, None)
                continue
            known = found.get(key) or {"n": cell["n"]}
            found[key] = {**known, measure: cell["value"]}
        return found

    @cached_property
    def shifts(self) -> dict[str, dict[str, float]]:
        """By item, of everybody: only the directions that are shown."""
        found: dict[str, dict[str, float]] = {}
        for cell in self.release.cells:
            item, _colon, direction = cell["statistic"].partition(":")
            if direction and not cell["dimensions"]:
                shown = found.setdefault(item, {})
                if cell["status"] == "published":
                    shown[direction] = cell["value"]
        return found
