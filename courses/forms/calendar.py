"""What the calendar is narrowed to, and training that others offer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AgeBand, Level, Organisation
from accounts.widgets import DayInput
from courses.forms.clock import ClockField, ask_which_hour, read_moment
from courses.forms.required import LevelField
from courses.forms.sessions import FURTHEST, HOUR
from courses.models import LiveSession, OtherTraining
from courses.month import MONTHS_AHEAD, months_on
from courses.querysets import ELSEWHERE, Narrowing
from courses.wall_clock import name_of_clock
from resources.models import Topic


class CalendarForm(forms.Form):
    age_band = forms.ModelChoiceField(
        AgeBand.objects.filter(is_active=True),
        label=gettext_lazy("Age band"),
        to_field_name="slug",
        empty_label=gettext_lazy("Every age"),
        required=False,
    )
    theme = forms.ModelChoiceField(
        Topic.objects.filter(is_active=True),
        label=gettext_lazy("Theme"),
        to_field_name="slug",
        empty_label=gettext_lazy("Every theme"),
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            ("", gettext_lazy("Every kind")),
            *LiveSession.Kind.choices,
            (ELSEWHERE, gettext_lazy("Booked elsewhere")),
        ],
        required=False,
    )
    provider = forms.ChoiceField(label=gettext_lazy("Who offers it"), required=False)
    month = forms.DateField(
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "hidden"}, format="%Y-%m"),
        required=False,
    )
    page = forms.IntegerField(min_value=1, max_value=1000, required=False)

    def __init__(self, *args: Any, providers: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name, name) for name in sorted(providers, key=str.casefold)]
        self.fields["provider"].choices = [("", _("Everybody")), *named]
        self.is_valid()

    @property
    def narrowing(self) -> Narrowing:
        """An address typed by hand may ask for anything; what makes no sense narrows nothing."""
        said = self.cleaned_data
        return Narrowing(
            age_band=said.get("age_band"),
            theme=said.get("theme"),
            kind=said.get("kind", ""),
            provider=said.get("provider", ""),
        )

    def month_shown(self, *, on: date) -> date:
        """From this one to the last that is shown."""
        first, last = months_on(on, 0), months_on(on, MONTHS_AHEAD)
        return min(max(self.cleaned_data.get("month") or first, first), last)


class OtherTrainingForm(forms.ModelForm):
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    hour = forms.TimeField(
        label=gettext_lazy("At what time?"),
        widget=HOUR,
        help_text=gettext_lazy("By the clock in the United Kingdom on that day."),
    )
    clock = ClockField()
    link = forms.URLField(
        label=gettext_lazy("Where to read more and book"),
        help_text=gettext_lazy("A web address."),
        required=False,
        assume_scheme="https",
        max_length=200,
    )
    level = LevelField(
        Level.objects.select_related("level_set"),
        label=gettext_lazy("Practice level"),
        empty_label=gettext_lazy("Not said"),
        required=False,
    )

    class Meta:
        model = OtherTraining
        fields = (
            "title",
            "organisation",
            "provider",
            "minutes",
            "place",
            "link",
            "age_band",
            "theme",
            "level",
            "audience",
        )

    field_order = ("title", "organisation", "provider", "day", "hour", "clock", "minutes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Organisation.objects.active() | Organisation.objects.filter(
            pk=self.instance.organisation_id
        )
        organisation = self.fields["organisation"]
        organisation.queryset = chosen.order_by("name")
        organisation.empty_label = _("None of these")
        self.fields["provider"].label = _("If it is none of these: who offers it?")
        self.fields["age_band"].empty_label = _("No age band")
        self.fields["theme"].empty_label = _("No theme")
        if self.instance.pk:
            starts_at = timezone.localtime(self.instance.starts_at)
            self.initial |= {
                "day": starts_at.date(),
                "hour": starts_at.time(),
                "clock": name_of_clock(starts_at),
            }
        ask_which_hour(self)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        offered_by = [given.get("organisation"), given.get("provider")]
        if all(offered_by):
            self.add_error("provider", _("Choose one above, or write who it is, not both."))
        if not any(offered_by) and not {"organisation", "provider"} & set(self.errors):
            self.add_error("provider", _("Say who offers it."))
        if not given.get("place") and not given.get("link") and "link" not in self.errors:
            self.add_error("place", _("Say where it is, or give the web address to book at."))
        self._read_moment(given)
        return given

    def _read_moment(self, given: dict[str, Any]) -> None:
        if not {"day", "hour", "clock"} & set(self.changed_data):
            given["starts_at"] = self.instance.starts_at
        elif starts_at := read_moment(self, given):
            given["starts_at"] = starts_at
            if not timezone.now() < starts_at < timezone.now() + FURTHEST:
                self.add_error("day", _("Choose a day and time to come, within two years."))

    @property
    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {name: given[name] for name in (*self.Meta.fields, "starts_at")}


class TrainingListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The list, as a CSV file"),
        help_text=gettext_lazy(
            "Up to 2,000 rows and 2 MB. In a spreadsheet: Save as, then CSV UTF-8."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        allow_empty_file=True,
    )
