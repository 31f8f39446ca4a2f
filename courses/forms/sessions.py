"""What people type to book a session, and facilitators to plan one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person, Sector
from accounts.widgets import DayInput
from courses.forms.clock import ClockField, ask_which_hour, read_moment
from courses.forms.cohorts import check_part, check_plan, offer_cohorts, offer_plans
from courses.forms.edits import WithEdits
from courses.forms.following import FollowsField, let_follow, refuse_odd_following
from courses.forms.people import KeyField, KeysField
from courses.models import CoursePage, LessonPage, LiveSession, SessionKit
from courses.querysets import people_to_run_sessions, sectors_of
from courses.wall_clock import name_of_clock
from resources.models import Topic

HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
MOST_WORDS = 500
FURTHEST = timedelta(days=731)
NOTHING_CHOSEN = {
    "support_person": gettext_lazy("Nobody yet"),
    "course": gettext_lazy("No course"),
    "lesson": gettext_lazy("No lesson"),
    "kit": gettext_lazy("No kit"),
    "follows": gettext_lazy("None"),
    "age_band": gettext_lazy("No age band"),
    "theme": gettext_lazy("No theme"),
    "provider": gettext_lazy("Not said"),
    "cohort": gettext_lazy("Anybody may book"),
    "part": gettext_lazy("No part of a series"),
    "evaluation_plan": gettext_lazy("Nothing is asked"),
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
        self.sectors = sectors_of(person, on=timezone.localdate())
        self.fields["access_needs"].seen_by = _(
            "Whoever runs this session. It is deleted four weeks after it."
        )
        if len(self.sectors) > 1:
            keys = [sector.pk for sector in self.sectors]
            self.fields["sector"].queryset = Sector.objects.filter(pk__in=keys)
        else:
            del self.fields["sector"]

    @property
    def comes_from(self) -> Sector | None:
        """Asked only of whoever has jobs in several."""
        return self.cleaned_data.get("sector") or next(iter(self.sectors), None)


class PlanForm(forms.ModelForm, WithEdits):
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    hour = forms.TimeField(
        label=gettext_lazy("At what time?"),
        widget=HOUR,
        help_text=gettext_lazy("By the clock in the United Kingdom on that day."),
    )
    clock = ClockField()

    facilitators = KeysField(
        Person.objects.none(),
        label=gettext_lazy("Facilitators"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    video_link = forms.URLField(
        label=gettext_lazy("Video link"), required=False, assume_scheme="https"
    )

    class Meta:
        model = LiveSession
        fields = (
            "kind",
            "follows",
            "title",
            "about",
            "kit",
            "cohort",
            "part",
            "is_open_to_others",
            "course",
            "lesson",
            "age_band",
            "theme",
            "provider",
            "minutes",
            "place",
            "video_link",
            "capacity",
            "claim_hours",
            "support_person",
            "evaluation_plan",
            "mentions",
            "joining",
        )
        chosen = ("course", "lesson", "kit", "cohort", "part", "age_band", "theme", "provider")
        field_classes = {
            **dict.fromkeys((*chosen, "support_person", "evaluation_plan"), KeyField),
            "follows": FollowsField,
        }
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "joining": forms.Textarea(attrs={"rows": 4}),
        }

    field_order = (
        "kind",
        "follows",
        "title",
        "about",
        "kit",
        "day",
        "hour",
        "clock",
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
        lessons = LessonPage.objects.visible_to(by).filter(is_met_by_session=True)
        lessons = lessons | LessonPage.objects.filter(pk=self.instance.lesson_id)
        self.fields["lesson"].queryset = lessons.order_by("path")
        kits = Q(is_active=True) | Q(pk=self.instance.kit_id)
        self.fields["kit"].queryset = SessionKit.objects.filter(kits)
        self.fields["kit"].help_text = _(
            "What you go through on the day. Where you do not say what the session mentions, "
            "the words of the kit stand there."
        )
        kept = self.instance if self.instance.pk else None
        people = people_to_run_sessions(at=timezone.now(), session=kept)
        self.fields["facilitators"].queryset = people
        self.fields["support_person"].queryset = people
        let_follow(self, by.person)
        self.fields["support_person"].help_text = _(
            "Somebody else than the facilitators, who is there for whoever needs a moment."
        )
        self.fields["theme"].help_text = _what_themes_ask()
        offer_cohorts(self, by=by)
        offer_plans(self)
        for name, words in NOTHING_CHOSEN.items():
            self.fields[name].empty_label = words
        if self.instance.pk:
            starts_at = timezone.localtime(self.instance.starts_at)
            self.initial |= {
                "day": starts_at.date(),
                "hour": starts_at.time(),
                "clock": name_of_clock(starts_at),
                "facilitators": self.instance.facilitators,
                "edits": self.instance.edits,
            }
        else:
            self.initial.setdefault("facilitators", [by.person])
        ask_which_hour(self)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        support, facilitators = given.get("support_person"), given.get("facilitators") or ()
        if support in facilitators:
            self.add_error(
                "support_person", _("Choose somebody who is not a facilitator of this session.")
            )
        if given.get("lesson"):
            given["course"] = given["lesson"].course
            if given.get("kind") == LiveSession.Kind.WELLBEING:
                self.add_error("lesson", _("A wellbeing session finishes no lesson."))
        if given.get("kit") and not given.get("mentions"):
            given["mentions"] = given["kit"].mentions
        if given.get("evaluation_plan") and given.get("kind") == LiveSession.Kind.WELLBEING:
            words = _("Nothing is asked of a wellbeing session: who comes to it stays private.")
            self.add_error("evaluation_plan", words)
        check_plan(self, given)
        refuse_odd_following(self, given)
        check_part(self, given)
        if starts_at := read_moment(self, given):
            given["starts_at"] = starts_at
            self._refuse_odd_days(starts_at)
        return given

    def _refuse_odd_days(self, starts_at: datetime) -> None:
        is_new = {"day", "hour", "clock"} & set(self.changed_data)
        if is_new and not timezone.now() < starts_at < timezone.now() + FURTHEST:
            self.add_error("day", _("Choose a day and time to come, within two years."))

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of the session."""
        given = self.cleaned_data
        return {name: given[name] for name in (*self.Meta.fields, "starts_at")}


def _what_themes_ask() -> str:
    """Of those that ask for several disciplines, how many."""
    asking = Topic.objects.filter(is_active=True, least_sectors__gt=0)
    if not asking:
        return ""
    named = get_text_list([f"{one} ({one.least_sectors})" for one in asking], _("and"))
    words = _("These ask for so many disciplines at least: %(themes)s. A session may differ.")
    return words % {"themes": named}


class CallOffForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why? People read this."),
        help_text=gettext_lazy("One or two plain sentences, without the name of anybody."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
