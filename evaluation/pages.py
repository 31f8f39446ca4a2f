"""The pages of one invitation, with what was answered on them so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate

from evaluation.models import (
    THEN,
    AccessCode,
    ConsentText,
    Invitation,
    Occasion,
    Participant,
    PlannedMeasure,
    Response,
    Way,
)
from evaluation.steps import Measure, Step, first_unseen, steps_of


@dataclass(frozen=True)
class Asked:
    """One row of a plan as it is asked, with the answers of whoever is asked."""

    planned: PlannedMeasure
    measure: Measure
    response: Response | None = None

    @property
    def answers(self) -> dict[str, Any]:
        return self.response.answers if self.response else {}

    @property
    def quotable(self) -> frozenset[str]:
        return frozenset(self.response.quotable if self.response else ())


class Pages:
    """`way` is how answers come in on them; `who` is the pseudonym of whoever gives them."""

    def __init__(
        self,
        occasion: Occasion,
        wave: str,
        responses: list[Response],
        *,
        way: str = Way.ACCOUNT,
        who: str = "",
        closes_on: date | None = None,
        is_by_name: bool = False,
    ) -> None:
        given = {(response.version_id, response.wave): response for response in responses}
        self.occasion, self.wave, self.closes_on = occasion, wave, closes_on
        self.way, self.who, self.is_by_name = way, who, is_by_name
        self.asked = [
            Asked(
                row,
                Measure(str(row.pk), _wave_of(row, wave), row.version.file),
                given.get((row.version_id, _wave_of(row, wave))),
            )
            for row in planned_measures(occasion, wave)
        ]

    @classmethod
    def of(cls, invitation: Invitation, way: str = Way.ACCOUNT) -> Pages:
        responses, closes_at = list(Response.objects.to(invitation)), invitation.closes_at
        return cls(
            invitation.occasion,
            invitation.wave,
            responses,
            way=way,
            who=invitation.occasion.plan.pseudonym_of(invitation.person),
            closes_on=localdate(closes_at) if closes_at else None,
            is_by_name=True,
        )

    @classmethod
    def by_code(cls, code: AccessCode, wave: str, way: str = Way.ROOM) -> Pages:
        known = code.occasion.plan.pseudonym_of_code(code)
        mine = Response.objects.filter(
            participant__plan=code.occasion.plan_id, participant__pseudonym=known
        )
        responses = list(mine.at_moment(code.occasion, wave))
        return cls(code.occasion, wave, responses, way=way, who=known)

    @cached_property
    def left(self) -> list[Asked]:
        """Not those that an answer given elsewhere serves already."""
        return [one for one in self.asked if not (one.response and one.response.is_complete)]

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(one.measure for one in self.left)

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        return {one.measure.key: one.answers for one in self.asked if one.response}

    @property
    def is_sent(self) -> bool:
        return not self.left

    @property
    def served_on(self) -> date | None:
        """The day of answers given elsewhere that count here too."""
        copied = [row for row in self._responses if row.serves_as_well and row.is_complete]
        return max((row.answered_on for row in copied), default=None)

    @property
    def is_begun_elsewhere(self) -> bool:
        """Whoever keys in a sheet sees nothing that was given on a screen, nor the reverse."""
        is_paper = self.way == Way.PAPER
        return any((row.way == Way.PAPER) != is_paper for row in self._responses)

    @property
    def ids(self) -> frozenset[str]:
        """Random ones, of what was begun or sent at this moment."""
        return frozenset(str(row.pk) for row in self._responses)

    @property
    def _responses(self) -> list[Response]:
        return [one.response for one in self.asked if one.response]

    @cached_property
    def participant(self) -> Participant | None:
        found = Participant.objects.filter(plan=self.occasion.plan_id, pseudonym=self.who)
        return found.select_related("consent").first()

    @property
    def agreed_to(self) -> ConsentText | None:
        """The words that hold for whoever answers; those of now until they have agreed."""
        if self.has_agreed:
            return self.participant.consent
        return self.occasion.plan.consent

    @property
    def has_agreed(self) -> bool:
        return bool(self.participant and self.participant.consented_on)

    @property
    def goes_on_at(self) -> int:
        return first_unseen(self.steps, self.answers)

    def asked_at(self, step: Step) -> Asked:
        return next(one for one in self.asked if one.measure.key == step.measure.key)

    @property
    def minutes(self) -> int:
        return sum(one.measure.file.minutes for one in self.left)


def planned_measures(occasion: Occasion, wave: str) -> list[PlannedMeasure]:
    rows = PlannedMeasure.objects.filter(
        planned_wave__plan_id=occasion.plan_id, planned_wave__wave=wave
    )
    return list(
        rows.select_related("version__instrument")
        .prefetch_related("version__wordings")
        .order_by("order", "pk")
    )


def _wave_of(row: PlannedMeasure, wave: str) -> str:
    return THEN if row.is_then else wave
