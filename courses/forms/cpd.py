from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.cpd import usual_period
from courses.cpd_log import Shape
from courses.models import CpdNote


class PeriodForm(forms.Form):
    since = forms.DateField(label=gettext_lazy("From"), required=False)
    until = forms.DateField(label=gettext_lazy("To"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors:
            since, until = self.period
            if since > until:
                self.add_error("until", _("The last day comes before the first."))
        return given

    @property
    def period(self) -> tuple[date, date]:
        """What was asked for; where nothing was, or nothing that is a day, the last three years."""
        given = getattr(self, "cleaned_data", {})
        since, until = usual_period(timezone.localdate())
        return given.get("since") or since, given.get("until") or until


class DownloadForm(PeriodForm):
    since = forms.DateField(required=False, widget=forms.HiddenInput)
    until = forms.DateField(required=False, widget=forms.HiddenInput)
    shape = forms.ChoiceField(
        label=gettext_lazy("For whom"), choices=Shape, widget=forms.RadioSelect
    )
    notes = forms.BooleanField(label=gettext_lazy("Put my private notes in"), required=False)


class NoteForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What does it mean for your work?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        required=False,
    )
    section = forms.ChoiceField(
        label=gettext_lazy("Part of the NMC Code"),
        choices=[("", gettext_lazy("None")), *CpdNote.Section.choices],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].seen_by = _("Only you can read this.")
