"""Who took a course together, as a facilitator fills it in."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person, User
from accounts.widgets import DayInput
from courses.actions.together import Occasion
from courses.forms.people import MOST_WORDS, PeopleField, keys_in, words_in
from courses.models import CoursePage
from courses.querysets import jobs_where_sessions_run, people_to_sit_with

MOST_SHOWN = 100
LONGEST_AGO = timedelta(days=92)


class SittingForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    course = forms.ModelChoiceField(
        CoursePage.objects.none(),
        label=gettext_lazy("What did you watch or read together?"),
        empty_label=gettext_lazy("Choose a course"),
    )
    taken_on = forms.DateField(
        label=gettext_lazy("On which day?"),
        initial=timezone.localdate,
        widget=DayInput,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it take?"),
        help_text=gettext_lazy("Empty takes what the course says."),
        min_value=1,
        max_value=600,
        required=False,
    )
    place = forms.CharField(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("For example “Dining hall”. You can leave it empty."),
        max_length=120,
        required=False,
    )
    q = forms.CharField(
        label=gettext_lazy("Find people by name or staff number"),
        max_length=MOST_WORDS,
        required=False,
    )
    people = PeopleField(
        Person.objects.none(),
        label=gettext_lazy("Who was there?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick everybody who was there.")},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, timezone.localdate()
        self.reached = people_to_sit_with(by.person, on=self.today)
        self.fields["course"].queryset = courses_to_take_together(by)
        self.fields["people"].queryset = self.reached
        self.fields["people"].seen_by = _(
            "Each person sees on their own page that you wrote it down, and can say that it was "
            "not them. Nobody else sees who was here."
        )
        found = self._shown()
        self.shown, self.is_cut = found[:MOST_SHOWN], len(found) > MOST_SHOWN
        self.fields["people"].choices = [
            (person.pk, self.fields["people"].label_from_instance(person)) for person in self.shown
        ]

    def clean_taken_on(self) -> Any:
        day = self.cleaned_data["taken_on"]
        if day > self.today:
            raise forms.ValidationError(_("Choose today or a day before."))
        if day < self.today - LONGEST_AGO:
            raise forms.ValidationError(_("Choose a day in the last three months."))
        return day

    def occasion(self) -> Occasion:
        given = self.cleaned_data
        course = given["course"]
        usual = course.self_directed_minutes + course.participatory_minutes
        return Occasion(course, given["taken_on"], given["minutes"] or usual, given["place"])

    def chosen(self) -> list[Person]:
        """With their jobs."""
        ticked = {str(person.pk) for person in self.cleaned_data["people"]}
        return [person for person in self.shown if str(person.pk) in ticked]

    def _shown(self) -> list[Person]:
        """Those already ticked first, then those whom the words find."""
        ticked, words = keys_in(self["people"]), words_in(self["q"])
        jobs = jobs_where_sessions_run(self.by.person, on=self.today)
        people = self.reached.prefetch_related(
            Prefetch("employments", queryset=jobs, to_attr="jobs_here")
        ).order_by("display_name", "pk")
        found = people
        if words:
            by_number = Q(pk__in=jobs.filter(staff_number__iexact=words).values("person"))
            found = people.filter(by_number | Q(pk__in=people.matching(words).values("pk")))
        kept = list(people.filter(pk__in=ticked)) if ticked else []
        return [*kept, *found.exclude(pk__in=ticked)[: MOST_SHOWN + 1]]


def courses_to_take_together(user: User) -> Any:
    """Given out, self-directed, and meant for it by whoever wrote them."""
    courses = CoursePage.objects.visible_to(user).exclude(together=CoursePage.Together.NO)
    given_out = courses.filter(releases__isnull=False, self_directed_minutes__gt=0)
    return given_out.distinct().order_by("title")
