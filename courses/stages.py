"""Four stages in their order, and what is left before the next. Functions of their arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    APPLIED = "applied", _("Applied")
    TRAINED = "trained", _("Trained")
    SUPERVISED = "supervised", _("Supervised practice")
    ACTIVE = "active", _("Active")


ORDER = tuple(Stage)


@dataclass(frozen=True)
class Facts:
    reached: Mapping[Stage, date]
    courses_left: Sequence[Any]
    minutes_needed: int
    minutes_confirmed: int

    @property
    def stage(self) -> Stage:
        return [stage for stage in ORDER if stage in self.reached][-1]

    @property
    def following(self) -> Stage | None:
        at = ORDER.index(self.stage) + 1
        return ORDER[at] if at < len(ORDER) else None

    @property
    def minutes_left(self) -> int:
        return max(self.minutes_needed - self.minutes_confirmed, 0)

    @property
    def is_ready(self) -> bool:
        """Nothing is left before the next stage; somebody still has to decide."""
        match self.following:
            case Stage.TRAINED:
                return not self.courses_left
            case Stage.SUPERVISED:
                return True
            case Stage.ACTIVE:
                return not self.minutes_left
        return False

    @property
    def since(self) -> date:
        return self.reached[self.stage]
