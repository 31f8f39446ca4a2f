from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.widgets import DayInput

LONGEST = timedelta(days=366)


class RowsForm(forms.Form):
    reason = forms.CharField(
        label=_("What are the rows for?"),
        help_text=_("It is written down beside your name and in the pack."),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateField(
        label=_("When will you have deleted them?"),
        help_text=_("At most a year from now."),
        widget=DayInput,
    )

    def clean_until(self) -> date:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today < until <= today + LONGEST:
            raise forms.ValidationError(_("Give a day after today, and at most a year from now."))
        return until
