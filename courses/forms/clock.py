"""The hour that comes twice, or never, on the nights when the clocks change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.wall_clock import moments_of, name_of_clock


class ClockField(forms.ChoiceField):
    """Asked only of an hour that comes twice: see `ask_which_hour`."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [
            ("BST", gettext_lazy("The first one, in summer time (BST)")),
            ("GMT", gettext_lazy("The second one, after the clocks went back (GMT)")),
        ]
        super().__init__(
            choices=choices,
            label=gettext_lazy("This hour comes twice that night. Which one do you mean?"),
            widget=forms.RadioSelect,
            error_messages={
                "required": gettext_lazy(
                    "The clocks go back that night and this hour comes twice. Choose which one."
                )
            },
            **kwargs,
        )


def ask_which_hour(form: forms.Form) -> None:
    """Leaves the question out unless the day and hour in the form have two answers."""
    try:
        day, hour = (form.fields[name].clean(form[name].value()) for name in ("day", "hour"))
    except forms.ValidationError:
        day = hour = None
    if not (day and hour and len(moments_of(day, hour)) > 1):
        del form.fields["clock"]


def read_moment(form: forms.Form, given: dict[str, Any]) -> datetime | None:
    """What stands in the way is said beside its field."""
    if not (given.get("day") and given.get("hour")):
        return None
    found = moments_of(given["day"], given["hour"])
    if not found:
        words = _("The clocks go forward that night and leave this hour out. Choose another time.")
        form.add_error("hour", words)
        return None
    if len(found) == 1:
        return found[0]
    return next((one for one in found if name_of_clock(one) == given.get("clock")), None)
