"""What people type to book a session, and facilitators to plan one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person, Sector
from accounts.widgets import DayInput
from courses.models import CoursePage, LiveSession
from courses.querysets import people_to_run_sessions

HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
MOST_WORDS = 500
FURTHEST = timedelta(days=731)
NOTHING_CHOSEN = {
    "support_person": gettext_lazy("Nobody yet"),
    "course": gettext_lazy("No course"),
    "age_band": gettext_lazy("No age band"),
    "theme": gettext_lazy("No theme"),
    "provider": gettext_lazy("Not said"),
}


class BookForm(forms.Form):
    sector = forms.ModelChoiceField(
        Sector.objects.none(),
        label=gettext_lazy("In which of your jobs do you come?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    access_needs = forms.CharField(
        label=gettext_lazy("What would help you to take part?"),
        help_text=gettext_lazy("For example step-free access, captions, or a seat by the door."),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jobs = person.employments.current(on=timezone.localdate())
        jobs = jobs.select_related("profession__sector")
        self.sectors = list(dict.fromkeys(job.profession.sector for job in jobs))
        self.fields["access_needs"].seen_by = _(
            "Whoever runs this session. It is deleted four weeks after it."
        )
        if len(self.sectors) > 1:
            keys = [sector.pk for sector in self.sectors]
            self.fields["sector"].queryset = Sector.objects.filter(pk__in=keys)
        else:
            del self.fields["sector"]

    @property
    def usual_sector(self) -> int | None:
        return self.sectors[0].pk if self.sectors else None

    @property
    def comes_from(self) -> Sector | None:
        """Asked only of whoever has jobs in several."""
        return self.cleaned_data.get("sector") or next(iter(self.sectors), None)


class PlanForm(forms.ModelForm):
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    hour = forms.TimeField(
        label=gettext_lazy("At what time?"),
        widget=HOUR,
        help_text=gettext_lazy("By the clock in the United Kingdom on that day."),
    )

    facilitators = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Facilitators"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    video_link = forms.URLField(
        label=gettext_lazy("Video link"), required=False, assume_scheme="https"
    )

    edits = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    """Which edit the form was filled from, so that nobody undoes another's unseen."""

    class Meta:
        model = LiveSession
        fields = (
            "kind",
            "title",
            "about",
            "course",
            "age_band",
            "theme",
            "provider",
            "minutes",
            "place",
            "video_link",
            "capacity",
            "claim_hours",
            "support_person",
            "mentions",
            "joining",
        )
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "joining": forms.Textarea(attrs={"rows": 4}),
        }

    field_order = (
        "kind",
        "title",
        "about",
        "day",
        "hour",
        "minutes",
        "place",
        "video_link",
        "capacity",
        "claim_hours",
        "facilitators",
        "support_person",
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What stands there already may stay, whatever has become of it since.
        courses = Q(pk__in=CoursePage.objects.visible_to(by)) | Q(pk=self.instance.course_id)
        self.fields["course"].queryset = CoursePage.objects.filter(courses).order_by("title")
        kept = self.instance if self.instance.pk else None
        people = people_to_run_sessions(at=timezone.now(), session=kept)
        self.fields["facilitators"].queryset = people
        self.fields["support_person"].queryset = people
        self.fields["support_person"].help_text = _(
            "Somebody else than the facilitators, who is there for whoever needs a moment."
        )
        for name, words in NOTHING_CHOSEN.items():
            self.fields[name].empty_label = words
        if self.instance.pk:
            starts_at = timezone.localtime(self.instance.starts_at)
            self.initial |= {
                "day": starts_at.date(),
                "hour": starts_at.time(),
                "facilitators": self.instance.facilitators,
                "edits": self.instance.edits,
            }
        else:
            self.initial.setdefault("facilitators", [by.person])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        support, facilitators = given.get("support_person"), given.get("facilitators") or ()
        if support in facilitators:
            self.add_error(
                "support_person", _("Choose somebody who is not a facilitator of this session.")
            )
        if given.get("day") and given.get("hour"):
            given["starts_at"] = _moment(given["day"], given["hour"])
            self._refuse_odd_days(given["starts_at"])
        return given

    def show_edit(self, number: int) -> None:
        """Of what is saved now: sent again, the form means it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("edits")] = str(number)

    def _refuse_odd_days(self, starts_at: datetime) -> None:
        is_new = {"day", "hour"} & set(self.changed_data)
        if is_new and not timezone.now() < starts_at < timezone.now() + FURTHEST:
            self.add_error("day", _("Choose a day and time to come, within two years."))

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of the session."""
        given = self.cleaned_data
        return {name: given[name] for name in (*self.Meta.fields, "starts_at")}


class CallOffForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why? People read this."),
        help_text=gettext_lazy("One or two plain sentences, without the name of anybody."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
