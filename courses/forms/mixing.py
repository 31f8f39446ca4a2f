"""Which disciplines a session wants, as whoever runs it says."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Sector
from accounts.widgets import DayInput
from courses.actions.mixing import Wish


class WishForm(forms.Form):
    sector = forms.ModelChoiceField(
        Sector.objects.filter(is_active=True),
        label=gettext_lazy("Discipline"),
        empty_label=gettext_lazy("Choose one"),
    )
    at_most = forms.IntegerField(
        label=gettext_lazy("At most, in per cent of the places"),
        help_text=gettext_lazy("40 of 20 places are 8. Empty means no limit."),
        min_value=1,
        max_value=100,
        required=False,
    )
    held = forms.IntegerField(
        label=gettext_lazy("Places held for them"),
        help_text=gettext_lazy("Nobody else may take these. Empty means none."),
        min_value=0,
        max_value=500,
        required=False,
    )
    held_until = forms.DateField(
        label=gettext_lazy("Held until the end of"),
        help_text=gettext_lazy("After this day anybody may take what is left of them."),
        widget=DayInput,
        required=False,
    )

    def __init__(self, *args: Any, starts_at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts_at = starts_at

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.errors:
            return given
        if not (given["at_most"] or given["held"]):
            self.add_error("at_most", _("Say how many at most, or how many are held."))
        day, last = given["held_until"], timezone.localdate(self.starts_at)
        if given["held"] and not (day and timezone.localdate() <= day < last):
            self.add_error(
                "held_until", _("Choose a day from today on, before that of the session.")
            )
        return given

    @property
    def wish(self) -> Wish:
        given = self.cleaned_data
        until = given["held_until"]
        return Wish(
            sector=given["sector"],
            at_most=given["at_most"],
            held=given["held"] or 0,
            held_until=until and timezone.make_aware(datetime.combine(until, time.max)),
        )
