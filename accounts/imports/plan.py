"""What a list would do: rows of ours as they are and shall be, and a report for each row of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from accounts.cells import CellError
from accounts.models import Employment, ImportRow, Organisation, Person

FIELDS: dict[type[Model], tuple[str, ...]] = {
    Person: ("display_name", "email"),
    Employment: (
        "person_id",
        "organisation_id",
        "profession_id",
        "employment_type_id",
        "locality_id",
        "line_manager_id",
        "level_expected_id",
        "starts_on",
        "ends_on",
        "staff_number",
        "confirmed_at",
        "confirmed_by_id",
        "declined_at",
        "declined_by_id",
    ),
}
Outcome = ImportRow.Outcome


@dataclass
class Draft:
    """One row of ours. It changes in memory; whether it is ever saved is not its business."""

    row: Model
    number: int
    before: dict[str, Any] | None

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_changed(self) -> bool:
        return self.is_new or self.before != snapshot(self.row)


@dataclass
class Report:
    number: int
    outcome: str
    notes: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of_problems(cls, number: int, problems: Iterable[CellError]) -> Report:
        notes = [(problem.column, problem.sentence) for problem in problems]
        return cls(number, Outcome.PROBLEM, notes)


@dataclass
class Plan:
    reports: list[Report] = field(default_factory=list)
    people: dict[int, Draft] = field(default_factory=dict)
    jobs: dict[int, Draft] = field(default_factory=dict)
    """By the identity of the instance, since new rows have no key yet."""
    guests: list[tuple[Person, Employment]] = field(default_factory=list)

    def draft(self, row: Model, *, number: int) -> Draft:
        """Call before the first change, so that it remembers how the row was."""
        kept = self.people if isinstance(row, Person) else self.jobs
        before = None if row._state.adding else snapshot(row)
        return kept.setdefault(id(row), Draft(row, number, before))

    def ended(self) -> list[tuple[Person, Organisation, date]]:
        """Jobs that get a last day they did not have."""
        jobs = [draft for draft in self.jobs.values() if draft.row.ends_on]
        return [
            (draft.row.person, draft.row.organisation, draft.row.ends_on)
            for draft in jobs
            if draft.is_new or draft.before["ends_on"] != _plain(draft.row.ends_on)
        ]


def snapshot(row: Model) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in FIELDS[type(row)]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
