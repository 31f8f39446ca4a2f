"""Which disciplines a session wants, as whoever runs it says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Sector
from accounts.widgets import DayInput
from courses.actions.mixing import Wish
from courses.mix import end_of, usual_last_day
from courses.models import LiveSession

USUAL_SECTORS = {LiveSession.Kind.ROUND_A_CASE: 3}


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
        if given["held"]:
            _refuse_odd_day(self, "held_until", starts_at=self.starts_at)
        return given

    @property
    def wish(self) -> Wish:
        given = self.cleaned_data
        until = given["held_until"]
        return Wish(
            sector=given["sector"],
            at_most=given["at_most"],
            held=given["held"] or 0,
            held_until=until and end_of(until),
        )


class SectorsForm(forms.Form):
    least = forms.IntegerField(
        label=gettext_lazy("At least so many disciplines"),
        help_text=gettext_lazy("For a session round a case, 3 are usual. Empty means any number."),
        min_value=0,
        max_value=50,
        required=False,
    )
    until = forms.DateField(
        label=gettext_lazy("Places are kept for those that are missing until the end of"),
        help_text=gettext_lazy("After this day anybody may take what is free."),
        widget=DayInput,
        required=False,
    )

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        asked = session.theme.least_sectors if session.theme else 0
        usual = session.least_sectors or asked or USUAL_SECTORS.get(session.kind)
        self.initial.setdefault("least", usual)
        self.initial.setdefault("until", self._usual_day())

    def _usual_day(self) -> date | None:
        """As it stands, or the usual one."""
        if self.session.least_until:
            return timezone.localdate(self.session.least_until)
        return usual_last_day(self.session.starts_at, at=timezone.now())

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("least"):
            _refuse_odd_day(self, "until", starts_at=self.session.starts_at)
        return given

    @property
    def facts(self) -> dict[str, Any]:
        least, until = self.cleaned_data["least"] or 0, self.cleaned_data["until"]
        return {"least": least, "until": end_of(until) if least else None}


def _refuse_odd_day(form: forms.Form, name: str, *, starts_at: datetime) -> None:
    day, last = form.cleaned_data.get(name), timezone.localdate(starts_at)
    if name not in form.errors and not (day and timezone.localdate() <= day < last):
        form.add_error(name, _("Choose a day from today on, before that of the session."))
