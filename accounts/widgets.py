"""A date in three boxes, for dates people know by heart. A near date is a plain `DateField`."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

UNREADABLE = "\x1f"


class DateBoxes(forms.MultiWidget):
    """What was typed comes back as typed, readable as a date or not."""

    box_labels = (_("Day"), _("Month"), _("Year"))
    box_widths = (2, 2, 4)

    def __init__(self, attrs: dict | None = None) -> None:
        boxes = {"day": forms.TextInput, "month": forms.TextInput, "year": forms.TextInput}
        super().__init__(boxes, attrs)

    def decompress(self, value: dt.date | str | None) -> list[str]:
        if isinstance(value, dt.date):
            return [str(value.day), str(value.month), str(value.year)]
        if value and UNREADABLE in value:
            return value.split(UNREADABLE)
        return value.split("-")[::-1] if value else ["", "", ""]

    def value_from_datadict(self, data: dict, files: dict, name: str) -> str | None:
        typed = [(part or "").strip() for part in super().value_from_datadict(data, files, name)]
        if not any(typed):
            return None
        if all(part.isdecimal() for part in typed) and len(typed[2]) == 4:
            return "-".join(reversed(typed))
        return UNREADABLE.join(typed)


class DayInput(forms.DateInput):
    """A near date, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateBoxesField(forms.DateField):
    widget = DateBoxes
    default_error_messages = {
        "invalid": _("Enter a real date: a day, a month and a year, such as 27 3 2026.")
    }

    def __init__(self, **kwargs) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)
