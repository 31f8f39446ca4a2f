"""How seldom and when the portal writes, and the days on which it does not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, RoleGrant
from notifications.models import Kindness, QuietTime
from notifications.permissions import may_look_after_messages, workplaces_of

WEEKDAYS = (
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
)
WIDE = {"class": "govuk-input--width-10"}


class KindnessForm(forms.ModelForm):
    weekdays = forms.MultipleChoiceField(
        label=_("On these days"),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one day, or no letter could ever go.")},
    )

    class Meta:
        model = Kindness
        fields = [
            "opens",
            "closes",
            "weekdays",
            "nation",
            "letters_a_week",
            "reminders_at_most",
            "handed_to",
        ]
        widgets = {
            "opens": forms.TimeInput(format="%H:%M", attrs=WIDE),
            "closes": forms.TimeInput(format="%H:%M", attrs=WIDE),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["weekdays"] = list(self.instance.weekdays)
        holders = RoleGrant.objects.current(at=timezone.now()).values("person")
        people = Person.objects.present().filter(pk__in=holders)
        self.fields["handed_to"].queryset = people
        self.fields["handed_to"].empty_label = _("Nobody: the reminders only stop")

    def clean_weekdays(self) -> str:
        return "".join(sorted(self.cleaned_data["weekdays"]))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        opens, closes = given.get("opens"), given.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("Choose a time after “not before”."))
        return given


class QuietTimeForm(forms.ModelForm):
    class Meta:
        model = QuietTime
        fields = ["label", "starts_on", "ends_on", "organisation"]
        help_texts = {"label": _("For example: autumn half-term."), "organisation": ""}
        widgets = {"starts_on": forms.DateInput(), "ends_on": forms.DateInput()}

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = self.fields["organisation"]
        places.queryset = workplaces_of(by)
        if may_look_after_messages(by):
            places.empty_label = _("The whole partnership")
        else:
            places.required, places.empty_label = True, _("Choose one")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Choose the first day or a later one."))
        return given
