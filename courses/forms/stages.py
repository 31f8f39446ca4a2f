"""What people and those who decide type on a pathway with stages. No words of a case fit in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.widgets import DayInput
from courses.models import Candidacy


class SupervisionForm(forms.Form):
    held_on = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    hours = forms.DecimalField(
        label=gettext_lazy("How many hours?"),
        help_text=gettext_lazy("For example 1 or 1.5."),
        min_value=0.25,
        max_value=8,
        decimal_places=2,
        max_digits=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"].seen_by = _("You, your supervisor and the trainers who decide.")

    def clean_held_on(self) -> Any:
        if self.cleaned_data["held_on"] > timezone.localdate():
            raise forms.ValidationError(_("Choose today or a day before."))
        return self.cleaned_data["held_on"]

    @property
    def minutes(self) -> int:
        return round(60 * self.cleaned_data["hours"])


class MoveOnForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("From which day?"), widget=DayInput, initial=timezone.localdate
    )

    def __init__(self, *args: Any, candidacy: Candidacy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidacy = candidacy

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if not self.candidacy.facts.since <= day <= timezone.localdate():
            raise forms.ValidationError(
                _("Choose a day since the last stage began, and not after today.")
            )
        return day


class SupervisorForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("Their supervisor’s e-mail address or user name"), max_length=254
    )

    def __init__(self, *args: Any, candidacy: Candidacy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidacy = candidacy

    def clean_address(self) -> str:
        typed = self.cleaned_data["address"]
        people = Person.objects.present().exclude(pk=self.candidacy.person_id).exclude(user=None)
        found = people.filter(Q(email__iexact=typed) | Q(user__username__iexact=typed))[:2]
        if len(found) != 1:
            raise forms.ValidationError(_("Nobody who signs in here has this address or name."))
        self.person = found[0]
        return typed
