"""The record in the shape that a regulator asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.spreadsheets import write_table
from courses.cpd import METHODS, Group, Record, Row


class Shape(TextChoices):
    NMC = "nmc", gettext_lazy("NMC: with hours and the part of the Code")
    PLAIN = "plain", gettext_lazy("HCPC or Social Work England: without hours")


@dataclass(frozen=True)
class Log:
    record: Record
    shape: str
    with_notes: bool

    @property
    def has_hours(self) -> bool:
        return self.shape == Shape.NMC

    @property
    def headings(self) -> list[str]:
        """The six of the NMC's own form, in its order."""
        headings = [_("Date"), _("Method"), _("Topic")]
        if self.has_hours:
            headings += [_("Link to the Code"), _("Hours"), _("Participatory hours")]
        return [*headings, _("My note")] if self.with_notes else headings

    def cells(self, row: Row) -> list[str]:
        cells = [date_format(row.day, "d/m/Y"), str(METHODS[row.kind]), row.topic]
        if self.has_hours:
            cells += [row.section, as_number(row.total), as_number(row.others)]
        return [*cells, row.words] if self.with_notes else cells

    def table_of(self, group: Group) -> list[list[str]]:
        return [self.cells(row) for row in group.rows]

    @property
    def csv(self) -> str:
        return write_table(self.headings, (self.cells(row) for row in self.record.rows))


def as_number(minutes: int) -> str:
    """Hours as a spreadsheet adds them up."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
